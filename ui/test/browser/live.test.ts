/** The page against the real server, whose demo scene has a clock drawn into it. */
import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { after, before, test } from "node:test";
import type { Browser } from "playwright-core";
import { DESK, launch, open, PHONE, SERVER_GONE, setHidden, untilState } from "../support/browser.ts";
import { readClock, type Reading } from "../support/drawn-clock.ts";
import { Server } from "../support/server.ts";

const WAYS = ["webcodecs", "mse", "jpeg"] as const;

let server: Server;
let browser: Browser;

before(async () => {
  server = await Server.start();
  browser = await launch();
});

/** Opens the page as somebody who wants every picture: what is tested here needs pictures that move. */
function watch(url: string, options: Parameters<typeof open>[2] = {}): ReturnType<typeof open> {
  const { prepare = "" } = options;
  return open(browser, url, {
    ...options,
    prepare: `localStorage.setItem("nightjar.rate", "full"); ${prepare}`,
  });
}

after(async () => {
  await browser.close();
  await server.stop();
});

for (const way of WAYS) {
  test(`${way}: the picture moves, and its delay is what its clock says`, async (t) => {
    const { page, complaints } = await watch(`${server.url}?play=${way}`);
    await untilState(page, "playing");
    assert.equal(await page.locator("main").getAttribute("data-play"), way);
    await page.waitForTimeout(2000); // the burst on joining is over
    const readings = await readClock(page, 20);
    assert.equal(readings.length, 20, "20 different pictures");
    const errors = readings
      .map(({ drawn, read, shown }) => Math.abs(read - drawn - shown))
      .sort((a, b) => a - b);
    t.diagnostic(`delay ${readings.map(({ shown }) => shown).join(" ")} ms, off by ${errors.join(" ")} ms`);
    assert.ok((errors[10] ?? Infinity) <= 60, `median error ${errors[10]} ms`);
    assert.ok((errors[19] ?? Infinity) <= 150, `largest error ${errors[19]} ms`);
    assert.deepEqual(complaints, []);
    await page.close();
  });
}

for (const [what, prepare, play, why] of [
  [
    "a decoder that will not have the codec",
    "VideoDecoder.isConfigSupported = async () => ({ supported: false })",
    "mse",
    /^MSE: browser cannot decode avc1\./,
  ],
  [
    "a decoder that breaks each time",
    "VideoDecoder.prototype.decode = () => { throw new Error('out of decoders') }",
    "mse",
    /^MSE: decoder failed: out of decoders$/,
  ],
  [
    "a browser with neither",
    "delete window.VideoDecoder; MediaSource.isTypeSupported = () => false",
    "jpeg",
    /^JPEG: browser has no WebCodecs; browser cannot decode avc1\./,
  ],
] as const) {
  test(`${what} is done without, and the page says why`, async () => {
    const { page, complaints } = await watch(server.url, { prepare });
    await untilState(page, "playing");
    assert.equal(await page.locator("main").getAttribute("data-play"), play);
    await page.keyboard.press("i");
    const playsWith = page.locator(".stats div", { hasText: "Plays with" }).locator("dd");
    assert.match((await playsWith.textContent()) ?? "", why);
    assert.equal((await readClock(page, 5)).length, 5);
    assert.deepEqual(complaints, []);
    await page.close();
  });
}

/** Run in the page. */
function isLive(): boolean {
  return Number(document.querySelector<HTMLElement>("[data-delay]")?.dataset["delay"] ?? Infinity) < 1000;
}

/** Milliseconds after it was taken that the middle one of five pictures was seen. */
function behind(readings: readonly Reading[]): number {
  return readings.map(({ drawn, read }) => read - drawn).sort((a, b) => a - b)[2] ?? NaN;
}

test("two viewers see the same moment", async () => {
  const [one, two] = await Promise.all([watch(server.url), watch(`${server.url}?play=jpeg`)]);
  await Promise.all([untilState(one.page, "playing"), untilState(two.page, "playing")]);
  // What is sent on joining reaches back to the newest IDR, which after a quiet time is old.
  await Promise.all([one, two].map(({ page }) => page.waitForFunction(isLive)));
  const [ones, twos] = await Promise.all([readClock(one.page, 5), readClock(two.page, 5)]);
  // Whoever is sent fewer pictures has the fifth of them later.
  const apart = Math.abs(behind(ones) - behind(twos));
  assert.ok(apart < 2000, `${apart} ms apart`);
  assert.deepEqual([...one.complaints, ...two.complaints], []);
  await Promise.all([one.page.close(), two.page.close()]);
});

for (const way of WAYS) {
  test(`${way}: a hidden page is sent nothing, and goes on when it is seen`, async () => {
    const { page, complaints } = await watch(`${server.url}?play=${way}`);
    await untilState(page, "playing");
    await setHidden(page, true);
    await untilState(page, "paused");
    await page.evaluate(isStill, 3000);
    await setHidden(page, false);
    await untilState(page, "playing");
    assert.equal((await readClock(page, 5)).length, 5);
    assert.deepEqual(complaints, []);
    await page.close();
  });
}

for (const way of WAYS) {
  test(`${way}: a server that was killed is found again, without a new page`, async () => {
    const { page, complaints } = await watch(`${server.url}?play=${way}`, {
      expected: SERVER_GONE,
    });
    await untilState(page, "playing");
    const born = await page.evaluate(() => performance.timeOrigin);
    await server.kill();
    await untilState(page, "reconnecting");
    server = await Server.start(server.port);
    await untilState(page, "playing", 30_000);
    assert.equal((await readClock(page, 5)).length, 5);
    assert.equal(await page.evaluate(() => performance.timeOrigin), born);
    assert.deepEqual(complaints, []);
    await page.close();
  });
}

test("a server that is stopped says so, and is found again", async () => {
  const { page } = await watch(server.url, { expected: /./ });
  await untilState(page, "playing");
  await server.stop();
  await untilState(page, "reconnecting");
  server = await Server.start(server.port);
  await untilState(page, "playing", 30_000);
  await page.close();
});

for (const [name, size] of [
  ["phone", PHONE],
  ["desk", DESK],
] as const) {
  test(`the page fits a ${name}`, async () => {
    await mkdir("shots", { recursive: true });
    const { page, complaints } = await watch(server.url, { size });
    await untilState(page, "playing");
    await page.waitForTimeout(1500);
    await page.screenshot({ path: `shots/live-${name}.png` });
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(overflow <= 0, `${overflow} px too wide`);
    assert.deepEqual(complaints, []);
    await page.close();
  });
}

/** Run in the page: until no picture was shown for so long. What was on its way when sending ended may still be shown. */
function isStill(milliseconds: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const tooLong = setTimeout(() => reject(new Error("pictures go on and on")), 5 * milliseconds);
    const rest = (): void => {
      clearTimeout(tooLong);
      pictures.disconnect();
      resolve();
    };
    let resting = setTimeout(rest, milliseconds);
    const pictures = new MutationObserver(() => {
      clearTimeout(resting);
      resting = setTimeout(rest, milliseconds);
    });
    const delay = document.querySelector("[data-delay]"); // written anew with each picture
    pictures.observe(delay ?? document, { attributeFilter: ["data-delay"] });
  });
}
