import assert from "node:assert/strict";
import { test } from "node:test";
import { clockOffset, type Exchange, remember } from "./clock-offset.ts";

for (const [what, exchanges, expected] of [
  ["none", [], undefined],
  ["one that took no time", [[1000, 1000, 1500]], { offset: 500, roundTrip: 0 }],
  ["a server behind us", [[1000, 1020, 510]], { offset: -500, roundTrip: 20 }],
  [
    "the quickest of three",
    [
      [0, 90, 580],
      [100, 104, 602],
      [200, 260, 690],
    ],
    { offset: 500, roundTrip: 4 },
  ],
  ["one that ended before it began", [[100, 90, 0]], undefined],
] as const) {
  test(`clock offset by ${what}`, () => {
    const list = exchanges.map(([sent, arrived, server]): Exchange => ({ sent, arrived, server }));
    assert.deepEqual(clockOffset(list), expected);
  });
}

test("ten exchanges are remembered: a clock that drifts is followed", () => {
  let exchanges: Exchange[] = [];
  for (let n = 0; n < 25; n++) {
    exchanges = remember(exchanges, { sent: n, arrived: n + 1, server: n });
  }
  assert.deepEqual([exchanges.length, exchanges[0]?.sent], [10, 15]);
});
