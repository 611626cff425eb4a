import assert from "node:assert/strict";
import { test } from "node:test";
import { verdict } from "./watch.ts";

for (const [message, picture, shown, expecting, expected] of [
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
] as const) {
  const ages = `message ${message}, picture ${picture}, shown ${shown} ms ago`;
  test(`${ages}, ${expecting ? "" : "not "}expecting: ${expected}`, () => {
    const now = 1_000_000;
    const ago = { message: now - message, picture: now - picture, shown: now - shown };
    assert.equal(verdict({ now, ...ago, expecting }), expected);
  });
}
