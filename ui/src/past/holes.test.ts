import assert from "node:assert/strict";
import { test } from "node:test";
import { Holes } from "./holes.ts";
import type { Piece } from "./reel.ts";

function pieces(...all: readonly (readonly [number, number])[]): Piece[] {
  return all.map(([start, end]) => ({ start, end }));
}

const ALL = pieces([100, 200], [300, 400]);

for (const [what, holes, expected] of [
  ["none", [], ALL],
  ["one within a piece", pieces([120, 130]), pieces([100, 120], [130, 200], [300, 400])],
  ["one at an edge", pieces([190, 200]), pieces([100, 190], [300, 400])],
  ["one over a piece", pieces([90, 210]), pieces([300, 400])],
  ["one between pieces", pieces([220, 230]), ALL],
  [
    "several",
    pieces([120, 130], [125, 150], [350, 360]),
    pieces([100, 120], [150, 200], [300, 350], [360, 400]),
  ],
] as const) {
  test(`outside of holes: ${what}`, () => {
    const known = new Holes();
    holes.forEach((hole) => known.add(hole));
    assert.deepEqual(known.outside(ALL), expected);
  });
}

test("where somebody looks again there is none, and old ones are forgotten", () => {
  const known = new Holes();
  known.add({ start: 110, end: 120 });
  known.add({ start: 150, end: 160 });
  known.forget(120); // where one ends something is
  known.forget(150);
  assert.deepEqual(known.outside(ALL), pieces([100, 110], [120, 200], [300, 400]));
  for (let i = 0; i < 60; i++) {
    known.add({ start: 300 + i, end: 300.5 + i });
  }
  assert.equal(known.outside(ALL)[0]?.end, 200);
});
