import assert from "node:assert/strict";
import { test } from "node:test";
import { verdict } from "./watch.ts";

for (const [message, picture, expecting, expected] of [
  [0, 0, true, "fine"],
  [0, 3000, true, "fine"],
  [0, 3001, true, "stalled"],
  [0, 6000, true, "stalled"],
  [0, 6001, true, "dead"],
  [0, 60_000, false, "fine"],
  [11_000, 60_000, false, "fine"],
  [12_001, 60_000, false, "dead"],
] as const) {
  test(`last message ${message} ms, picture ${picture} ms ago, ${expecting ? "" : "not "}expecting: ${expected}`, () => {
    const now = 1_000_000;
    assert.equal(verdict({ now, message: now - message, picture: now - picture, expecting }), expected);
  });
}
