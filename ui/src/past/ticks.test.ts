/** By Berlin's clock, which is put forward on 2026-03-29 at 2:00 and back on 2026-10-25 at 3:00. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { DAY, HOUR, MINUTE, SECOND } from "./scale.ts";
import { days, isMidnight, startOfDay, stepOf, ticks } from "./ticks.ts";

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

/** A moment by the clock of Berlin, in winter unless told otherwise. */
function at(text: string, offset = "+01:00"): number {
  return Date.parse(`${text}${offset}`) * 1000;
}

function hours(times: readonly number[]): string {
  return times.map((time) => new Date(time / 1000).getHours()).join(" ");
}

for (const [what, from, to, step, expected] of [
  ["an ordinary day", at("2026-11-25T00:00"), at("2026-11-25T23:00"), 6 * HOUR, "0 6 12 18"],
  ["two days", at("2026-11-25T11:59"), at("2026-11-26T13:00"), 12 * HOUR, "12 0 12"],
  [
    "the day of 25 hours, by the hour: one comes twice",
    at("2026-10-25T00:00", "+02:00"),
    at("2026-10-25T05:00"),
    HOUR,
    "0 1 2 2 3 4 5",
  ],
  [
    "the day of 23 hours, by the hour: one is left out",
    at("2026-03-29T00:00"),
    at("2026-03-29T05:00", "+02:00"),
    HOUR,
    "0 1 3 4 5",
  ],
  [
    "the day of 25 hours, by two: none comes twice",
    at("2026-10-25T00:00", "+02:00"),
    at("2026-10-25T08:00"),
    2 * HOUR,
    "0 2 4 6 8",
  ],
  [
    "the day of 23 hours, by three",
    at("2026-03-29T00:00"),
    at("2026-03-30T00:00", "+02:00"),
    3 * HOUR,
    "0 3 6 9 12 15 18 21 0",
  ],
] as const) {
  test(`lines of ${what}`, () => {
    const found = ticks(from, to, step);
    assert.equal(hours(found.map((tick) => tick.at)), expected);
    assert.ok(found.every((tick, i) => i === 0 || tick.at > (found[i - 1]?.at ?? 0)));
  });
}

test("half hours and quarters stay round where the clocks change", () => {
  const found = ticks(at("2026-10-25T01:30", "+02:00"), at("2026-10-25T03:30"), 30 * MINUTE);
  const texts = found.map((tick) => new Date(tick.at / 1000).toLocaleTimeString("de").slice(0, 5));
  assert.deepEqual(texts, ["01:30", "02:00", "02:30", "02:00", "02:30", "03:00", "03:30"]);
});

test("days are by the calendar, also those of 23 and 25 hours", () => {
  const lasts = (from: number, to: number): number[] => {
    const all = [...days(from, to)];
    return all.slice(1).map((day, i) => (day - (all[i] ?? 0)) / HOUR);
  };
  assert.deepEqual(lasts(at("2026-10-24T00:00", "+02:00"), at("2026-10-27T12:00")), [24, 25, 24]);
  assert.deepEqual(lasts(at("2026-03-28T00:00"), at("2026-03-31T12:00", "+02:00")), [24, 23, 24]);
});

test("every other day is the same day however the strip is dragged", () => {
  const from = at("2026-11-01T00:00");
  const one = [...days(from, from + 9 * DAY, 2 * DAY)];
  const other = [...days(from + DAY / 3, from + 9 * DAY, 2 * DAY)];
  assert.deepEqual(
    other,
    one.filter((day) => day >= from + DAY / 3),
  );
});

test("a day begins at its midnight, which is marked", () => {
  const midnight = at("2026-10-25T00:00", "+02:00");
  assert.equal(startOfDay(at("2026-10-25T23:59")), midnight);
  assert.deepEqual(
    [isMidnight(midnight), isMidnight(midnight + SECOND), isMidnight(midnight + 1)],
    [true, false, false],
  );
  const [first, second] = ticks(midnight, midnight + 6 * HOUR, 6 * HOUR);
  assert.deepEqual([first?.isDay, second], [true, undefined], "six hours by the clock are seven that pass");
  assert.match(first?.text ?? "", /25/);
});

for (const [span, width, expected] of [
  [2 * MINUTE, 360, 30 * SECOND],
  [2 * MINUTE, 1280, 10 * SECOND],
  [HOUR, 360, 15 * MINUTE],
  [HOUR, 1280, 5 * MINUTE],
  [DAY, 360, 6 * HOUR],
  [DAY, 1280, 2 * HOUR],
  [8 * DAY, 360, 2 * DAY],
  [80 * DAY, 360, 7 * DAY],
] as const) {
  test(`${span / MINUTE} min on ${width} pixels have a label each ${expected / SECOND} s`, () => {
    assert.equal(stepOf(span, width, 76), expected);
  });
}
