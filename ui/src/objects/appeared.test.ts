import assert from "node:assert/strict";
import { test } from "node:test";
import { Appeared } from "./appeared.ts";

test("a kind is news when it comes, not while it stays, nor when it was lost for a moment", () => {
  const appeared = new Appeared();
  const told = (
    [
      [0, ["person", "person"]],
      [200, ["person"]],
      [400, []],
      [9000, ["person", "car"]],
      [30_000, ["car"]],
    ] as const
  ).map(([now, kinds]) => appeared.take(kinds, now).join(" "));
  assert.deepEqual(told, ["person", "", "", "car", "car"]);
});
