/** Live and past on one bar: scrubbing, keys, fingers, clips. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { dayHeading } from "../../src/parts/times.ts";
import { PHONE } from "../support/browser.ts";
import { readClock } from "../support/drawn-clock.ts";
import { scene, shoot } from "../support/guarded.ts";
import { filming } from "../support/playing.ts";
import { aDay, HOUR, look, playing, sameTime } from "../support/recorded-day.ts";

const at = scene();

test("the bar begins at now, live; a tap on what was plays it, and its clock is the bar's", async () => {
  const { now } = aDay(at);
  const page = await look(at, "#/front");
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
  aDay(at);
  const page = await look(at, `#/front/past/${Math.round(Date.now() * 1000 - 8.7 * HOUR)}`);
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

test("by keys alone: seconds, minutes, pictures, events, the beginning, and back to now", async () => {
  const { now, events } = aDay(at);
  const page = await look(at, `#/front/past/${now - 2 * HOUR}`);
  await playing(page);
  await page.keyboard.press(" ");
  await page.getByRole("button", { name: "Play", exact: true }).waitFor();
  const bar = page.getByRole("slider", { name: "Time" });
  await bar.focus();
  const from = await secondOf(page);
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Shift+ArrowRight");
  await page.keyboard.press("Shift+ArrowRight");
  await until(page, from + 110);
  await settled(page);
  const before = await drawn(page);
  await page.keyboard.press(".");
  await anotherThan(page, before);
  const next = await drawn(page);
  await page.keyboard.press(",");
  await anotherThan(page, next);
  assert.deepEqual([next - before, (await drawn(page)) - next], [100, -100], "one picture on, one back");
  await page.keyboard.press("Control+ArrowRight");
  await until(page, (events[3] ?? 0) / 1e6 - 2);
  await page.keyboard.press("Control+ArrowLeft");
  await until(page, (events[2] ?? 0) / 1e6 - 2);
  await page.keyboard.press("Home");
  await until(page, (now - 30 * HOUR) / 1e6);
  assert.match(await momentOf(page), /recorded$/);
  await page.keyboard.press("End");
  await page.locator('.past[data-mode="live"]').waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("link", { name: "Past" }).waitFor();
});

test("one thumb drags through time with pictures at once, and two fingers zoom", async () => {
  const { now } = aDay(at);
  const page = await look(at, "#/front/past", { size: PHONE });
  await page
    .locator('.past[data-mode="live"] [data-stage] canvas, .past [data-stage] video')
    .first()
    .waitFor();
  const strip = await boxOf(page);
  const y = strip.y + strip.height * 0.7;
  const session = await page.context().newCDPSession(page);
  const touch = (type: "touchStart" | "touchMove" | "touchEnd", ...xs: number[]): Promise<unknown> =>
    session.send("Input.dispatchTouchEvent", { type, touchPoints: xs.map((x, id) => ({ x, y, id })) });
  await touch("touchStart", 60);
  for (let x = 80; x <= 300; x += 20) {
    await touch("touchMove", x);
    await page.waitForTimeout(40);
  }
  await page.locator(".still:not([hidden])").waitFor();
  await page.waitForTimeout(200); // held still, so that it does not roll on
  const dragged = (now / 1e6 - (await secondOf(page))) / 60;
  assert.ok(
    Math.abs(dragged - (240 / strip.width) * 60) < 2.5,
    `${dragged} min for 240 of ${strip.width} pixels`,
  );
  assert.ok(at.server.past.pictured.length > 0);
  await shoot(page, "past-scrub");
  await page.setViewportSize(PHONE);
  await touch("touchEnd");
  await playing(page);
  await sameTime(page, 4);
  await page.keyboard.press(" ");
  await touch("touchStart", 150, 200);
  for (let i = 1; i <= 10; i++) {
    await touch("touchMove", 150 - i * 12, 200 + i * 12);
  }
  await touch("touchEnd");
  await page.waitForTimeout(200);
  const span = await page.locator(".past").getAttribute("data-span");
  assert.ok(Number(span) < 12 * 60, `${span} s in sight after a pinch`);
});

test("a picture is asked for only where the thumb is, however long the way there was", async () => {
  const { now } = aDay(at);
  at.server.past.slow = 150;
  const page = await look(at, `#/front/past/${now - 3 * HOUR}`);
  await playing(page);
  const before = at.server.past.pictured.length;
  const strip = await boxOf(page);
  const since = Date.now();
  await page.mouse.move(strip.x + 100, strip.y + 60);
  await page.mouse.down();
  for (let x = 100; x < 700; x += 5) {
    await page.mouse.move(strip.x + x, strip.y + 60);
  }
  await page.waitForTimeout(700);
  const asked = at.server.past.pictured.length - before;
  const most = (Date.now() - since) / 150 + 1;
  assert.ok(asked >= 2 && asked <= most && asked < 40, `${asked} pictures for 120 moments`);
  const shown = await secondOf(page);
  const far = at.server.past.pictured.slice(-4).map((one) => Math.abs(one / 1e6 - shown));
  assert.ok(Math.min(...far) < 60, `where the thumb is there is a picture: ${far.join(" ")} s off`);
  await page.mouse.up();
});

test("no picture is asked for of before there was any", async () => {
  const first = Math.floor((Date.now() * 1000) / HOUR - 2) * HOUR + 1e6;
  at.server.onStart = filming;
  at.server.past.modes.set("front", {});
  at.server.past.record("front", first, first + HOUR);
  const page = await look(at, `#/front/past/${first + 2e6}`, { size: PHONE });
  await playing(page);
  const { pictured } = at.server.past;
  assert.ok(pictured.length > 0);
  assert.deepEqual(
    pictured.filter((one) => one < first),
    [],
  );
});

test("a clip is cut out, taken along, and plays; its size was told before", async () => {
  const { now } = aDay(at);
  at.server.cameras.push({ name: "garden", width: 160, height: 90, on: true });
  at.server.past.record("garden", now - 3 * HOUR, now - HOUR);
  const page = await look(at, `#/front/past/${now - 2 * HOUR}`);
  await playing(page);
  await page.getByRole("button", { name: "Minute", exact: true }).click();
  await page.getByRole("button", { name: "Clip" }).click();
  const begin = page.getByRole("slider", { name: "Beginning of the clip" });
  const end = page.getByRole("slider", { name: "End of the clip" });
  const was = Number(await begin.getAttribute("aria-valuenow"));
  const before = at.server.past.pictured.length;
  await begin.press("ArrowRight");
  await begin.press("Shift+ArrowLeft");
  assert.equal(Number(await begin.getAttribute("aria-valuenow")), was - 9);
  const handle = (await end.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  assert.ok(handle.width >= 44 && handle.height >= 44, "a thumb's");
  const old = Number(await end.getAttribute("aria-valuenow"));
  await page.mouse.move(handle.x + 22, handle.y + 40);
  await page.mouse.down();
  await page.mouse.move(handle.x + 2, handle.y + 40, { steps: 4 });
  await page.mouse.up();
  assert.ok(Number(await end.getAttribute("aria-valuenow")) < old);
  await page.getByText(/about [\d.]+ [kM]B/).waitFor();
  await shoot(page, "past-clip");
  const shown = (await secondOf(page)) * 1e6;
  const asked = at.server.past.pictured.slice(before);
  assert.ok(asked.length > 0, "of where a handle is there is a picture");
  assert.deepEqual(
    asked.filter((one) => Math.abs(one - shown) < 5e6),
    [],
    "and it is not taken for the one of before",
  );
  await page.getByRole("checkbox", { name: "garden" }).check();
  await page.getByRole("button", { name: "Download" }).click();
  await page.getByRole("dialog", { name: "Your clips" }).waitFor();
  assert.equal(await page.getByRole("link", { name: /^Save / }).count(), 2);
  await shoot(page, "past-download");
  await page.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
  await page.getByRole("dialog").waitFor({ state: "detached" });
  assert.deepEqual(at.server.past.exports, [], "what is not wanted any more is taken back");
  await page.getByRole("checkbox", { name: "garden" }).uncheck();
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Download" }).click(),
  ]);
  await page.getByText("Sent in full.").waitFor();
  const bytes = await readFile(await file.path());
  const lasts =
    Number(await end.getAttribute("aria-valuenow")) - Number(await begin.getAttribute("aria-valuenow"));
  const { duration, width } = await played(page, bytes);
  assert.equal(width, 160);
  assert.ok(Math.abs(duration - lasts) <= 2, `${duration} s of ${lasts}`);
});

test("what is kept is not deleted, and before anything is deleted it is said how much", async () => {
  const { now } = aDay(at);
  const page = await look(at, `#/front/past/${now - 2 * HOUR}`);
  await playing(page);
  await page.getByRole("button", { name: "Minute", exact: true }).click();
  await page.getByRole("button", { name: "Clip" }).click();
  await page.getByText(/about [\d.]+ [kM]B/).waitFor();
  await page.getByRole("button", { name: "Keep this" }).click();
  await page.getByText("Kept: it is not deleted").waitFor();
  await page.getByRole("button", { name: "Keep no longer" }).waitFor();
  const begin = page.getByRole("slider", { name: "Beginning of the clip" });
  for (let i = 0; i < 2; i++) {
    await begin.press("Shift+ArrowLeft");
  }
  await page.getByRole("button", { name: "Keep this" }).waitFor();
  await page.getByText(/about [\d.]+ [kM]B/).waitFor();
  await page.getByRole("button", { name: "Delete…" }).click();
  const dialog = page.getByRole("dialog", { name: "Delete footage" });
  const day = dayHeading(now - 2 * HOUR, new Date());
  await dialog.getByText(new RegExp(`^20 s of front, about [\\d.]+ [kM]B: ${day}, `)).waitFor();
  await dialog.getByText(/^40 s of it is kept, and stays\.$/).waitFor();
  await shoot(page, "past-delete");
  await dialog.getByRole("button", { name: "Delete" }).click();
  await page.getByText(/^Deleted: .* in one file\. One file that is kept stays\.$/).waitFor();
  const spans = at.server.past.footage.get("front") ?? [];
  assert.equal(spans.filter(({ locked }) => locked).length, 1);
});

test("who may only look sees nothing that changes what there is", async () => {
  const { now } = aDay(at);
  const page = await look(at, `#/front/past/${now - 2 * HOUR}`, { role: "viewer" });
  await playing(page);
  await page.getByRole("button", { name: "Clip" }).click();
  await page.getByRole("button", { name: "Download" }).waitFor();
  assert.equal(await page.getByRole("button", { name: /Keep|Delete/ }).count(), 0);
});

test("a day is chosen from a month that says what there is, and a time by typing", async () => {
  const { now } = aDay(at);
  const page = await look(at, `#/front/past/${now - 2 * HOUR}`);
  await playing(page);
  await page.getByRole("button", { name: /another day or time/ }).click();
  const dialog = page.getByRole("dialog", { name: "Go to" });
  await dialog
    .getByText(/recorded, with events|recorded/)
    .first()
    .waitFor();
  await shoot(page, "past-calendar");
  await dialog.getByLabel("Time").fill("noon");
  await dialog.getByRole("button", { name: "Go there" }).click();
  await dialog.getByText("A time of day, such as 14:30.").waitFor();
  const then = new Date(now / 1000 - 5 * 3600_000);
  if (then.getUTCMonth() !== new Date(now / 1000).getUTCMonth()) {
    await dialog.getByRole("button", { name: "Month before" }).click();
  }
  await dialog.getByRole("button", { name: new RegExp(`^${weekday(then)}.*: \\d.*recorded`) }).waitFor();
  await dialog.getByRole("button", { name: "Month before" }).click();
  await dialog.getByRole("button", { name: "Month after" }).click();
  if (then.getUTCDate() === new Date(now / 1000).getUTCDate()) {
    await dialog.getByLabel("Time").fill(then.toISOString().slice(11, 19));
    await dialog.getByRole("button", { name: "Go there" }).click();
    await until(page, Math.floor(then.getTime() / 1000));
  }
});

test("only what happened is played, one event after the other", async () => {
  const { events } = aDay(at);
  const page = await look(at, `#/front/past/${(events[1] ?? 0) + 36e6}`);
  await playing(page);
  await page.getByRole("button", { name: "Events only" }).click();
  await page.getByText("On to the next event.").waitFor();
  await until(page, (events[2] ?? 0) / 1e6 - 2);
});

test("an event is watched from where it is told", async () => {
  const { events } = aDay(at);
  const page = await look(at, "#/events/e1");
  await page.getByRole("link", { name: "Watch it" }).click();
  await playing(page);
  await until(page, (events[1] ?? 0) / 1e6 - 2);
  await page.locator("[data-home]").click();
  await page.getByRole("link", { name: "Past" }).waitFor();
});

test("with nothing recorded the page says why, and what to do", async () => {
  at.server.onStart = filming;
  at.server.past.modes.set("front", { mode: "off", state: "off" });
  const page = await look(at, "#/front/past");
  await page.getByText(/^Recording of front is off\. In the settings file/).waitFor();
  await shoot(page, "past-off");
  at.server.past.modes.set("front", {});
  await page.evaluate(() => dispatchEvent(new Event("focus")));
  await page.getByText("Nothing is recorded yet. What comes appears here by itself.").waitFor();
  await shoot(page, "past-empty");
});

test("a disk that is full is said where one looks", async () => {
  aDay(at);
  at.server.past.storage = {
    problem: "the disk is full: 120 MB are free, and 1.2 GB stay free for the system",
  };
  at.server.past.modes.set("front", { state: "paused", problem: "disk full" });
  const page = await look(at, "#/front/past");
  await page.getByText(/^Recording is paused: the disk is full: 120 MB/).waitFor();
  await shoot(page, "past-paused");
});

test("without video in the browser there are pictures, and that is said", async () => {
  const { gap } = aDay(at);
  const page = await look(at, `#/front/past/${gap.from - 3e6}`, { play: "jpeg" });
  await page.getByText(/plays no recorded video: you see two pictures a second/).waitFor();
  await page.getByText(/^Nothing recorded .* to .*\.$/).waitFor();
  const [reading] = await readClock(page, 2);
  assert.ok((reading?.drawn ?? 0) * 1000 >= gap.to);
});

test("what cannot be had is said, and comes when it can", async () => {
  const { now } = aDay(at);
  at.server.past.broken = "the index is being mended";
  const page = await look(at, `#/front/past/${now - 2 * HOUR}`, { expected: /status of (4\d\d|503)/ });
  await page.getByText("The index is being mended.").waitFor();
  at.server.past.broken = "";
  await page.evaluate(() => dispatchEvent(new Event("focus")));
  await playing(page);
  assert.equal(await page.getByText("The index is being mended.").isVisible(), false);
});

async function momentOf(page: Page): Promise<string> {
  return (await page.getByRole("slider", { name: "Time" }).getAttribute("aria-valuetext")) ?? "";
}

async function boxOf(page: Page): Promise<{ x: number; y: number; width: number; height: number }> {
  const box = await page.getByRole("slider", { name: "Time" }).boundingBox();
  return box ?? { x: 0, y: 0, width: 0, height: 0 };
}

async function pressed(page: Page, name: string): Promise<void> {
  await page.locator(`button[aria-pressed="true"]`, { hasText: name }).waitFor();
}

/** The second under the playhead. */
async function secondOf(page: Page): Promise<number> {
  return Number(await page.getByRole("slider", { name: "Time" }).getAttribute("aria-valuenow"));
}

