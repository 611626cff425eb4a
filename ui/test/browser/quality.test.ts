/** From one quality to another while it plays, in all three ways of playing; and what is said of it and asked for. */
import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { after, afterEach, before, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { DESK, launch, open, PHONE, untilState } from "../support/browser.ts";
import { beginGlances, endGlances, type Glance, GLANCES } from "../support/glances.ts";
import { shoot } from "../support/guarded.ts";
import { Ladder, RARELY, type Step } from "../support/ladder.ts";
import { StandIn, type Viewer } from "../support/stand-in.ts";

/** Milliseconds without another picture that nobody would call a pause, at ten pictures a second. */
const PAUSE = 500;

let standIn: StandIn;
let browser: Browser;
let url: string;
let page: Page | undefined;

before(async () => {
  await mkdir("shots", { recursive: true });
  standIn = new StandIn(path.resolve("dist"));
  url = `http://127.0.0.1:${await standIn.listen()}/`;
  browser = await launch();
});

after(async () => {
  await browser.close();
  await standIn.close();
});

afterEach(async () => {
  await page?.close();
  page = undefined;
});

/** Opens the page on a camera that is seen as `step` at first. */
async function watch(
  way: string,
  step: Step,
  { limit = "none", size = DESK } = {},
): Promise<{ page: Page; ladder: Ladder; viewer: Viewer; complaints: string[] }> {
  standIn.cameras = [{ name: "front", width: 320, height: 180, on: true }];
  const begun = new Promise<{ ladder: Ladder; viewer: Viewer }>((resolve) => {
    standIn.onStart = (viewer) => resolve({ ladder: new Ladder(viewer, step, limit), viewer });
  });
  const watched = await open(browser, `${url}?play=${way}`, { prepare: GLANCES, size });
  page = watched.page;
  await untilState(page, "playing");
  return { ...watched, ...(await begun) };
}

for (const [way, large, small] of [
  ["webcodecs", "main", "sub"],
  ["mse", "main", "sub"],
  ["jpeg", "jpeg", "jpeg-small"],
] as const) {
  test(`${way}: down and up again without a black picture, a step back or a pause`, async (t) => {
    const { page, ladder, complaints } = await watch(way, large);
    await page.waitForTimeout(1500);
    await beginGlances(page);
    for (const step of [small, large, small, large]) {
      await page.waitForTimeout(1000);
      ladder.become(step, step === small ? "network" : "none");
    }
    await page.waitForTimeout(1000);
    const seen = await endGlances(page);
    t.diagnostic(`longest pause ${longest(seen)} ms`);
    assertSteady(seen);
    assert.ok(longest(seen) <= PAUSE, `a pause of ${longest(seen)} ms`);
    assert.deepEqual(widths(seen), [320, 160, 320, 160, 320]);
    assert.deepEqual(complaints, []);
  });
}

for (const way of ["webcodecs", "mse"] as const) {
  test(`${way}: key pictures, stills over the picture, and back`, async (t) => {
    const { page, ladder, complaints } = await watch(way, "main");
    await page.waitForTimeout(1500);
    await beginGlances(page);
    for (const step of ["sub", "keys", "jpeg-small", "keys", "jpeg", "main"] as const) {
      ladder.become(step, "network");
      await page.waitForTimeout(step === "sub" ? 1000 : 3 * RARELY);
    }
    const seen = await endGlances(page);
    assertSteady(seen);
    t.diagnostic(`longest pause ${longest(seen)} ms`);
    assert.ok(longest(seen) <= RARELY + PAUSE, `a pause of ${longest(seen)} ms`);
    assert.deepEqual(widths(seen), [320, 160, 320]);
    const stills = seen.filter(({ isStill }) => isStill);
    assert.ok(stills.length > 0 && seen.at(-1)?.isStill === false, "stills come and go");
    const wrong = seen.filter(({ at, drawn, delay }) => delay > at - drawn + 150);
    assert.deepEqual(wrong, [], "the delay is of the picture that is seen");
    assert.deepEqual(complaints, []);
  });
}

for (const way of ["webcodecs", "mse"] as const) {
  test(`${way}: stills from the beginning, saved as they are`, async () => {
    const { page, ladder } = await watch(way, "jpeg", { limit: "network" });
    await page.locator("[data-bars='1']").waitFor();
    const [saved] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("s")]);
    assert.match(saved.suggestedFilename(), /\.jpg$/);
    ladder.become("main", "none");
    await page.locator("[data-bars='4']").waitFor();
    await page.waitForFunction(() => document.querySelectorAll("[data-stage] > *").length === 1);
  });
}

