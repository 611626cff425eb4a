import assert from "node:assert/strict";
import { test } from "node:test";
import type { Fired } from "../api/motion.ts";
import { compare, gapsOf, placeIn, spanOf } from "./replayed.ts";

const SECOND = 1e6;

function fired(...times: readonly (readonly [number, number])[]): Fired[] {
  return times.map(([start, end]) => ({
    id: "",
    start: start * SECOND,
    end: end * SECOND,
    score: 2,
    zones: [],
  }));
}

function starts(events: readonly Fired[]): number[] {
  return events.map(({ start }) => start / SECOND);
}

for (const [what, before, after, kept, fresh, gone] of [
  ["the same ones", [[10, 20]], [[10, 20]], [10], [], []],
  ["one that begins earlier is the same", [[10, 20]], [[5, 12]], [5], [], []],
  ["side by side within a second, too", [[10, 20]], [[21, 25]], [21], [], []],
  ["two seconds apart are two", [[10, 20]], [[22, 25]], [], [22], [10]],
  [
    "two that became one are no more and no less",
    [
      [10, 20],
      [30, 40],
    ],
    [[10, 40]],
    [10],
    [],
    [],
  ],
  ["one that lasts meets all that follow", [[10, 0]], [[500, 510]], [500], [], []],
  ["none before", [], [[1, 2]], [], [1], []],
  ["none after", [[1, 2]], [], [], [], [1]],
] as const) {
  test(`compared: ${what}`, () => {
    const compared = compare(fired(...before), fired(...after));
    assert.deepEqual(
      [starts(compared.kept), starts(compared.fresh), starts(compared.gone)],
      [kept, fresh, gone],
    );
  });
}

for (const [what, kept, expected] of [
  ["nothing was kept", [], [[0, 100]]],
  ["all of it", [[0, 100]], []],
  ["more than all of it", [[-50, 150]], []],
  [
    "two pieces, the later first",
    [
      [60, 80],
      [10, 30],
    ],
    [
      [0, 10],
      [30, 60],
      [80, 100],
    ],
  ],
  [
    "one within another",
    [
      [10, 90],
      [20, 30],
    ],
    [
      [0, 10],
      [90, 100],
    ],
  ],
  [
    "less than a second between them is no gap",
    [
      [0, 50],
      [50.5, 100],
    ],
    [],
  ],
] as const) {
  test(`gaps: ${what}`, () => {
    const gaps = gapsOf(
      kept.map(([from, to]) => ({ from: from * SECOND, to: to * SECOND })),
      { from: 0, to: 100 * SECOND },
    );
    assert.deepEqual(
      gaps.map(({ from, to }) => [from / SECOND, to / SECOND]),
      expected,
    );
  });
}

test("spans are of the reader's days, and end by now", () => {
  const now = new Date(2026, 10, 25, 9, 30);
  const at = (day: number, hour = 0, minute = 0): number =>
    new Date(2026, 10, day, hour, minute).getTime() * 1000;
  const own = { from: 1, to: 2 };
  assert.deepEqual(spanOf("hour", now, own), { from: at(25, 8, 30), to: at(25, 9, 30) });
  assert.deepEqual(spanOf("today", now, own), { from: at(25), to: at(25, 9, 30) });
  assert.deepEqual(spanOf("yesterday", now, own), { from: at(24), to: at(25) });
  assert.deepEqual(spanOf("own", now, own), own);
});

for (const [from, to, left, width] of [
  [0, 100, 0, 100],
  [25, 50, 25, 25],
  [-50, 50, 0, 50],
  [90, 500, 90, 10],
  [200, 300, 100, 0],
] as const) {
  test(`from ${from} to ${to} lies at ${left} %, ${width} % long`, () => {
    assert.deepEqual(placeIn({ from: 0, to: 100 }, { from, to }), { left, width });
  });
}
