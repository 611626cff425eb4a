import assert from "node:assert/strict";
import { test } from "node:test";
import { verdict } from "./watch.ts";

for (const [message, picture, shown, expecting, expected, every = 0] of [
  [0, 0, 0, true, "fine"],
  [0, 3000, 3100, true, "fine"],
  [0, 3001, 3100, true, "stalled"],
  [0, 6000, 6100, true, "stalled"],
  [0, 6001, 6100, true, "dead"],
  [0, 1000, 8000, true, "fine"],
  [0, 1000, 8001, true, "blind"],
  [0, 60_000, 60_000, false, "fine"],
  [11_000, 60_000, 60_000, false, "fine"],
  [12_001, 60_000, 60_000, false, "dead"],
  [0, 8000, 8100, true, "fine", 5000],
  [0, 8001, 8100, true, "stalled", 5000],
  [0, 16_000, 16_100, true, "stalled", 5000],
  [0, 16_001, 16_100, true, "dead", 5000],
  [0, 5000, 13_000, true, "fine", 5000],
  [0, 5000, 13_001, true, "blind", 5000],
  [12_001, 5000, 5000, true, "dead", 10_000],
] as const) {
  const ages = `message ${message}, picture ${picture}, shown ${shown} ms ago`;
  test(`${ages}, ${expecting ? "" : "not "}expecting${every === 0 ? "" : ` one every ${every}`}: ${expected}`, () => {
    const now = 1_000_000;
    const ago = { message: now - message, picture: now - picture, shown: now - shown };
    assert.equal(verdict({ now, ...ago, expecting, every }), expected);
  });
}
