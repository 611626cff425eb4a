/** Recordings of the real server: the demo records into a folder that goes with it, and has a clock in its picture. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { setTimeout } from "node:timers/promises";
import type { Browser, Page } from "playwright-core";
import { DESK, launch, open, PHONE, untilShown } from "../support/browser.ts";
import { readClock } from "../support/drawn-clock.ts";
import { Server } from "../support/server.ts";

/** Seconds of footage that the tests need: more than a file of it. */
const NEEDED = 80;
/** How much of it is there when the box stands still, and for how many milliseconds it does. */
const BEFORE = 20;
const STILL = 2500;

let browser: Browser;
let server: Server;
/** When it stood still, in microseconds since 1970. */
let stood = 0;

before(async () => {
  browser = await launch();
  server = await Server.start();
  const until = Date.now() + 150_000;
  for (let recorded = 0; recorded < NEEDED; recorded = await secondsRecorded()) {
    assert.ok(Date.now() < until, `only ${recorded} s are recorded`);
    if (recorded >= BEFORE && stood === 0) {
      stood = Date.now() * 1000;
      await server.freeze(STILL);
    }
    await setTimeout(1000);
  }
});

after(async () => {
  await browser.close();
  await server.stop();
});

async function footage(): Promise<{ first: number; last: number; spans: { start: number; end: number }[] }> {
  const now = Date.now() * 1000;
  const url = new URL(`api/v1/cameras/front/footage?from=${now - 3600e6}&to=${now + 60e6}`, server.url);
  return (await (await fetch(url)).json()) as Awaited<ReturnType<typeof footage>>;
}

async function secondsRecorded(): Promise<number> {
  const { spans } = await footage();
  return spans.reduce((sum, { start, end }) => sum + (end - start) / 1e6, 0);
}

async function look(at: number, size = DESK): Promise<{ page: Page; complaints: string[] }> {
  return open(browser, `${server.url}#/front/past/${Math.round(at)}`, {
    size,
    prepare: 'localStorage.setItem("nightjar.rate", "full")',
  });
}

/** How far the bar is from the clock in the picture, in seconds. */
async function offBy(page: Page, pictures: number): Promise<number[]> {
  const readings = await readClock(page, pictures);
  assert.equal(readings.length, pictures);
  return readings.map(({ drawn, at }) => Math.abs(drawn * 1000 - at) / 1e6).sort((a, b) => a - b);
}

test("what is played is what the bar says, from one file into the next", async (t) => {
  const { first } = await footage();
  const { page, complaints } = await look(first + 56e6);
  const far = await offBy(page, 8);
  await untilShown(page, first + 64e6);
  far.push(...(await offBy(page, 8)));
  t.diagnostic(`off by ${far.map((one) => one.toFixed(2)).join(" ")} s`);
  far.sort((a, b) => a - b);
  assert.ok((far[8] ?? Infinity) < 0.5, "the middle one");
  await page.screenshot({ path: "shots/real-past-desk.png" });
  assert.deepEqual(complaints, []);
  await page.close();
});

// Whether what is recorded has a hole then depends on the moment; what a hole does, past-playing.test.ts has.
test("what was recorded while the box stood still ends nothing", async () => {
  const { page, complaints } = await look(stood - 4e6);
  await readClock(page, 1);
  await untilShown(page, stood + STILL * 1000 + 3e6);
  const far = await offBy(page, 6);
  assert.ok((far[3] ?? Infinity) < 0.5, `off by ${far.join(" ")} s`);
  assert.deepEqual(complaints, []);
  await page.close();
});

test("a thumb on the bar sees pictures at once, and then that time plays", async () => {
  const { last } = await footage();
  const { page, complaints } = await look(last - 40e6, PHONE);
  await readClock(page, 1);
  await page.getByRole("button", { name: "Minute", exact: true }).click();
  const bar = await page.getByRole("slider", { name: "Time" }).boundingBox();
  assert.ok(bar !== null);
  await page.mouse.move(bar.x + 100, bar.y + 70);
  await page.mouse.down();
  await page.mouse.move(bar.x + 160, bar.y + 70, { steps: 12 });
  await page.locator(".still:not([hidden])").waitFor();
  await page.waitForTimeout(200);
  await page.mouse.up();
  const far = await offBy(page, 6);
  assert.ok((far[3] ?? Infinity) < 0.5, `off by ${far.join(" ")} s`);
  await page.screenshot({ path: "shots/real-past-phone.png" });
  assert.deepEqual(complaints, []);
  await page.close();
});

test("a clip is downloaded and plays", async () => {
  const { first } = await footage();
  const { page } = await look(first + 30e6);
  await readClock(page, 1);
  await page.keyboard.press(" ");
  await page.getByRole("button", { name: "Minute", exact: true }).click();
  await page.getByRole("button", { name: "Clip" }).click();
  await page.getByText(/about [\d.]+ [kM]B/).waitFor();
  const ends = await page.locator(".handle").evaluateAll((all) => all.map((one) => Number(one.ariaValueNow)));
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Download" }).click(),
  ]);
  const bytes = await readFile(await file.path());
  await page.getByText("Sent in full.").waitFor();
  const lasts = await page.evaluate(async (base64) => {
    const video = document.createElement("video");
    video.muted = true;
    const file = new Blob([Uint8Array.from(atob(base64), (one) => one.charCodeAt(0))], { type: "video/mp4" });
    video.src = URL.createObjectURL(file);
    await video.play();
    return video.duration;
  }, bytes.toString("base64"));
  const wanted = (ends[1] ?? 0) - (ends[0] ?? 0);
  assert.ok(Math.abs(lasts - wanted) < 3, `${lasts} s of ${wanted}`);
  await page.close();
});
