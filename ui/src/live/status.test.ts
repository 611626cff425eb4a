import assert from "node:assert/strict";
import { test } from "node:test";
import { type Facts, type Status, statusOf, wordsFor } from "./status.ts";

const PLAYING: Facts = {
  link: { kind: "open" },
  opened: true,
  health: { state: "live", reason: "", retryIn: 0, told: 0 },
  shown: true,
  paused: false,
  stalled: false,
  blocked: false,
};

const FAILED = { state: "failed", reason: "unplugged", retryIn: 2000, told: 1000 } as const;

for (const [what, facts, expected] of [
  ["all is well", {}, { state: "playing" }],
  [
    "the first connection is being made",
    { link: { kind: "connecting", why: "" }, opened: false },
    { state: "connecting" },
  ],
  [
    "another is",
    { link: { kind: "connecting", why: "" } },
    { state: "reconnecting", why: "", retryAt: undefined },
  ],
  [
    "one is waited for",
    { link: { kind: "waiting", until: 9, why: "lost" } },
    { state: "reconnecting", why: "lost", retryAt: 9 },
  ],
  ["a hidden page gave it up", { link: { kind: "asleep" } }, { state: "paused" }],
  [
    "the server wants us no more",
    { link: { kind: "over", why: "removed" } },
    { state: "over", why: "removed" },
  ],
  ["nothing is shown yet", { shown: false }, { state: "joining" }],
  ["nothing is said of the camera", { shown: false, health: undefined }, { state: "joining" }],
  [
    "the camera starts",
    { health: { ...FAILED, state: "starting" } },
    { state: "starting", reason: "unplugged" },
  ],
  ["it failed", { health: FAILED, stalled: true }, { state: "failed", reason: "unplugged", retryAt: 3000 }],
  [
    "it failed for good",
    { health: { ...FAILED, retryIn: 0 } },
    { state: "failed", reason: "unplugged", retryAt: undefined },
  ],
  [
    "it is switched off",
    { health: { ...FAILED, state: "off", reason: "by ana" }, stalled: true },
    { state: "off", reason: "by ana" },
  ],
  ["pictures stop", { stalled: true }, { state: "stalled", where: "way" }],
  [
    "the camera gives none",
    { health: { ...FAILED, state: "stalled" }, stalled: true },
    { state: "stalled", where: "camera" },
  ],
  ["the page is hidden", { paused: true, stalled: true }, { state: "paused" }],
  ["the browser wants a tap", { blocked: true, shown: false }, { state: "blocked" }],
] as const satisfies readonly (readonly [string, Partial<Facts>, Status])[]) {
  test(`when ${what}: ${expected.state}`, () => {
    assert.deepEqual(statusOf({ ...PLAYING, ...facts }), expected);
  });
}

for (const [status, expected] of [
  [{ state: "playing" }, "nothing"],
  [
    { state: "reconnecting", why: "the connection was lost", retryAt: 3000 },
    "Reconnecting | The connection was lost. Trying again in 2 s. | Try now",
  ],
  [{ state: "reconnecting", why: "", retryAt: undefined }, "Reconnecting |  | Try now"],
  [
    { state: "failed", reason: "no /dev/video0", retryAt: 1500 },
    "The camera has failed | No /dev/video0. It is tried again now. | ",
  ],
  [
    { state: "failed", reason: "Is it plugged in?", retryAt: undefined },
    "The camera has failed | Is it plugged in? | ",
  ],
  [{ state: "off", reason: "by ana" }, "Switched off | By ana. | "],
  [{ state: "off", reason: "by its schedule until 17:30" }, "Switched off | By its schedule until 17:30. | "],
  [
    { state: "stalled", where: "camera" },
    "The camera has stalled | It gives no picture. This is its last one. | ",
  ],
  [{ state: "stalled", where: "way" }, "No new picture | This is the last one. Waiting for more. | "],
  [
    { state: "failed", reason: "rtsp://10.0.0.9/a: Connection refused", retryAt: undefined },
    "The camera has failed | rtsp://10.0.0.9/a: Connection refused. | ",
  ],
  [
    { state: "failed", reason: "rpicam-vid ended", retryAt: undefined },
    "The camera has failed | rpicam-vid ended. | ",
  ],
  [{ state: "over", why: "the camera was removed" }, "Not connected | The camera was removed. | Try again"],
] as const satisfies readonly (readonly [Status, string])[]) {
  test(`words: ${expected}`, () => {
    const words = wordsFor(status, 1000);
    assert.equal(
      words === undefined ? "nothing" : `${words.title} | ${words.detail} | ${words.offer}`,
      expected,
    );
  });
}
