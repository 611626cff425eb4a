import assert from "node:assert/strict";
import { test } from "node:test";
import type { Sort } from "../api/kinds.ts";
import { kindsText, matches } from "./kinds.ts";
import { toggled } from "./sort-row.ts";

for (const [kinds, sorts, expected] of [
  [["person", "car"], [], true],
  [["person", "car"], ["car", "dog"], true],
  [["person"], ["car"], false],
  [[], ["none"], true],
  [["person"], ["none"], false],
  [[], ["person"], false],
] as const) {
  test(`an event with ${kinds.join() || "nothing"} in a list of ${sorts.join() || "all"}: ${expected}`, () =>
    assert.equal(matches({ kinds }, sorts), expected));
}

for (const [sorts, sort, expected] of [
  [[], "car", "car"],
  [["car"], "person", "person car"],
  [["person", "car"], "car", "person"],
  [["person", "car"], "none", "none"],
  [["none"], "dog", "dog"],
  [["none"], "none", ""],
] as const) {
  test(`${sorts.join() || "all"}, and then ${sort}`, () =>
    assert.equal(toggled(sorts as readonly Sort[], sort).join(" "), expected));
}

test("kinds are told as a person would", () => {
  assert.equal(kindsText(["person", "car"]), "Person, Car");
});
