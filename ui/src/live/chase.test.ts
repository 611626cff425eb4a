import assert from "node:assert/strict";
import { test } from "node:test";
import { chase, cushionAfter } from "./chase.ts";

for (const [behind, rate, cushion, expected] of [
  [-0.06, 1, 0.03, 1],
  [0.07, 1, 0.03, 1],
  [0.08, 1, 0.03, 1.12],
  [0.05, 1.12, 0.03, 1.12],
  [0.03, 1.12, 0.03, 1],
  [0.29, 1, 0.25, 1],
  [0.3, 1, 0.25, 1.12],
  [0.28, 1, 0.03, 1.12],
  [0.29, 1, 0.03, 2],
  [0.29, 1.12, 0.03, 2],
  [0.14, 2, 0.03, 2],
  [0.12, 2, 0.03, 1.12],
  [0.02, 2, 0.03, 1],
  [0.74, 1, 0.03, 2],
  [0.76, 1, 0.03, "jump"],
  [0.76, 1.12, 0.35, "jump"],
  [60, 1, 0.03, "jump"],
] as const) {
  test(`${behind} s behind, cushion ${cushion}, at rate ${rate}: ${expected}`, () => {
    const step = chase(behind, rate, cushion);
    assert.equal(step === "jump" ? step : step.rate, expected);
  });
}

test("the cushion grows quickly to its most and shrinks slowly to its least", () => {
  let cushion = cushionAfter("start", 1);
  const least = cushion;
  for (let n = 0; n < 20; n++) {
    cushion = cushionAfter("starved", cushion);
  }
  assert.equal(cushion, 0.35);
  let calm = 0;
  for (; cushion > least; calm++) {
    cushion = cushionAfter("calm", cushion);
  }
  assert.ok(calm > 30);
});