test("what is not sent is not said to be of any quality", async () => {
  const { page, ladder, viewer } = await watch("webcodecs", "main");
  await page.locator("[data-bars='4']").waitFor({ state: "visible" });
  ladder.stop();
  viewer.tell({ type: "health", state: "off", reason: "by ana", retryIn: 0 });
  await untilState(page, "off");
  assert.equal(await page.locator("[data-bars]").isVisible(), false);
});

test("pictures that come rarely on purpose are no stall", async () => {
  const { page, viewer, ladder } = await watch("webcodecs", "main");
  ladder.become("keys", "network");
  await page.locator("[data-bars='2']").waitFor();
  viewer.tell({ type: "quality", rung: "keys", rendition: "sub", limit: "network", every: 60_000, why: "" });
  ladder.stop();
  await page.waitForTimeout(8500);
  assert.equal(await page.locator("main").getAttribute("data-state"), "playing");
  assert.ok(!viewer.gone);
});

test("what the quality is and why, and a menu of what is wanted", async () => {
  const { page, viewer, ladder, complaints } = await watch("webcodecs", "main", { size: PHONE });
  const mark = page.getByRole("button", { name: "Quality: Best" });
  await mark.waitFor();
  ladder.become("sub", "screen");
  await page.getByRole("button", { name: "Quality: Small, small on this screen" }).click();
  const dialog = page.getByRole("dialog", { name: "Quality" });
  await dialog.getByText("The small picture: small on this screen.").waitFor();
  await shoot(page, "quality-menu");
  await dialog.getByRole("radio", { name: "Best" }).check();
  assert.deepEqual(asked(viewer), ["best"]);
  await page.keyboard.press("ArrowDown");
  assert.deepEqual(await until(() => asked(viewer), 2), ["best", "saver"]);
  await page.keyboard.press("Escape");
  assert.equal(await dialog.count(), 0);
  await page.reload();
  await untilState(page, "playing");
  const again = [...standIn.viewers].at(-1);
  assert.deepEqual(await until(() => (again === undefined ? [] : asked(again)), 1), ["saver"]);
  assert.deepEqual(complaints, []);
});

test("marks of every kind fit, and so do the numbers", async () => {
  standIn.cameras = ["front", "garden", "drive"].map((name) => ({ name, width: 320, height: 180, on: true }));
  const { page, viewer } = await watchGrid();
  await shoot(page, "quality-grid");
  standIn.cameras = standIn.cameras.slice(0, 1);
  await page.evaluate(() => dispatchEvent(new Event("focus")));
  await untilState(page, "playing");
  const why = "main at 10 fps: 82 °C";
  viewer.tell({ type: "quality", rung: "full", rendition: "main", limit: "box", every: 0, why });
  viewer.tell({ type: "motion", state: "moving", rate: "full" });
  await page.getByRole("button", { name: `Quality: Best, ${why}` }).waitFor();
  await shoot(page, "quality-box");
  await page.keyboard.press("i");
  await page.waitForTimeout(600);
  await shoot(page, "quality-numbers");
  for (const [name, text] of [
    ["Rendition", /^sub$/],
    ["Size", /^160 × 90$/],
    ["Codec", /^avc1\.42c01e$/],
    ["Delay", /^p50 \d+ ms, p95 \d+ ms$/],
    ["Plays with", /^WebCodecs$/],
    ["Server", /^box; main at 10 fps: 82 °C$/],
  ] as const) {
    const row = page.locator(".stats div", { has: page.getByText(name, { exact: true }) });
    assert.match((await row.locator("dd").textContent()) ?? "", text, name);
  }
  await page.keyboard.press("i");
  assert.equal(await page.locator(".stats").count(), 0);
});

test("beside the picture nothing lies on anything else, however wide the window", async () => {
  const { page, ladder } = await watch("webcodecs", "main");
  ladder.become("sub", "network");
  await page.getByRole("button", { name: "Quality: Small, slow network" }).waitFor();
  const worded: number[] = [];
  for (const [width, height] of [
    [780, 800],
    [900, 800],
    [1100, 800],
    [1280, 800],
    [1500, 1000],
    [1600, 900],
    [1920, 1080],
    [2560, 1440],
  ] as const) {
    await page.setViewportSize({ width, height });
    const { shown, name, from, numbers, buttons, words, fits } = await page.evaluate(fullest);
    assert.ok(shown.includes("delay") && shown.includes("quality"), `${width}: ${shown.join(", ")}`);
    assert.ok(name < from, `${width}: name to ${name}, numbers from ${from}`);
    assert.ok(numbers < buttons, `${width}: numbers to ${numbers}, buttons from ${buttons}`);
    assert.ok(fits, `${width}: more than the window`);
    worded.push(words);
  }
  assert.deepEqual(worded, [0, 0, 0, 0, 2, 2, 2, 8], "buttons lose their words, all but two first");
});

