import assert from "node:assert/strict";
import { test } from "node:test";
import { estimated, firstClip, LONGEST, moved, sampleOf } from "./clip-span.ts";
import { DAY, HOUR, MINUTE, SECOND } from "./scale.ts";

for (const [what, head, span, now, expected] of [
  ["around the moment", 1000, 60, 9000, [990, 1010]],
  ["not after now", 1000, 60, 1003, [983, 1003]],
  ["never too short to grip", 1000, 20, 9000, [995, 1005]],
] as const) {
  test(`the first clip is ${what}`, () => {
    const { from, to } = firstClip(head * SECOND, span * SECOND, now * SECOND);
    assert.deepEqual([from / SECOND, to / SECOND], expected);
  });
}

test("the first clip of a day in sight is an hour at most", () => {
  const { from, to } = firstClip(10 * DAY, DAY, 99 * DAY);
  assert.equal(to - from, HOUR);
});

for (const [which, to, expected] of [
  ["from", 80, [80, 110]],
  ["from", 200, [109, 110]],
  ["to", 105, [100, 105]],
  ["to", 10, [100, 101]],
  ["to", 9999, [100, 130]],
] as const) {
  test(`the handle ${which} moved to ${to}`, () => {
    const clip = moved({ from: 100 * SECOND, to: 110 * SECOND }, which, to * SECOND, 130 * SECOND);
    assert.deepEqual([clip.from / SECOND, clip.to / SECOND], expected);
  });
}

test("a clip has a longest length at either end", () => {
  const clip = { from: 10 * DAY, to: 10 * DAY + MINUTE };
  assert.equal(moved(clip, "from", 0, 99 * DAY).from, clip.to - LONGEST);
  assert.equal(moved(clip, "to", 90 * DAY, 99 * DAY).to, clip.from + LONGEST);
});

test("a long clip is measured by its middle", () => {
  assert.deepEqual(sampleOf({ from: 0, to: 10 * MINUTE }), { from: 0, to: 10 * MINUTE });
  assert.deepEqual(sampleOf({ from: 0, to: 30 * MINUTE }), { from: 10 * MINUTE, to: 20 * MINUTE });
  assert.deepEqual([estimated(500, 10, 30), estimated(500, 0, 30)], [1500, 0]);
});
