/** A scene with quiet times, in all three ways of playing: what comes at a trickle is no stall, and motion is shown at once. */
import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { after, before, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { launch, open, PHONE, untilState } from "../support/browser.ts";
import { BEGINS, ENDS, LASTS, type Playing, quietTimes } from "../support/quiet.ts";
import { playing } from "../support/playing.ts";
import { Server } from "../support/server.ts";
import { StandIn } from "../support/stand-in.ts";

/** Milliseconds: the delay that half of the pictures may have, and the longest. */
const USUAL = 120;
const LONGEST = 400;
/** Milliseconds of motion that come at once when the server knows of it, and in which a viewer gets over it. */
const HELD_BACK = 560;
const CAUGHT_UP = 1200;

const WAYS = ["webcodecs", "mse", "jpeg"] as const;

let standIn: StandIn;
let browser: Browser;
let port: number;

before(async () => {
  standIn = new StandIn(path.resolve("dist"));
  port = await standIn.listen();
  browser = await launch();
});

after(async () => {
  await browser.close();
  await standIn.close();
});

/** One picture on the screen: when, and its delay as the page says. Milliseconds. */
interface Seen {
  at: number;
  delay: number;
}

for (const way of WAYS) {
  test(`${way}: a trickle is no stall, and motion after it is shown at once`, async (t) => {
    const clip = new Promise<Playing>((resolve) => {
      standIn.onStart = (viewer) => resolve(quietTimes(viewer, way === "jpeg" ? "jpeg" : "h264"));
    });
    const { page, complaints } = await open(browser, `http://127.0.0.1:${port}/?play=${way}`, {
      prepare: WATCH,
    });
    await untilState(page, "playing");
    const { shift } = await clip;
    const from = shift + 1_795_000_001_000;
    await page.waitForTimeout(Math.max(0, from + 6500 - Date.now()));
    assert.match(
      (await page.locator("[data-scene]").getAttribute("title")) ?? "",
      /^Quiet: one picture a second$/,
    );
    await page.waitForTimeout(Math.max(0, from + LASTS - Date.now()));
    const { seen, states } = await watched(page);
    const between = (begin: number, end: number): Seen[] =>
      seen.filter(({ at, delay }) => at - delay >= from + begin - 40 && at - delay < from + end - 40);
    const quiet = between(4000, BEGINS);
    const moving = between(BEGINS, ENDS);
    const again = between(ENDS + 2000, LASTS);
    const said = (pictures: Seen[]): string => pictures.map(({ delay }) => delay).join(" ");
    t.diagnostic(`quiet ${said(quiet)} | moving ${said(moving)} | quiet ${said(again)}`);
    assert.deepEqual(states.slice(states.indexOf("playing")), ["playing"]);
    assert.ok(quiet.length >= 4 && again.length >= 4, "each picture of the trickle is shown");
    assert.ok(moving.length >= 22, `${moving.length} of 25 pictures of motion`);
    for (const pictures of [quiet, moving, again]) {
      const delays = pictures.map(({ delay }) => delay).sort((a, b) => a - b);
      assert.ok((delays[delays.length >> 1] ?? Infinity) <= USUAL, `half take ${delays.join(" ")} ms`);
      assert.ok((delays.at(-1) ?? Infinity) <= LONGEST, `one takes ${delays.at(-1)} ms`);
    }
    const first = Math.min(...moving.map(({ at }) => at)) - from - BEGINS;
    assert.ok(first <= LONGEST, `motion is on the screen after ${first} ms`);
    assert.deepEqual(complaints, []);
    await page.close();
  });
}

for (const way of ["webcodecs", "mse"] as const) {
  test(`${way}: what was held back when motion began is soon behind`, async (t) => {
    const clip = new Promise<Playing>((resolve) => {
      standIn.onStart = (viewer) => resolve(quietTimes(viewer, "h264", HELD_BACK));
    });
    const { page, complaints } = await open(browser, `http://127.0.0.1:${port}/?play=${way}`, {
      prepare: WATCH,
    });
    await untilState(page, "playing");
    const { shift } = await clip;
    const from = shift + 1_795_000_001_000;
    await page.waitForTimeout(Math.max(0, from + ENDS + 1000 - Date.now()));
    const { seen, states } = await watched(page);
    const woke = from + BEGINS + HELD_BACK;
    const shown = seen.filter(({ at }) => at > woke - 40 && at <= from + ENDS + 900);
    t.diagnostic(shown.map(({ at, delay }) => `${Math.round(at - woke)}:${delay}`).join(" "));
    assert.deepEqual(states.slice(states.indexOf("playing")), ["playing"]);
    const first = Math.min(...shown.map(({ at }) => at)) - woke;
    assert.ok(first <= 200, `motion is on the screen ${first} ms after the server knew of it`);
    const late = shown.filter(({ at, delay }) => at > woke + CAUGHT_UP && delay > USUAL + 60);
    assert.deepEqual(late, [], "all of it is caught up with");
    const gaps = shown.slice(1).map(({ at }, i) => at - (shown[i]?.at ?? at));
    assert.ok(Math.max(...gaps) <= LONGEST, `the picture stands for ${Math.max(...gaps)} ms`);
    assert.deepEqual(complaints, []);
    await page.close();
  });
}

test("the demo rests when nobody is there, and is shown at once when somebody comes", async (t) => {
  const server = await Server.start();
  try {
    const pages = await Promise.all(
      WAYS.map((way) => open(browser, `${server.url}?play=${way}`, { prepare: WATCH })),
    );
    await Promise.all(pages.map(({ page }) => restsAndWakes(page, (said) => t.diagnostic(said))));
    assert.deepEqual(
      pages.flatMap(({ complaints }) => complaints),
      [],
    );
    await Promise.all(pages.map(({ page }) => page.close()));
  } finally {
    await server.stop();
  }
});

/** In the demo's scene somebody comes every 40 s, and stays for half of it. */
async function restsAndWakes(page: Page, say: (what: string) => void): Promise<void> {
  await page.locator('.camera[data-pace="quiet"]').waitFor({ timeout: 90_000 });
  const rested = Date.now();
  await page.locator('.camera[data-pace="full"]').waitFor({ timeout: 60_000 });
  const woke = Date.now();
  await page.waitForTimeout(2000);
  const { seen, states } = await watched(page);
  const trickle = seen.filter(({ at }) => at > rested + 1000 && at < woke - 1000);
  const after = seen.filter(({ at }) => at > woke);
  const delays = after.map(({ delay }) => delay);
  say(`${(woke - rested) / 1000} s at a trickle: ${trickle.length} pictures; then ${delays.join(" ")} ms`);
  const most = (woke - rested) / 1000 + 1;
  assert.ok(trickle.length <= most, `${trickle.length} pictures of a trickle`);
  assert.ok(after.length >= 10, `${after.length} pictures in the first 2 s`);
  assert.deepEqual(states.slice(states.indexOf("playing")), ["playing"]);
  delays.sort((a, b) => a - b);
  assert.ok((delays[delays.length >> 1] ?? Infinity) <= LONGEST, `half take ${delays.join(" ")} ms`);
}

test("who wants every picture is asked once, and the browser remembers", async () => {
  standIn.onStart = (viewer) => {
    playing(viewer);
    viewer.tell({ type: "motion", state: "quiet", rate: "quiet" });
  };
  const { page, complaints } = await open(browser, `http://127.0.0.1:${port}/?play=jpeg`, { size: PHONE });
  await untilState(page, "playing");
  const button = page.locator("[data-rate]").and(page.getByRole("button", { name: "Every picture" }));
  assert.equal(await button.getAttribute("aria-pressed"), "false");
  await button.click();
  assert.equal(await button.getAttribute("aria-pressed"), "true");
  assert.deepEqual(await rates(1), ["full"]);
  await page.reload();
  await untilState(page, "playing");
  assert.equal(await button.getAttribute("aria-pressed"), "true");
  assert.deepEqual(await rates(1), ["full"], "said again in a new conversation");
  await button.click();
  assert.deepEqual(await rates(2), ["full", "auto"]);
  await mkdir("shots", { recursive: true });
  await page.screenshot({ path: "shots/quiet-phone.png" });
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(overflow <= 0, `${overflow} px too wide`);
  assert.deepEqual(complaints, []);
  await page.close();
});

test("while nobody looks for motion there is nothing to choose", async () => {
  standIn.onStart = (viewer) => playing(viewer);
  const { page } = await open(browser, `http://127.0.0.1:${port}/?play=jpeg`);
  await untilState(page, "playing");
  assert.equal(await page.getByRole("button", { name: "Every picture" }).count(), 0);
  assert.equal(await page.locator("[data-scene]").isVisible(), false);
  await page.close();
});

/** What the newest viewer said of the rate, once it has said so much. */
async function rates(many: number): Promise<unknown[]> {
  for (let tries = 0; tries < 200; tries++) {
    const said = [...standIn.viewers].at(-1)?.said.filter(({ type }) => type === "rate") ?? [];
    if (said.length >= many) {
      return said.map(({ rate }) => rate);
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return [];
}

/** Run in the page: notes every picture shown, and every state of the camera. */
const WATCH = `
  window.seen = [];
  window.states = [];
  new MutationObserver((changes) => {
    for (const { target, attributeName } of changes) {
      if (attributeName === "data-delay" && target.dataset.delay !== "") {
        seen.push({ at: performance.timeOrigin + performance.now(), delay: Number(target.dataset.delay) });
      } else if (attributeName === "data-state" && target.matches(".camera")) {
        const { state } = target.dataset;
        if (states.at(-1) !== state) states.push(state);
      }
    }
  }).observe(document, { subtree: true, attributes: true, attributeFilter: ["data-delay", "data-state"] });
`;

async function watched(page: Page): Promise<{ seen: Seen[]; states: string[] }> {
  return await page.evaluate("({ seen, states })");
}

test("what else is wrong with a camera that plays is said beside its name", async () => {
  standIn.onStart = (viewer) => {
    playing(viewer);
    viewer.tell({ type: "health", state: "live", reason: "no event is written down", retryIn: 0 });
  };
  const { page } = await open(browser, `http://127.0.0.1:${port}/?play=jpeg`);
  await untilState(page, "playing");
  await page.getByLabel("no event is written down").waitFor();
  assert.equal(await page.locator("[data-trouble]").textContent(), "Trouble");
  await page.close();
});
