import assert from "node:assert/strict";
import { test } from "node:test";
import { type Settings, toSettings } from "../api/motion.ts";
import { begin, type Draft, edit, isSame, nameProblem, tidied, undo } from "./draft.ts";

const SETTINGS = toSettings({ on: true, sensitivity: 50, minSize: 0.15 });

for (const [what, steps, expected] of [
  [
    "each step of its own is taken back alone",
    [
      [60, ""],
      [70, ""],
    ],
    [60, 50],
  ],
  [
    "a step that goes on is one",
    [
      [51, "slide"],
      [52, "slide"],
      [53, "slide"],
    ],
    [50, 50],
  ],
  [
    "another in between begins anew",
    [
      [51, "slide"],
      [40, "zone"],
      [52, "slide"],
    ],
    [40, 51],
  ],
  ["what changes nothing is no step", [[50, ""]], [50, 50]],
] as const) {
  test(what, () => {
    let draft: Draft = begin(SETTINGS);
    for (const [sensitivity, step] of steps) {
      draft = edit(draft, { ...draft.now, sensitivity }, step);
    }
    const first = undo(draft);
    assert.deepEqual([first.now.sensitivity, undo(first).now.sensitivity], expected);
  });
}

test("after a step back, the next one is a step even if it is called the same", () => {
  let draft = edit(begin(SETTINGS), { ...SETTINGS, sensitivity: 60 }, "slide");
  draft = edit(undo(draft), { ...SETTINGS, sensitivity: 70 }, "slide");
  draft = edit(draft, { ...SETTINGS, sensitivity: 71 }, "slide");
  assert.ok(isSame(undo(draft).now, SETTINGS));
});

for (const [names, expected] of [
  [["Lawn", "Street"], undefined],
  [["Lawn", " "], 1],
  [["Lawn", " Lawn "], 1],
  [["x".repeat(41)], 0],
  [["x".repeat(40)], undefined],
] as const) {
  test(`of zones called ${JSON.stringify(names)}, ${expected ?? "none"} is wrong`, () => {
    const zones: Settings["zones"] = names.map((name) => ({ name, kind: "ignore", points: [] }));
    assert.equal(nameProblem({ ...SETTINGS, zones })?.zone, expected);
  });
}

test("names are sent without space around them", () => {
  const zones: Settings["zones"] = [{ name: " Lawn ", kind: "include", points: [] }];
  assert.equal(tidied({ ...SETTINGS, zones }).zones[0]?.name, "Lawn");
});
