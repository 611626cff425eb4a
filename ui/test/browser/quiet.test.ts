/** A scene with quiet times, in all three ways of playing: what comes at a trickle is no stall, and motion is shown at once. */
import assert from "node:assert/strict";
import path from "node:path";
import { after, before, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { launch, open, untilState } from "../support/browser.ts";
import { BEGINS, ENDS, LASTS, type Playing, quietTimes } from "../support/quiet.ts";
import { StandIn } from "../support/stand-in.ts";

/** The longest delay that a picture may have, in milliseconds. */
const LIMIT = 250;

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

for (const way of ["webcodecs", "mse", "jpeg"] as const) {
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
    assert.match((await page.locator("[data-scene]").getAttribute("title")) ?? "", /^Quiet: one picture a second$/);
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
    for (const { delay } of [...quiet, ...moving, ...again]) {
      assert.ok(delay <= LIMIT, `${delay} ms`);
    }
    const first = Math.min(...moving.map(({ at }) => at)) - from - BEGINS;
    assert.ok(first <= LIMIT, `motion is on the screen after ${first} ms`);
    assert.deepEqual(complaints, []);
    await page.close();
  });
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
