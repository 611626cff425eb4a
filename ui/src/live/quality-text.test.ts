import assert from "node:assert/strict";
import { test } from "node:test";
import type { Quality } from "./protocol.ts";
import { qualityText } from "./quality-text.ts";

const BEST: Quality = { rung: "full", rendition: "main", limit: "none", every: 0, why: "" };

for (const [quality, expected] of [
  [{}, "Best |  | 4 | The full picture."],
  [{ why: "nothing is in its way" }, "Best |  | 4 | The full picture. Nothing is in its way."],
  [
    { rung: "small", limit: "screen" },
    "Small | small on this screen | 3 | The small picture: small on this screen.",
  ],
  [
    { rung: "small", limit: "network", why: "2 of 3 Mbit/s arrive" },
    "Small | slow network | 3 | The small picture: slow network. 2 of 3 Mbit/s arrive.",
  ],
  [
    { rung: "small", limit: "client" },
    "Small | this device is too slow | 3 | The small picture: this device is too slow.",
  ],
  [{ rung: "small", limit: "asked" }, "Small | as you asked | 3 | The small picture: as you asked."],
  [{ limit: "camera" }, "Best | the camera has no better | 4 | The full picture: the camera has no better."],
  [{ limit: "box" }, "Best | the camera box is busy | 4 | The full picture: the camera box is busy."],
  [
    { limit: "box", why: "main at 10 fps: 82 °C" },
    "Best | main at 10 fps: 82 °C | 4 | The full picture: main at 10 fps: 82 °C.",
  ],
  [
    { rung: "keys", limit: "network", every: 2000 },
    "Key pictures | slow network | 2 | Only key pictures, one every 2 s: slow network.",
  ],
  [
    { rung: "stills", limit: "network", every: 1000 },
    "Stills | slow network | 1 | Single pictures, one every second: slow network.",
  ],
  [
    { rung: "stills", limit: "network", every: 2540 },
    "Stills | slow network | 1 | Single pictures, one every 2.5 s: slow network.",
  ],
] as const satisfies readonly (readonly [Partial<Quality>, string])[]) {
  test(`${JSON.stringify(quality)}: ${expected}`, () => {
    const { word, limit, bars, words } = qualityText({ ...BEST, ...quality });
    assert.equal([word, limit, bars, words].join(" | "), expected);
  });
}
