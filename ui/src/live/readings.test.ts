import assert from "node:assert/strict";
import { test } from "node:test";
import { bitrateText, delayText, fpsText, sceneText, snapshotName, tracePoints } from "./readings.ts";

for (const [value, expected] of [
  [0, "0 kbit/s"],
  [84_400, "84 kbit/s"],
  [999_499, "999 kbit/s"],
  [999_500, "1.0 Mbit/s"],
  [1_540_000, "1.5 Mbit/s"],
] as const) {
  test(`${value} bit/s reads ${expected}`, () => assert.equal(bitrateText(value), expected));
}

for (const [value, expected] of [
  [0.52, "0.5 fps"],
  [9.4, "9.4 fps"],
  [14.97, "15 fps"],
] as const) {
  test(`${value} fps reads ${expected}`, () => assert.equal(fpsText(value), expected));
}

for (const [value, expected] of [
  [83.6, "84 ms"],
  [-2.4, "0 ms"],
  [9999.4, "9999 ms"],
  [65_432, "65.4 s"],
] as const) {
  test(`a delay of ${value} ms reads ${expected}`, () => {
    const { number, unit } = delayText(value);
    assert.equal(`${number} ${unit}`, expected);
  });
}

for (const [state, rate, fps, word, words] of [
  ["off", "full", 15, "", ""],
  ["quiet", "quiet", 1.01, "Quiet", "Quiet: one picture a second"],
  ["quiet", "quiet", 0.5, "Quiet", "Quiet: 0.5 pictures a second"],
  ["still", "quiet", undefined, "Quiet", "Quiet: few pictures"],
  ["quiet", "full", 15, "Quiet", "Quiet: nothing stirs"],
  ["moving", "full", 15, "Moving", "Something moves"],
] as const) {
  test(`a scene that is ${state}, at ${rate} rate, is ${words}`, () => {
    assert.deepEqual(sceneText({ state, rate }, fps), { word, words });
  });
}

test("a trace grows from the right, and is no taller than its place", () => {
  assert.equal(tracePoints([50], 3, 100, 30, 100), "100.0,15.0");
  assert.equal(tracePoints([0, 100, 200], 3, 100, 30, 100), "0.0,30.0 50.0,15.0 100.0,0.0");
});

for (const [camera, type, expected] of [
  ["front", "image/png", "front_2026-03-09_07-05-04.012.png"],
  ["Hof/Tür 2", "image/jpeg", "Hof-Tür-2_2026-03-09_07-05-04.012.jpg"],
  ["../", "image/png", "camera_2026-03-09_07-05-04.012.png"],
] as const) {
  test(`a snapshot of ${camera} is called ${expected}`, () => {
    assert.equal(snapshotName(camera, new Date(2026, 2, 9, 7, 5, 4, 12), type), expected);
  });
}