/** Until the bar is at that second, or a few after it if it plays. */
async function until(page: Page, second: number): Promise<void> {
  await page
    .waitForFunction((wanted) => {
      const at = Number(document.querySelector(".strip-of-time")?.getAttribute("aria-valuenow"));
      return at >= wanted - 1 && at < wanted + 6;
    }, second)
    .catch(async () =>
      assert.fail(`the bar is at ${(await secondOf(page)) - second} s from where it should be`),
    );
}

/** Until the picture is the one that was looked for. */
async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const video = document.querySelector("video");
    return (
      video !== null &&
      !video.seeking &&
      video.readyState >= 2 &&
      document.querySelector(".still[hidden]") !== null
    );
  });
}

/** Milliseconds that the clock in the picture shows, once it stands. */
async function drawn(page: Page): Promise<number> {
  await settled(page);
  await page.waitForTimeout(100);
  return Math.round(Number(await page.locator(".past").getAttribute("data-at")) / 1000);
}

async function anotherThan(page: Page, milliseconds: number): Promise<void> {
  await page.waitForFunction(
    (was) => Math.round(Number(document.querySelector(".past")?.getAttribute("data-at")) / 1000) !== was,
    milliseconds,
  );
}

/** What the browser's own player makes of a file. */
async function played(page: Page, bytes: Buffer): Promise<{ duration: number; width: number }> {
  return page.evaluate(async (base64) => {
    const file = new Blob([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))], {
      type: "video/mp4",
    });
    const video = document.createElement("video");
    video.muted = true;
    video.src = URL.createObjectURL(file);
    await video.play();
    video.currentTime = 1e6;
    await new Promise((seeked) => video.addEventListener("seeked", seeked, { once: true }));
    return { duration: video.currentTime, width: video.videoWidth };
  }, bytes.toString("base64"));
}

function weekday(date: Date): string {
  return date.toLocaleDateString("en-US", { weekday: "long", timeZone: "UTC" });
}
