import assert from "node:assert/strict";
import { test } from "node:test";
import { HOUR, MINUTE, SECOND } from "./scale.ts";
import { keyOf } from "./thumbs.ts";

const LONG = { start: 0, end: 100 * HOUR };
const AN_HOUR = { head: 0, span: HOUR, width: 360 };

for (const [what, time, piece, view, expected] of [
  ["moments of some pixels share a picture", 10 * MINUTE + 25 * SECOND, LONG, AN_HOUR, 10 * MINUTE],
  [
    "what is seen from near has one each half second",
    1_700_000,
    LONG,
    { head: 0, span: MINUTE, width: 1200 },
    1_500_000,
  ],
  ["none is of before its start", 20 * SECOND, { start: 15 * SECOND, end: HOUR }, AN_HOUR, 15 * SECOND],
  ["nor of its end or after", 50 * SECOND, { start: 0, end: 55 * SECOND }, AN_HOUR, 55 * SECOND - 1],
] as const) {
  test(`small pictures: ${what}`, () => {
    assert.equal(keyOf(time, piece, view), expected);
  });
}
