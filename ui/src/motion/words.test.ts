import assert from "node:assert/strict";
import { test } from "node:test";
import { Arbitrary } from "../../test/support/arbitrary.ts";
import { GUARDS, STATES, toHeat, toSettings } from "../api/motion.ts";
import { colourOf, THRESHOLD } from "./heat.ts";
import { DURATIONS, nearest, SENSITIVITIES, SIZES } from "./slider.ts";
import { bytesText, durationText, millisecondsText, settingsLines, short, stateWords } from "./words.ts";

test("every state has words, whatever holds it back", () => {
  for (const state of STATES) {
    for (const guard of GUARDS) {
      const { title, detail } = stateWords(state, guard);
      assert.ok(title !== "" && /\.$/.test(detail), `${state} ${guard}`);
    }
  }
});

for (const [bytes, expected] of [
  [0, "0 kB"],
  [1234, "1.2 kB"],
  [999_499, "999 kB"],
  [999_500, "1 MB"],
  [12_345_678, "12 MB"],
  [3.25e9, "3.3 GB"],
  [4e12, "4 TB"],
] as const) {
  test(`${bytes} bytes are ${expected}`, () => assert.equal(bytesText(bytes), expected));
}

test("times and numbers are as short as they can be", () => {
  assert.deepEqual([short(0.149), short(12.3), short(100), short(0)], ["0.15", "12", "100", "0"]);
  assert.deepEqual([millisecondsText(250), millisecondsText(1500)], ["250 ms", "1.5 s"]);
  assert.deepEqual([durationText(59), durationText(2460), durationText(7200)], ["59 s", "41 min", "2 h"]);
});

test("settings are told with their zones", () => {
  const zones = [
    { name: "Lawn", kind: "include", points: [] },
    { name: "Tree", kind: "ignore", points: [] },
  ];
  assert.deepEqual(settingsLines(toSettings({ zones })).at(-1), ["Zones", "Lawn, Tree (ignored)"]);
});

test("a block is faint below the threshold and strong from it on, stronger with its score", () => {
  const opacity = (score: number): number => colourOf(score)[3];
  assert.equal(opacity(0), 0);
  assert.ok(opacity(THRESHOLD - 1) < 100 && opacity(THRESHOLD) > 120);
  for (let score = 1; score < 256; score++) {
    assert.ok(opacity(score) >= opacity(score - 1), String(score));
    assert.ok(colourOf(score).every((part) => part >= 0 && part <= 255));
  }
});

for (const [what, values, least, most] of [
  ["sensitivity", SENSITIVITIES, 1, 100],
  ["size", SIZES, 0.01, 50],
  ["duration", DURATIONS, 0, 10_000],
] as const) {
  test(`the slider of ${what} goes from ${least} to ${most}, and only up`, () => {
    assert.deepEqual([values[0], values.at(-1)], [least, most]);
    values.forEach((value, at) => {
      assert.ok(at === 0 || value > (values[at - 1] ?? 0), String(value));
      assert.equal(nearest(values, value), at, "a value lies where it was chosen");
    });
  });
}

test("what lies between is shown at the nearest", () => {
  assert.equal(nearest(DURATIONS, 300), DURATIONS.indexOf(250));
  assert.equal(nearest(DURATIONS, 99_999), DURATIONS.length - 1);
});

const arbitrary = new Arbitrary();

test(`heat of any length, or of none, fills its blocks (seed ${arbitrary.seed})`, () => {
  for (let run = 0; run < 500; run++) {
    const [columns, rows] = [arbitrary.below(20) - 2, arbitrary.below(20) - 2];
    const bytes = arbitrary.bytes(300);
    const scores = [
      Buffer.from(bytes).toString("base64"),
      Buffer.from(bytes).toString("latin1"),
      7,
      undefined,
    ];
    const heat = toHeat({ columns, rows, scores: scores[arbitrary.below(4)] });
    assert.equal(heat.scores.length, Math.max(0, columns) * Math.max(0, rows));
  }
});
