/** From one quality to another with the real server, whose demo scene has a clock drawn into it. */
import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { after, before, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { launch, open, untilState } from "../support/browser.ts";
import { beginGlances, endGlances, type Glance, GLANCES } from "../support/glances.ts";
import { Narrow } from "../support/narrow.ts";
import { Server } from "../support/server.ts";

/** Milliseconds in which a browser that shares a busy machine is given the best again, having failed at it. */
const BUSY = 90_000;

let server: Server;
let browser: Browser;

before(async () => {
  await mkdir("shots", { recursive: true });
  server = await Server.start(0, "--size 640x360"); // so that it is not the browser that is too slow
  browser = await launch();
});

after(async () => {
  await browser.close();
  await server.stop();
});

for (const way of ["webcodecs", "mse", "jpeg"] as const) {
  test(`${way}: saver is small, best is full again, and nobody sees the seam`, async (t) => {
    const { page, complaints } = await open(browser, `${server.url}?play=${way}`, {
      prepare: `localStorage.setItem("nightjar.rate", "full"); ${GLANCES}`,
    });
    await untilState(page, "playing");
    await wish(page, "Best");
    await page.locator("[data-bars='4']").waitFor({ timeout: BUSY });
    const full = await width(page, 0);
    await page.waitForTimeout(2000);
    await beginGlances(page);
    await wish(page, "Saver");
    await page.locator("[data-bars='3']").waitFor({ timeout: BUSY });
    const small = await width(page, full);
    await page.waitForTimeout(1500);
    await wish(page, "Best");
    await page.locator("[data-bars='4']").waitFor({ timeout: BUSY });
    assert.equal(await width(page, small), full);
    await page.waitForTimeout(1500);
    const seen = await endGlances(page);
    await page.screenshot({ path: `shots/real-quality-${way}.png` });
    assert.ok(small < full, `${small} of ${full} pixels across`);
    assertSeamless(seen);
    const changes = seen.filter(({ drawn }, i) => drawn !== seen[i - 1]?.drawn).map(({ at }) => at);
    const pauses = changes.slice(1).map((at, i) => at - (changes[i] ?? at));
    t.diagnostic(`${full} to ${small} pixels across; longest pause ${Math.max(...pauses)} ms`);
    assert.ok(Math.max(...pauses) <= 700, `a pause of ${Math.max(...pauses)} ms`);
    assert.deepEqual(complaints, []);
    await page.close();
  });
}

for (const way of ["webcodecs", "mse"] as const) {
  test(`${way}: a way that gets narrow is followed down and up again`, async (t) => {
    const narrow = new Narrow(server.port);
    const { page, complaints } = await open(
      browser,
      `http://127.0.0.1:${await narrow.listen()}/?play=${way}`,
      {
        prepare: `localStorage.setItem("nightjar.rate", "full"); ${GLANCES}`,
      },
    );
    await untilState(page, "playing");
    await page.waitForTimeout(2000);
    await beginGlances(page);
    const began = Date.now();
    const course: string[] = [];
    t.after(() => t.diagnostic(course.join("; ")));
    for (const [kilobytes, mark] of [
      [70, "[data-bars='3']"],
      [6, ":is([data-bars='1'], [data-bars='2'])"],
      [1000, ":is([data-bars='3'], [data-bars='4'])"], // the browser may be what is too slow
    ] as const) {
      narrow.bytes = kilobytes * 1000;
      await page.locator(mark).waitFor({ timeout: 60_000 });
      const told = (await page.locator(mark).getAttribute("title")) ?? "";
      course.push(`${kilobytes} kB/s: "${told}" after ${Date.now() - began} ms`);
      await page.waitForTimeout(3000);
      assert.equal(await page.locator("main").getAttribute("data-state"), "playing");
    }
    const seen = await endGlances(page);
    assertSeamless(seen);
    assert.deepEqual(complaints, []);
    await page.close();
    await narrow.close();
  });
}

test("how the box is doing is told by the box", async () => {
  const { page, complaints } = await open(browser, `${server.url}#/health`);
  await page.getByRole("heading", { name: "Readings" }).waitFor();
  const rows = await page.locator(".panel").last().locator("li").allInnerTexts();
  assert.equal(rows.length, 9);
  assert.ok(
    rows.some((row) => /^Free memory[^]* MB|GB$/.test(row)),
    rows.join("\n"),
  );
  await page.screenshot({ path: "shots/real-health.png" });
  assert.deepEqual(complaints, []);
  await page.close();
});

async function wish(page: Page, what: string): Promise<void> {
  await page.getByRole("button", { name: /^Quality/ }).click();
  await page.getByRole("radio", { name: what }).check();
  await page.getByRole("button", { name: "Done" }).click();
}

/** Of the picture, once it is another than that. */
async function width(page: Page, before: number): Promise<number> {
  const found = await page.waitForFunction((before) => {
    const picture = document.querySelector<HTMLCanvasElement | HTMLVideoElement>(
      "[data-stage] > :is(canvas, video)",
    );
    const width = picture instanceof HTMLVideoElement ? picture.videoWidth : (picture?.width ?? 0);
    return width === before ? 0 : width;
  }, before);
  return await found.jsonValue();
}

function assertSeamless(seen: readonly Glance[]): void {
  assert.deepEqual(
    seen.filter(({ drawn, width }) => drawn === 0 || width === 0),
    [],
    "a picture at each glance",
  );
  assert.deepEqual(
    seen.filter(({ drawn }, i) => drawn < (seen[i - 1]?.drawn ?? 0)),
    [],
    "never an older picture",
  );
}
