import assert from "node:assert/strict";
import { test } from "node:test";
import type { Sample, Summary } from "../api/events.ts";
import { dayBounds, isoDay } from "../parts/times.ts";
import { scorePoints, stretchesOf, topOf } from "./chart.ts";
import { daysOf, joined } from "./days.ts";
import { lengthText, wayText } from "./words.ts";

function event(id: string, start: number, more: Partial<Summary> = {}): Summary {
  return {
    id,
    camera: "front",
    start,
    end: start + 12e6,
    state: "over",
    score: 2,
    area: 0.01,
    zones: [],
    from: "",
    to: "",
    why: "something moved",
    pictures: 3,
    kinds: [],
    notices: [],
    objectCount: 0,
    portrait: undefined,
    ...more,
  };
}

function sample(at: number, score: number, guard: Sample["guard"] = "none"): Sample {
  return { at, score, guard, state: "quiet" };
}

function ids(events: readonly Summary[]): string {
  return events.map(({ id }) => id).join(" ");
}

test("events are grouped by the reader's days, in their order", () => {
  const at = (day: number, hour: number): number => new Date(2026, 10, day, hour).getTime() * 1000;
  const days = daysOf([event("c", at(25, 1)), event("b", at(24, 23)), event("a", at(24, 0))]);
  assert.deepEqual(
    days.map(({ iso, events }) => [iso, ids(events)]),
    [
      ["2026-11-25", "c"],
      ["2026-11-24", "b a"],
    ],
  );
});

for (const [what, known, newest, isWhole, expected] of [
  ["what is new comes on top", [3, 2, 1], [4, 3], false, "4 3 2 1"],
  ["what was deleted among the newest is gone", [3, 2, 1], [3, 1], false, "3 1"],
  ["all there is takes the place of everything", [3, 2, 1], [2], true, "2"],
  ["none is none", [3, 2, 1], [], true, ""],
] as const) {
  test(`joined: ${what}`, () => {
    const of = (numbers: readonly number[]): Summary[] => numbers.map((n) => event(String(n), n));
    assert.equal(ids(joined(of(known), of(newest), isWhole)), expected);
  });
}

test("a day has its bounds, and what is no day has none", () => {
  const bounds = dayBounds("2026-11-25");
  assert.equal(isoDay(bounds?.from ?? 0), "2026-11-25");
  assert.equal(isoDay(bounds?.to ?? 0), "2026-11-26");
  assert.deepEqual(["", "2026-02-30", "soon", "2026-1-1"].map(dayBounds), Array(4).fill(undefined));
});

test("how long it was, or is so far", () => {
  const now = new Date(100_000);
  assert.equal(lengthText(event("a", 10e6), now), "12 s");
  assert.equal(lengthText(event("a", 10e6, { end: 0, state: "lasting" }), now), "for 1 min 30 s so far");
});

for (const [from, to, expected] of [
  ["left", "right", "came from the left, went to the right"],
  ["left", "inside", "came from the left, went no further"],
  ["inside", "top", "came up within the picture, went to the top"],
  ["", "bottom", "went to the bottom"],
  ["", "", "no telling where it came from"],
] as const) {
  test(`from "${from}" to "${to}"`, () => assert.equal(wayText(from, to), expected));
}

test("scores are drawn from left to right, higher further up, none above the edge", () => {
  const samples = [sample(0, 0), sample(5, 1), sample(10, 99)];
  assert.equal(scorePoints(samples, 100, 50, 2), "0.0,50.0 50.0,25.0 100.0,0.0");
  assert.equal(topOf([sample(0, 0.2)]), 1.5, "the threshold is always in sight");
  assert.ok(topOf(samples) > 99);
});

test("neighbours that are alike are one stretch", () => {
  const samples = [sample(0, 0, "light"), sample(5, 0, "light"), sample(10, 0), sample(20, 0)];
  assert.deepEqual(
    stretchesOf(samples, ({ guard }) => guard),
    [
      { from: 0, to: 0.5, what: "light" },
      { from: 0.5, to: 1, what: "none" },
    ],
  );
  assert.deepEqual(
    stretchesOf([], ({ guard }) => guard),
    [],
  );
});
