import assert from "node:assert/strict";
import { test } from "node:test";
import { backoff } from "./backoff.ts";

test("waits double from a quarter of a second to five seconds", () => {
  const unlucky = [0, 1, 2, 3, 4, 5, 1000].map((failures) => backoff(failures, 1));
  assert.deepEqual(unlucky, [250, 500, 1000, 2000, 4000, 5000, 5000]);
});

test("luck spreads them over the upper half", () => {
  const lucky = [0, 1, 2, 3, 4, 5, 1000].map((failures) => backoff(failures, 0));
  assert.deepEqual(lucky, [125, 250, 500, 1000, 2000, 2500, 2500]);
});
