import assert from "node:assert/strict";
import { test } from "node:test";
import {
  DAY,
  dragged,
  fromOf,
  HEAD,
  HOUR,
  MINUTE,
  placeOf,
  rolled,
  SECOND,
  snapped,
  timeAt,
  toOf,
  type View,
  zoomed,
  zoomName,
} from "./scale.ts";

const VIEW: View = { head: 1_000 * HOUR, span: HOUR, width: 360 };

test("a moment has a place and a place a moment, and they are each other's", () => {
  assert.equal(placeOf(VIEW, VIEW.head), 360 * HEAD);
  assert.equal(placeOf(VIEW, fromOf(VIEW)), 0);
  assert.equal(placeOf(VIEW, toOf(VIEW)), 360);
  for (const place of [-50, 0, 1, 179.5, 360, 900]) {
    assert.ok(Math.abs(placeOf(VIEW, timeAt(VIEW, place)) - place) < 1e-6);
  }
});

for (const [by, span, expected] of [
  [360, HOUR, -HOUR],
  [-36, HOUR, 6 * MINUTE],
  [0, DAY, 0],
  [90, DAY, -6 * HOUR],
] as const) {
  test(`dragged by ${by} pixels of ${span / HOUR} h in 360`, () => {
    assert.equal(dragged({ ...VIEW, span }, by) - VIEW.head, expected);
  });
}

for (const [span, factor, expected] of [
  [HOUR, 2, 2 * HOUR],
  [HOUR, 0.5, HOUR / 2],
  [30 * SECOND, 0.1, 20 * SECOND],
  [7 * DAY, 2, 8 * DAY],
] as const) {
  test(`${span / SECOND} s zoomed by ${factor} are ${expected / SECOND}, and the moment stays`, () => {
    const view = zoomed({ ...VIEW, span }, factor);
    assert.deepEqual([view.span, view.head], [expected, VIEW.head]);
  });
}

for (const [span, expected] of [
  [8 * DAY, "Day"],
  [6 * HOUR, "Day"],
  [4 * HOUR, "Hour"],
  [15 * MINUTE, "Hour"],
  [10 * MINUTE, "Minute"],
  [20 * SECOND, "Minute"],
] as const) {
  test(`${span / MINUTE} min are nearest to ${expected}`, () => assert.equal(zoomName(span), expected));
}

for (const [what, marks, expected] of [
  ["nothing near", [500, 2000], 1000],
  ["one near", [1008], 1008],
  ["the nearest of two", [1009, 996], 996],
  ["just too far", [1011], 1000],
  ["none at all", [], 1000],
] as const) {
  test(`a tap with ${what}`, () => assert.equal(snapped(1000, marks, 10), expected));
}

test("a strip let go rolls the same way however often it is drawn, and comes to rest", () => {
  const whole = rolled(2, 400);
  let [by, speed] = [0, 2];
  for (let i = 0; i < 40; i++) {
    const step = rolled(speed, 10);
    by += step.by;
    speed = step.speed;
  }
  assert.ok(Math.abs(by - whole.by) < 1e-9 && Math.abs(speed - whole.speed) < 1e-9);
  assert.ok(rolled(2, 5000).speed < 1e-5);
  assert.equal(Math.sign(rolled(-1, 100).by), -1);
});
