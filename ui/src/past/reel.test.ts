import assert from "node:assert/strict";
import { test } from "node:test";
import type { Span } from "../api/footage.ts";
import {
  around,
  gapAt,
  nextOf,
  type Piece,
  pieceAfter,
  pieceAt,
  playable,
  recordedIn,
  stepEvent,
} from "./reel.ts";
import { SECOND } from "./scale.ts";

function span(start: number, end: number): Span {
  return { start: start * SECOND, end: end * SECOND, event: false, locked: false, open: false };
}

function pieces(...all: readonly (readonly [number, number])[]): Piece[] {
  return all.map(([start, end]) => ({ start: start * SECOND, end: end * SECOND }));
}

for (const [what, spans, expected] of [
  ["files one after the other are one", [span(0, 60), span(60, 120)], pieces([0, 120])],
  ["a hair between them is none", [span(0, 60), span(60.4, 120)], pieces([0, 120])],
  ["a second is a gap", [span(0, 60), span(61, 120)], pieces([0, 60], [61, 120])],
  ["two renditions at once are one", [span(50, 70), span(0, 60), span(55, 58)], pieces([0, 70])],
  ["what has no length is none", [span(5, 5)], []],
  ["none is none", [], []],
] as const) {
  test(`playable: ${what}`, () => assert.deepEqual(playable(spans), expected));
}

const TWO = pieces([100, 200], [300, 400]);

test("which piece has a moment: its end is not in it", () => {
  assert.equal(pieceAt(TWO, 100 * SECOND), TWO[0]);
  assert.equal(pieceAt(TWO, 200 * SECOND), undefined);
  assert.equal(pieceAfter(TWO, 100 * SECOND), TWO[1]);
});

for (const [at, expected] of [
  [50, { from: 0, to: 100 }],
  [150, undefined],
  [250, { from: 200, to: 300 }],
  [200, { from: 200, to: 300 }],
  [500, { from: 400, to: 0 }],
] as const) {
  test(`gap at ${at}`, () => {
    const gap = gapAt(TWO, at * SECOND);
    assert.deepEqual(gap && { from: gap.from / SECOND, to: gap.to / SECOND }, expected);
  });
}

test("time recorded of a span", () => {
  assert.equal(recordedIn(TWO, 150 * SECOND, 350 * SECOND), 100 * SECOND);
  assert.equal(recordedIn(TWO, 200 * SECOND, 300 * SECOND), 0);
});

for (const [what, at, loaded, rate, now, expected] of [
  ["nothing is loaded", 110, 110, 1, 9999, "fetch 110-130"],
  ["some is", 110, 120, 1, 9999, "fetch 120-140"],
  ["enough is", 110, 122, 1, 9999, "enough"],
  ["the end of the piece is near", 185, 190, 1, 9999, "fetch 190-200"],
  ["all of the piece is loaded and plays", 190, 200, 1, 9999, "enough"],
  ["a gap is reached", 200, 200, 1, 9999, "gap 200-300"],
  ["more is loaded than is wanted now", 210, 230, 1, 9999, "gap 210-300"],
  ["one looks into a gap", 250, 250, 1, 9999, "gap 250-300"],
  ["one looks before everything", 5, 5, 1, 9999, "gap 5-100"],
  ["the end is reached, long ago", 400, 400, 1, 9999, "end"],
  ["the end is reached, and just now was", 400, 400, 1, 420, "live"],
  ["what is shown is as good as now", 396, 400, 1, 399, "live"],
  ["it plays fast", 110, 120, 4, 9999, "fetch 120-200"],
  ["it plays slowly", 110, 118, 0.25, 9999, "fetch 118-138"],
  ["a hair before the end of a piece", 199.8, 199.8, 1, 9999, "gap 199.8-300"],
] as const) {
  test(`next when ${what}`, () => {
    const next = nextOf(TWO, { at: at * SECOND, loaded: loaded * SECOND, rate, now: now * SECOND });
    const text = "from" in next ? `${next.kind} ${next.from / SECOND}-${next.to / SECOND}` : next.kind;
    assert.equal(text, expected);
  });
}

test("what is asked for at once has an end, however fast it plays", () => {
  const next = nextOf(pieces([0, 9000]), { at: 10 * SECOND, loaded: 10 * SECOND, rate: 16, now: 1e16 });
  assert.deepEqual(next, { kind: "fetch", from: 10 * SECOND, to: 130 * SECOND });
});

for (const [time, way, expected] of [
  [50, 1, 100],
  [100, 1, 200],
  [99.8, 1, 200],
  [300, 1, undefined],
  [250, -1, 200],
  [202, -1, 100],
  [205, -1, 200],
  [101, -1, undefined],
] as const) {
  test(`the event ${way === 1 ? "after" : "before"} ${time}`, () => {
    const starts = [300, 100, 200].map((one) => one * SECOND);
    assert.equal(stepEvent(starts, time * SECOND, way), expected && expected * SECOND);
  });
}

test("only what happened is played, with a little around it, as far as it is recorded", () => {
  const events = [
    { start: 110, end: 120 },
    { start: 123, end: 130 },
    { start: 195, end: 305 },
    { start: 390, end: 0 },
  ].map(({ start, end }) => ({ start: start * SECOND, end: end * SECOND }));
  assert.deepEqual(
    around(TWO, events, 2 * SECOND, 395 * SECOND),
    pieces([108, 132], [193, 200], [300, 307], [388, 397]),
  );
});
