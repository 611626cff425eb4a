/** The past is played: over the ends of files and gaps, where pictures are missing or late, there and back. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { untilShown } from "../support/browser.ts";
import { readClock } from "../support/drawn-clock.ts";
import { scene, shoot } from "../support/guarded.ts";
import { aDay, HOUR, look, playing, sameTime } from "../support/recorded-day.ts";

const at = scene();

test("from one file into the next and over a gap, which is told; what is played is what the bar says", async () => {
  const { gap } = aDay(at);
  const page = await look(at, `#/front/past/${gap.from - 6e6}`);
  await playing(page);
  await sameTime(page, 8);
  await page.getByText(/^Nothing recorded .* to .*\.$/).waitFor();
  await shoot(page, "past-gap");
  const [reading] = await readClock(page, 1);
  const since = (reading?.drawn ?? 0) * 1000 - gap.to;
  assert.ok(since >= 0 && since < 10e6, `${since / 1e6} s after the gap`);
  await sameTime(page, 6);
});

test("a quiet scene is watched to its end, and what comes after it; at the very end that is said", async () => {
  const { past } = at.server;
  const { now } = aDay(at);
  const [first, last] = [now - 50 * HOUR, now - 49 * HOUR];
  past.record("back", first, first + 20e6, { late: 0 });
  past.record("back", last, last + 20e6, { late: 0 });
  at.server.cameras = [{ name: "back", width: 160, height: 90, on: true }];
  const page = await look(at, `#/back/past/${first + 14e6}`);
  await playing(page);
  await page.getByText(/^Nothing recorded .* to .*\.$/).waitFor();
  const [reading] = await readClock(page, 1);
  assert.ok((reading?.drawn ?? 0) * 1000 >= last, "what is shown is of after the gap");
  await page.getByText(/^Nothing is recorded after /).waitFor({ timeout: 40_000 });
  await page.getByRole("button", { name: "Play" }).waitFor();
  assert.ok(past.played.length < 12, `video was asked for ${past.played.length} times`);
});

for (const late of [0.7, 1.4, 4]) {
  test(`pictures that are not there for ${late} s, though nobody said so, end nothing`, async () => {
    const { past } = at.server;
    const { now } = aDay(at);
    const start = now - 50 * HOUR;
    past.record("back", start, start + 60e6, { late: late * 1e6 });
    at.server.cameras = [{ name: "back", width: 160, height: 90, on: true }];
    const page = await look(at, `#/back/past/${start + 2e6}`);
    await playing(page);
    await untilShown(page, start + 11e6 + late * 1e6);
    await page.keyboard.press(" ");
    await page.evaluate((hash) => (location.hash = hash), `#/back/past/${start + 5e6 + late * 0.5e6}`); // where there is none
    await untilShown(page, start, start + 10e6 + late * 1e6);
    await untilShown(page, start + 11e6 + late * 1e6);
    assert.ok(past.played.length < 12, `video was asked for ${past.played.length} times`);
  });
}

test("a picture that comes late is waited for, and what comes after it is shown", async () => {
  const { past } = at.server;
  const { now } = aDay(at);
  past.record("back", now - 7e6, now, { late: 6e6, held: true, open: true });
  at.server.cameras = [{ name: "back", width: 160, height: 90, on: true }];
  const page = await look(at, `#/back/past/${now - 7e6}`);
  await playing(page);
  await untilShown(page, now + 4e6, now + 9e6); // from the late one to the next IDR
  assert.equal(await page.getByText(/^Nothing recorded/).isVisible(), false);
});

test("there and back again: what lies between was not skipped", async () => {
  const { now } = aDay(at);
  const start = now - 2 * HOUR;
  const page = await look(at, `#/front/past/${start}`);
  await playing(page);
  await untilShown(page, start + 1e6);
  await page.evaluate((hash) => (location.hash = hash), `#/front/past/${start + 30e6}`);
  await untilShown(page, start + 32e6);
  await page.evaluate((hash) => (location.hash = hash), `#/front/past/${start + 15e6}`);
  await untilShown(page, start + 23e6, start + 28e6);
  assert.equal(await page.getByText(/^Nothing recorded/).isVisible(), false);
});
