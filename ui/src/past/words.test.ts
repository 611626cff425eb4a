import assert from "node:assert/strict";
import { test } from "node:test";
import type { Recording } from "../api/storage.ts";
import { recordingText } from "../live/recording.ts";
import { bytesText } from "../parts/sizes.ts";
import { timeText } from "../parts/times.ts";
import { HOUR, MINUTE, SECOND } from "./scale.ts";
import { emptyText, gapText, lastsText, recordingLine } from "./words.ts";

for (const [micros, expected] of [
  [0, "0.0 s"],
  [4.5 * SECOND, "4.5 s"],
  [12.4 * SECOND, "12 s"],
  [60 * SECOND, "1 min"],
  [130 * SECOND, "2 min 10 s"],
  [3599.9 * SECOND, "60 min"],
  [HOUR, "1 h"],
  [3 * HOUR + 5 * MINUTE, "3 h 5 min"],
] as const) {
  test(`${micros} microseconds are ${expected}`, () => assert.equal(lastsText(micros), expected));
}

for (const [bytes, expected] of [
  [0, "0 kB"],
  [1500, "1.5 kB"],
  [999_499, "999 kB"],
  [999_600, "1 MB"],
  [12_345_678, "12 MB"],
  [64e9, "64 GB"],
  [2.5e15, "2500 TB"],
] as const) {
  test(`${bytes} bytes are ${expected}`, () => assert.equal(bytesText(bytes), expected));
}

test("a gap is told by its ends, as far as it has any", () => {
  const [from, to] = [1_795_600_000 * SECOND, 1_795_603_000 * SECOND];
  assert.equal(gapText({ from, to }), `Nothing recorded ${timeText(from)} to ${timeText(to)}.`);
  assert.equal(gapText({ from: 0, to }), `Nothing is recorded before ${timeText(to)}.`);
  assert.equal(gapText({ from, to: 0 }), `Nothing is recorded after ${timeText(from)}.`);
  assert.equal(gapText({ from: 0, to: 0 }), "Nothing is recorded yet.");
  assert.match(gapText({ from, to: from + 5 * SECOND }), /:\d\d:\d\d/, "to the second if it is short");
});

function recording(more: Partial<Recording>): Recording {
  return { camera: "front", mode: "continuous", state: "recording", problem: "", ...more };
}

for (const [more, problem, empty, line] of [
  [{}, "", /^Nothing is recorded yet/, ""],
  [{ mode: "off", state: "off" }, "", /^Recording of front is off\. In the settings file, "record: /, ""],
  [
    { state: "paused", problem: "disk full" },
    "",
    /^Recording is paused: disk full\.$/,
    "Recording is paused: disk full.",
  ],
  [
    { state: "paused" },
    "The disk is full",
    /^Recording is paused: the disk is full\.$/,
    "Recording is paused: the disk is full.",
  ],
  [{}, "the disk is slow", /^The disk is slow\.$/, "The disk is slow."],
] as const) {
  test(`said of ${JSON.stringify(more)} ${problem}`, () => {
    assert.match(emptyText(recording(more), problem), empty);
    assert.equal(recordingLine(recording(more), problem, true), line);
  });
}

test("where there is no video, that is said", () => {
  assert.match(recordingLine(undefined, "", false), /two pictures a second/);
});

for (const [more, word] of [
  [{}, "recording"],
  [{ mode: "motion", state: "waiting" }, "records motion"],
  [{ mode: "events", state: "waiting" }, "records events"],
  [{ mode: "events", state: "recording" }, "recording"],
  [{ state: "paused", problem: "disk full" }, "recording paused"],
  [{ mode: "off", state: "off" }, "not recorded"],
  [{ state: "off" }, "not recording"],
] as const) {
  test(`${JSON.stringify(more)} is "${word}"`, () => {
    assert.equal(recordingText(recording(more)).word, word);
  });
}
