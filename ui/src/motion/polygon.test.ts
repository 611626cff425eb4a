import assert from "node:assert/strict";
import { test } from "node:test";
import { Arbitrary } from "../../test/support/arbitrary.ts";
import type { Point } from "../api/motion.ts";
import {
  FEWEST,
  fresh,
  inside,
  middleOf,
  MOST,
  nearestOn,
  placeText,
  shapeOf,
  withAdded,
  withMoved,
  withRemoved,
  withShifted,
} from "./polygon.ts";

const SQUARE: readonly Point[] = [
  [0.2, 0.2],
  [0.6, 0.2],
  [0.6, 0.6],
  [0.2, 0.6],
];

for (const [point, expected] of [
  [
    [0.5, 0.25],
    [0.5, 0.25],
  ],
  [
    [-0.1, 1.7],
    [0, 1],
  ],
  [
    [0.123456, 0.99999],
    [0.1235, 1],
  ],
] as const) {
  test(`${String(point)} becomes ${String(expected)}`, () => assert.deepEqual(inside(point), expected));
}

test("a corner is moved, and no other", () => {
  assert.deepEqual(withMoved(SQUARE, 1, [2, -1])[1], [1, 0]);
  assert.deepEqual(withMoved(SQUARE, 1, [2, -1]).toSpliced(1, 1), SQUARE.toSpliced(1, 1));
});

test("the whole is moved as far as the picture goes, and keeps its shape", () => {
  assert.deepEqual(withShifted(SQUARE, 0.9, -0.1), [
    [0.6, 0.1],
    [1, 0.1],
    [1, 0.5],
    [0.6, 0.5],
  ]);
  assert.deepEqual(withShifted(SQUARE, -5, -5)[0], [0, 0]);
});

test("a corner is added after the one its edge begins at, the last edge too", () => {
  assert.deepEqual(withAdded(SQUARE, 0, [0.4, 0.1])[1], [0.4, 0.1]);
  assert.deepEqual(withAdded(SQUARE, 3, middleOf(SQUARE, 3))[4], [0.2, 0.4]);
  const full = Array.from({ length: MOST }, (): Point => [0, 0]);
  assert.equal(withAdded(full, 0, [1, 1]).length, MOST);
});

test("corners are removed down to a triangle", () => {
  assert.deepEqual(withRemoved(SQUARE, 0), SQUARE.slice(1));
  assert.equal(withRemoved(withRemoved(SQUARE, 0), 0).length, FEWEST);
});

for (const [point, expected] of [
  [
    [0.4, 0.1],
    [0.4, 0.2],
  ],
  [
    [0.9, 0.2],
    [0.6, 0.2],
  ],
  [
    [0, 0],
    [0.2, 0.2],
  ],
] as const) {
  test(`on the upper edge, nearest to ${String(point)} is ${String(expected)}`, () => {
    const [x, y] = nearestOn(SQUARE, 0, point, 16 / 9);
    assert.ok(Math.hypot(x - expected[0], y - expected[1]) < 1e-9, `${x} ${y}`);
  });
}

test("nearest is as it looks: in a picture twice as wide as tall, a slope is flatter", () => {
  const slope: Point[] = [
    [0, 0],
    [1, 1],
    [0, 1],
  ];
  const [x, y] = nearestOn(slope, 0, [0.5, 0], 2);
  assert.ok(Math.abs(x - 0.4) < 1e-9 && Math.abs(y - 0.4) < 1e-9, `${x} ${y}`);
});

test("an edge without a length has one point", () => {
  const flat: Point[] = [
    [0.5, 0.5],
    [0.5, 0.5],
    [0.1, 0.1],
  ];
  assert.deepEqual(nearestOn(flat, 0, [0, 0], 1), [0.5, 0.5]);
});

test("zones begin in the picture, and not all at one place", () => {
  const all = Array.from({ length: 16 }, (_, i) => fresh(i));
  assert.ok(all.flat(2).every((share) => share > 0 && share < 1));
  assert.notDeepEqual(all[0], all[1]);
});

for (const [percent, ratio] of [
  [0.01, 16 / 9],
  [0.15, 16 / 9],
  [10, 4 / 3],
  [50, 16 / 9],
  [50, 0.5],
] as const) {
  test(`the shape of ${percent} % has that area in a picture of ${ratio.toFixed(2)}, and fits`, () => {
    const { width, height } = shapeOf(percent, ratio);
    assert.ok(width <= 1 && height <= 1, `${width} x ${height}`);
    assert.ok(Math.abs(width * height * 100 - percent) < 1e-9);
  });
}

test("a place is read out in whole percent", () => {
  assert.equal(placeText([0.304, 1]), "30 % from the left, 100 % from the top");
});

const arbitrary = new Arbitrary();

test(`whatever is done to a zone, it stays one the server takes (seed ${arbitrary.seed})`, () => {
  const share = (): number => arbitrary.below(3000) / 1000 - 1;
  for (let run = 0; run < 300; run++) {
    let points: readonly Point[] = fresh(run);
    for (let step = 0; step < 60; step++) {
      const at = arbitrary.below(points.length);
      const done = [
        () => withMoved(points, at, [share(), share()]),
        () => withShifted(points, share(), share()),
        () => withAdded(points, at, nearestOn(points, at, [share(), share()], 16 / 9)),
        () => withRemoved(points, at),
      ][arbitrary.below(4)];
      points = done?.() ?? points;
      assert.ok(points.length >= FEWEST && points.length <= MOST, `${points.length} corners`);
      assert.ok(points.flat().every((one) => one >= 0 && one <= 1));
    }
  }
});
