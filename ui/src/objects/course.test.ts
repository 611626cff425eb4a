import assert from "node:assert/strict";
import { test } from "node:test";
import type { Frame, Seen } from "../api/events.ts";
import type { Sighting } from "../live/protocol.ts";
import { boxAt, Course, type Mark, marksOf } from "./course.ts";

/** A person at that place, ten wide and twenty high, in percent; undefined: nobody. */
function told(ms: number, x?: number, still = false): Sighting {
  const box: Frame = [(x ?? 0) / 100, 0.5, 0.1, 0.2];
  const objects = x === undefined ? [] : [{ id: 7, kind: "person" as const, score: 0.6, box, still }];
  return { at: ms * 1000, objects };
}

function course(...all: Sighting[]): Course {
  const made = new Course();
  all.forEach((one) => made.take(one));
  return made;
}

/** Left edge in percent and length of the way, such as "12.5/3". */
function drawn(marks: readonly Mark[]): string {
  return marks.map(({ box, way }) => `${Number((box[0] * 100).toFixed(2))}/${way.length}`).join(" ");
}

for (const [what, made, at, expected] of [
  ["before anything was told there is nothing", course(told(1000, 10)), 900, ""],
  ["between two moments it is between two places", course(told(1000, 10), told(1200, 14)), 1100, "12/0"],
  ["what is newer than the picture waits", course(told(1000), told(1200, 14)), 1100, ""],
  ["what is gone goes with the picture that it is gone from", course(told(1000, 10), told(1200)), 1200, ""],
  ["what was told at once holds", course(told(1000, 10)), 9000, "10/0"],
  ["it goes on as it went, for a moment", course(told(1000, 10), told(1200, 14)), 1300, "16/3"],
  ["and back to where it was told to be", course(told(1000, 10), told(1200, 14)), 2100, "14/3"],
  ["a still thing does not go on", course(told(1000, 10, true), told(1200, 14, true)), 1300, "14/0"],
  ["an old speed is none", course(told(1000, 10), told(2200, 14)), 2300, "14/3"],
] as const) {
  test(what, () => assert.equal(drawn(made.marksAt(at * 1000)), expected));
}

test("in steps, nothing is worked out and no way is drawn", () => {
  assert.equal(drawn(course(told(1000, 10), told(1200, 14)).marksAt(1_100_000, true)), "10/0");
});

test("a way is as long as the last seconds, and what is kept has a bound", () => {
  const made = course(...Array.from({ length: 100 }, (_, i) => told(i * 200, i / 2)));
  assert.equal(made.marksAt(19_800_000)[0]?.way.length, 22, "21 moments in 4 s, and the present");
  assert.equal(drawn(made.marksAt(5_000_000)), "", "forgotten");
  made.take(told(20_000));
  assert.equal(made.isEmpty, false, "a picture that is not shown yet may have it");
  made.take(told(40_000));
  assert.equal(made.isEmpty, true);
});

test("what is told late takes the place of what was told of later moments", () => {
  assert.equal(drawn(course(told(2000, 50), told(1000, 10)).marksAt(2_000_000)), "10/0");
});

const SEEN: Seen = {
  id: 3,
  kind: "car",
  score: 0.5,
  first: 1e6,
  last: 3e6,
  box: [0.4, 0.5, 0.1, 0.1],
  path: [
    { at: 1e6, box: [0, 0.5, 0.1, 0.1] },
    { at: 2e6, box: [0.2, 0.5, 0.1, 0.1] },
    { at: 3e6, box: [0.3, 0.5, 0.1, 0.1] },
  ],
  zones: [],
  picture: true,
};

test("what was follows its path, from the first to the last", () => {
  const at = (seconds: number): string => drawn(marksOf([SEEN], seconds * 1e6));
  assert.deepEqual([0.5, 1, 1.5, 3, 3.5].map(at), ["", "0/0", "10/2", "30/4", ""]);
});

test("what has no path is where it was seen best", () => {
  assert.equal(drawn(marksOf([{ ...SEEN, path: [] }], 2e6)), "40/0");
  assert.equal(boxAt([], 5), undefined);
});
