import assert from "node:assert/strict";
import { test } from "node:test";
import { beyondHole, lastsUntil, type Range, rangeAt, Standing } from "./buffered.ts";

const RANGES: Range[] = [
  { start: 10, end: 20 },
  { start: 20.8, end: 30 },
  { start: 40, end: 50 },
];

for (const [place, expected] of [
  [9.9, undefined],
  [9.97, [10, 30]],
  [15, [10, 30]],
  [20, undefined],
  [20.5, undefined],
  [25, [20.8, 30]],
  [30, undefined],
  [49, [40, 50]],
] as const) {
  test(`what there is around ${place}`, () => {
    const found = rangeAt(RANGES, place);
    assert.deepEqual(found && [found.start, found.end], expected);
  });
}

for (const [what, stopped, expected] of [
  ["at the start of the last picture", 19, 20],
  ["of a scene that is very quiet", 24, 30],
  ["for something else, far from the end", 21, undefined],
  ["in a hole", 20.5, undefined],
  ["at the very end", 30, undefined],
] as const) {
  test(`it has stopped ${what}`, () => assert.equal(lastsUntil(RANGES, stopped), expected));
}

for (const [place, expected] of [
  [19.9, undefined],
  [20, 20.8],
  [20.5, 20.8],
  [21, undefined],
  [30, undefined],
  [39.2, 40],
  [9.5, 10],
  [8, undefined],
] as const) {
  test(`beyond the hole at ${place}`, () => assert.equal(beyondHole(RANGES, place), expected));
}

test("how long it has stood", () => {
  const standing = new Standing();
  const seconds = (place: number | undefined, end: number, now: number): number =>
    standing.seconds(place, end, now * 1000);
  assert.equal(seconds(19, 20, 100), 0);
  assert.equal(seconds(19, 20, 100.5), 0.5);
  assert.equal(seconds(19, 23, 105), 0, "more came");
  assert.equal(seconds(19, 23, 106), 1);
  assert.equal(seconds(20, 23, 107), 0, "it went on");
  assert.equal(seconds(undefined, 23, 108), 0);
  assert.equal(seconds(20, 23, 109), 0, "it stands again");
  assert.equal(seconds(20, 23, 110), 1);
});
