/** Live and past on one bar: scrubbing, playing over the ends of files and gaps, keys, fingers, clips. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { readClock } from "../support/drawn-clock.ts";
import { filming } from "../support/playing.ts";
import { PASSWORD, scene, shoot } from "../support/guarded.ts";

const at = scene();
const MINUTE = 60e6;
const HOUR = 60 * MINUTE;

test("the bar begins at now, live; a tap on what was plays it, and its clock is the bar's", async () => {
  const { now } = aDay();
  const page = await look("#/front");
  await page.getByRole("link", { name: "Past" }).click();
  await page.getByRole("slider", { name: "Time" }).waitFor();
  assert.match(await momentOf(page), /live$/);
  assert.equal(await page.getByRole("button", { name: "Live" }).getAttribute("aria-pressed"), "true");
  await page.getByRole("button", { name: "Hour", exact: true }).click();
  await shoot(page, "past-live");
  const strip = await boxOf(page);
  await page.mouse.click(strip.x + strip.width * 0.3, strip.y + strip.height * 0.6);
  const wanted = now - 0.2 * HOUR;
  const [reading] = await readClock(page, 1);
  assert.ok(Math.abs((reading?.drawn ?? 0) * 1000 - wanted) < 90e6, "near the tap");
  await sameTime(page);
});

test("zoomed out and in, by keys, buttons, wheel and two fingers; days are told apart", async () => {
  aDay();
  const page = await look(`#/front/past/${Math.round(Date.now() * 1000 - 8.7 * HOUR)}`);
  await playing(page);
  await page.keyboard.press(" ");
  for (const zoom of ["Day", "Hour", "Minute"]) {
    await page.getByRole("button", { name: zoom, exact: true }).click();
    await page.waitForTimeout(400);
    assert.equal(
      await page.getByRole("button", { name: zoom, exact: true }).getAttribute("aria-pressed"),
      "true",
    );
    await shoot(page, `past-${zoom.toLowerCase()}`);
  }
  const strip = await boxOf(page);
  await page.mouse.move(strip.x + 100, strip.y + 60);
  for (let i = 0; i < 5; i++) {
    await page.mouse.wheel(0, 240);
  }
  await pressed(page, "Hour");
  await page.keyboard.press("+");
  await page.keyboard.press("+");
  await page.keyboard.press("+");
  await pressed(page, "Minute");
  for (let i = 0; i < 9; i++) {
    await page.keyboard.press("-");
  }
  await pressed(page, "Day");
});

test("from one file into the next and over a gap, which is told; what is played is what the bar says", async () => {
  const { gap } = aDay();
  const page = await look(`#/front/past/${gap.from - 6e6}`);
  await playing(page);
  await sameTime(page, 8);
  await page.getByText(/^Nothing recorded .* to .*\.$/).waitFor();
  await shoot(page, "past-gap");
  const [reading] = await readClock(page, 1);
  const since = (reading?.drawn ?? 0) * 1000 - gap.to;
  assert.ok(since >= 0 && since < 10e6, `${since / 1e6} s after the gap`);
  await sameTime(page, 6);
});

/** What a camera might have recorded since yesterday: breaks, an hour without, and what happened. */
function aDay(): { now: number; gap: { from: number; to: number }; events: number[] } {
  const { past, motions } = at.server;
  const now = Math.floor(Date.now() / 1000) * 1e6;
  const gap = { from: now - 40 * MINUTE, to: now - 12 * MINUTE };
  const events = [now - 26 * HOUR, now - 9 * HOUR, now - 8.7 * HOUR, now - 55 * MINUTE, now - 6 * MINUTE];
  at.server.onStart = filming;
  at.server.cameras = [{ name: "front", width: 160, height: 90, on: true }];
  past.modes.set("front", {});
  past.record("front", now - 30 * HOUR, now - 14 * HOUR);
  past.record("front", now - 13 * HOUR, gap.from);
  past.record("front", gap.to, now - 3 * MINUTE);
  past.record("front", now - 3 * MINUTE, now, { open: true });
  for (const [i, start] of events.entries()) {
    motions.happened(`e${i}`, "front", (Date.now() * 1000 - start) / 1e6, { end: start + 40e6 });
  }
  return { now, gap, events };
}

function look(hash: string, options: Parameters<typeof at.visit>[2] = {}): Promise<Page> {
  return at.visit(at.accounts.people.get("ana") ?? at.accounts.add("ana", PASSWORD, "operator"), hash, {
    play: "mse",
    ...options,
  });
}

async function momentOf(page: Page): Promise<string> {
  return (await page.getByRole("slider", { name: "Time" }).getAttribute("aria-valuetext")) ?? "";
}

async function boxOf(page: Page): Promise<{ x: number; y: number; width: number; height: number }> {
  const box = await page.getByRole("slider", { name: "Time" }).boundingBox();
  return box ?? { x: 0, y: 0, width: 0, height: 0 };
}

/** The clock in the picture and the bar's, each time a picture has just come. */
async function sameTime(page: Page, pictures = 12): Promise<void> {
  const far: number[] = [];
  for (let i = 0; i < pictures; i++) {
    const [reading] = await readClock(page, 1);
    const bar = Number(await page.getByRole("slider", { name: "Time" }).getAttribute("aria-valuenow"));
    far.push(Math.abs((reading?.drawn ?? 0) / 1000 - bar));
  }
  far.sort((a, b) => a - b);
  assert.ok((far[pictures >> 1] ?? Infinity) <= 1.2, `the bar is off by ${far.join(" ")} s`);
}

/** Until pictures of the past come. */
async function playing(page: Page): Promise<void> {
  await page.locator('.past[data-mode="past"] video').waitFor();
  assert.equal((await readClock(page, 2)).length, 2, "pictures come");
}

async function pressed(page: Page, name: string): Promise<void> {
  await page.locator(`button[aria-pressed="true"]`, { hasText: name }).waitFor();
}