/** With all that a camera may say and offer: what is shown of it, and where name, numbers and buttons meet. */
function fullest(): {
  shown: string[];
  name: number;
  from: number;
  numbers: number;
  buttons: number;
  words: number;
  fits: boolean;
} {
  const strip = document.querySelector(".strip");
  for (const hidden of strip?.querySelectorAll<HTMLElement>("[hidden]") ?? []) {
    hidden.hidden = false;
  }
  for (const word of strip?.querySelectorAll("[data-kept], [data-word]") ?? []) {
    word.textContent = "recording";
  }
  const all = strip?.querySelector(".numbers");
  const end = all?.getBoundingClientRect().bottom ?? 0;
  const shown = [...(all?.children ?? [])].filter((one) => one.getBoundingClientRect().bottom <= end + 1);
  const buttons = strip?.querySelector(".buttons")?.getBoundingClientRect();
  const words = [...(strip?.querySelectorAll<HTMLElement>(".buttons span") ?? [])];
  return {
    shown: shown.map((one) => one.className),
    name: strip?.querySelector("h1")?.getBoundingClientRect().right ?? Infinity,
    from: Math.min(...shown.map((one) => one.getBoundingClientRect().left)),
    numbers: Math.max(...shown.map((one) => one.getBoundingClientRect().right)),
    buttons: buttons?.left ?? 0,
    words: words.filter((one) => one.offsetWidth > 1).length,
    fits: (buttons?.right ?? Infinity) <= innerWidth,
  };
}

test("the server is told the size of the picture when it changes", async () => {
  const { page, viewer } = await watch("webcodecs", "main");
  const start = viewer.said[0]?.["screen"] as { width: number };
  await page.setViewportSize(PHONE);
  const sizes = (): Record<string, unknown>[] => viewer.said.filter(({ type }) => type === "screen");
  const [told] = await until(sizes, 1);
  assert.ok(start.width > 700 && told?.["width"] === 360, `${start.width}, then ${JSON.stringify(told)}`);
});

async function watchGrid(): Promise<{ page: Page; viewer: Viewer }> {
  const steps: Step[] = ["sub", "keys", "main"];
  const limits = ["screen", "network", "none"];
  let front: Viewer | undefined;
  standIn.onStart = (viewer) => {
    const i = standIn.cameras.findIndex(({ name }) => name === viewer.camera);
    new Ladder(viewer, standIn.cameras.length === 1 ? "main" : (steps[i] ?? "sub"), limits[i]);
    front = i === 0 ? viewer : front;
  };
  const watched = await open(browser, url);
  page = watched.page;
  await untilState(page, "grid");
  await page.locator('article[data-state="playing"] [data-bars]').nth(2).waitFor();
  await page.waitForTimeout(500);
  const viewer = front;
  assert.ok(viewer);
  return { page, viewer };
}

function asked(viewer: Viewer): unknown[] {
  return viewer.said.filter(({ type }) => type === "ask").map(({ rendition }) => rendition);
}

/** What there is, once it is so many. */
async function until<T>(what: () => T[], many: number): Promise<T[]> {
  for (let tries = 0; tries < 150 && what().length < many; tries++) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return what();
}

function assertSteady(seen: readonly Glance[]): void {
  assert.ok(seen.length > 50, `${seen.length} glances`);
  assert.deepEqual(
    seen.filter(({ isBlack, drawn }) => isBlack || drawn === 0),
    [],
    "a picture at each glance",
  );
  const back = seen.filter(({ drawn }, i) => drawn < (seen[i - 1]?.drawn ?? 0));
  assert.deepEqual(back, [], "never an older picture");
}

/** Milliseconds that one picture was seen at most. */
function longest(seen: readonly Glance[]): number {
  const changes = seen.filter(({ drawn }, i) => drawn !== seen[i - 1]?.drawn).map(({ at }) => at);
  return Math.max(...changes.slice(1).map((at, i) => at - (changes[i] ?? at)));
}

function widths(seen: readonly Glance[]): number[] {
  return seen.map(({ width }) => width).filter((width, i, all) => width !== all[i - 1]);
}
