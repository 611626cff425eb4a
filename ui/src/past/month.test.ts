import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { firstWeekday, monthOf, typedMoment } from "./month.ts";

const zone = process.env["TZ"];

before(() => {
  process.env["TZ"] = "Europe/Berlin";
});

after(() => {
  if (zone === undefined) {
    delete process.env["TZ"];
  } else {
    process.env["TZ"] = zone;
  }
});

for (const [year, month, first, blank, weeks, days] of [
  [2026, 10, 1, 6, 6, 30],
  [2026, 10, 0, 0, 5, 30],
  [2026, 1, 0, 0, 4, 28],
  [2024, 1, 1, 3, 5, 29],
  [2026, 9, 1, 3, 5, 31],
] as const) {
  test(`${year}-${month + 1} with weeks from day ${first}`, () => {
    const made = monthOf(year, month, first);
    const cells = made.weeks.flat();
    assert.equal(made.weeks.length, weeks);
    assert.ok(made.weeks.every((week) => week.length === 7));
    assert.equal(
      cells.findIndex((day) => day !== undefined),
      blank,
    );
    const all = cells.filter((day) => day !== undefined);
    assert.equal(all.length, days);
    assert.equal(new Set(all).size, days, "each day once, whatever the clocks do");
    assert.equal(all[0], `${made.iso}-01`);
  });
}

test("weeks begin where the reader's do", () => {
  assert.deepEqual(["de", "en-US", "en-GB", "ar-EG"].map(firstWeekday), [1, 0, 1, 6]);
});

for (const [day, time, expected] of [
  ["2026-11-25", "14:30", "2026-11-25T14:30:00+01:00"],
  ["2026-11-25", " 4:05:09 ", "2026-11-25T04:05:09+01:00"],
  ["2026-11-25", "14.30", "2026-11-25T14:30:00+01:00"],
  ["2026-07-01", "00:00", "2026-07-01T00:00:00+02:00"],
  ["2026-03-29", "02:30", "2026-03-29T03:30:00+02:00"],
  ["2026-10-25", "02:30", "2026-10-25T02:30:00+02:00"],
  ["2026-11-25", "24:00", undefined],
  ["2026-11-25", "12:60", undefined],
  ["2026-02-30", "12:00", undefined],
  ["2026-11-25", "noon", undefined],
  ["2026-11-25", "", undefined],
] as const) {
  test(`"${time}" on ${day}`, () => {
    assert.equal(typedMoment(day, time), expected === undefined ? undefined : Date.parse(expected) * 1000);
  });
}
