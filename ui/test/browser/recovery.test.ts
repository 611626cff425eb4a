/** The page against a server that fails on demand. */
import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { after, afterEach, before, beforeEach, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import {
  DESK,
  launch,
  open,
  PHONE,
  SERVER_GONE,
  setHidden,
  untilState,
  type Watched,
  words,
} from "../support/browser.ts";
import { PICTURE } from "../support/picture.ts";
import { LIVE, playing } from "../support/playing.ts";
import { media, StandIn, type Viewer } from "../support/stand-in.ts";

let browser: Browser;
let server: StandIn;
let url: string;
let watched: Watched | undefined;

before(async () => {
  await mkdir("shots", { recursive: true });
  browser = await launch();
});

after(() => browser.close());

beforeEach(async () => {
  server = new StandIn("dist");
  server.onStart = play;
  url = `http://127.0.0.1:${await server.listen()}/?play=jpeg`;
});

afterEach(async () => {
  await watched?.page.close();
  watched = undefined;
  await server.close();
});

test("a camera that starts, fails and lives", async () => {
  server.onStart = (viewer) => viewer.tell({ type: "health", state: "starting", reason: "" });
  const page = await visit();
  await untilState(page, "starting");
  await shoot(page, "starting");
  const [viewer] = server.viewers;
  assert.ok(viewer);
  viewer.tell({ type: "health", state: "failed", reason: "no camera on the ribbon", retryIn: 8000 });
  await untilState(page, "failed");
  assert.match(
    await words(page),
    /^The camera has failed \| No camera on the ribbon\. It is tried again in [78] s\.$/,
  );
  await shoot(page, "failed");
  play(viewer);
  await untilState(page, "playing");
  viewer.tell({ type: "health", state: "stalled", reason: "" });
  await untilState(page, "stalled");
  assert.equal(await words(page), "The camera has stalled | It gives no picture. This is its last one.");
  await shoot(page, "camera-stalled");
  assert.deepEqual(watched?.complaints, []);
});

test("a camera that is switched off leaves no picture, and comes back", async () => {
  const page = await visit();
  await untilState(page, "playing");
  const [viewer] = server.viewers;
  assert.ok(viewer);
  stop(viewer);
  viewer.tell({ type: "health", state: "off", reason: "by ana", retryIn: 0 });
  await untilState(page, "off");
  assert.equal(await words(page), "Switched off | By ana.");
  assert.equal(await page.locator("[data-stage] > *").count(), 0);
  await page.keyboard.press("s"); // there is nothing to save
  await shoot(page, "off");
  viewer.tell(LIVE);
  await untilState(page, "playing");
  assert.deepEqual(watched?.complaints, []);
});

test("a connection that breaks is made again, the last picture dimmed meanwhile", async () => {
  const page = await visit();
  await untilState(page, "playing");
  const [viewer] = server.viewers;
  viewer?.cut();
  await untilState(page, "reconnecting");
  assert.equal(await page.locator("[data-stage] canvas").count(), 1);
  await untilState(page, "playing");
  assert.deepEqual(watched?.complaints, []);
});

test("a server that is away is asked for less and less often, and at once on request", async () => {
  const page = await visit(SERVER_GONE);
  await untilState(page, "playing");
  const { port } = new URL(url);
  await server.close();
  await untilState(page, "reconnecting");
  const seconds = page.locator("main .veil").getByText(/ in [45] s/);
  await seconds.waitFor();
  await shoot(page, "reconnecting");
  await seconds.waitFor();
  server = new StandIn("dist");
  server.onStart = play;
  await server.listen(Number(port));
  const asked = Date.now();
  await page.getByRole("button", { name: "Try now" }).click();
  await untilState(page, "playing");
  assert.ok(Date.now() - asked < 3000, `${Date.now() - asked} ms after the request`);
});

test("a goodbye is believed: how long to wait, and whether to come back", async () => {
  const page = await visit();
  await untilState(page, "playing");
  let again = 0;
  server.onStart = (viewer) => {
    again = Date.now();
    play(viewer);
  };
  const told = Date.now();
  [...server.viewers][0]?.end("the server restarts", true, 2500);
  await untilState(page, "reconnecting");
  assert.match(await words(page), /^Reconnecting \| The server restarts\. Trying again in [1-3] s\.$/);
  await untilState(page, "playing");
  assert.ok(again - told >= 2500, `waits as long as it was told, not ${again - told} ms`);
  [...server.viewers][0]?.end("this camera was removed", false, 0);
  await untilState(page, "over");
  assert.equal(await words(page), "Not connected | This camera was removed.");
  await page.waitForTimeout(1500);
  assert.equal(server.viewers.size, 0, "stays away");
  await page.getByRole("button", { name: "Try again" }).click();
  await untilState(page, "playing");
});

test("pictures that stop coming are said to, and fetched by a new conversation", async () => {
  const page = await visit();
  await untilState(page, "playing");
  const [silent] = server.viewers;
  assert.ok(silent);
  stop(silent);
  await untilState(page, "stalled");
  await shoot(page, "stalled");
  await untilState(page, "playing");
  assert.ok(!server.viewers.has(silent));
});

test("what is not understood is passed over", async () => {
  const page = await visit(/^live: /);
  await untilState(page, "playing");
  const [viewer] = server.viewers;
  assert.ok(viewer);
  viewer.send(Buffer.from("nonsense"));
  viewer.send(media(3, Buffer.from("no picture"), { rendition: 1, flags: 1 }));
  viewer.send(media(3, PICTURE, { rendition: 7 }));
  viewer.tell({ type: "event", what: "a cat" });
  viewer.tell({ type: "health", state: "sleepy" });
  await page.waitForTimeout(1000);
  await untilState(page, "playing");
  assert.ok(server.viewers.has(viewer));
});

test("the server is told what arrived and how it went", async () => {
  const page = await visit();
  await untilState(page, "playing");
  await page.waitForTimeout(3200);
  const [viewer] = server.viewers;
  assert.ok(viewer);
  const [start] = viewer.said;
  assert.deepEqual(
    { ...start, screen: typeof start?.["screen"] },
    { type: "start", play: "jpeg", codecs: ["jpeg"], acks: true, screen: "object" },
  );
  const acks = viewer.said.filter(({ type }) => type === "ack").map(({ sequence }) => Number(sequence));
  assert.ok(acks.length >= 15 && acks.length <= 45, `${acks.length} acknowledgements in 3 s`);
  assert.deepEqual(
    [...acks].sort((a, b) => a - b),
    acks,
  );
  const report = viewer.said.findLast(({ type }) => type === "report");
  assert.ok(report);
  for (const field of ["buffered", "decoded", "dropped", "delay", "rtt"]) {
    assert.ok(Number(report[field]) >= 0, field);
  }
  assert.equal(report["hidden"], false);
});

test("a hidden page pauses, and goes on when it is seen", async () => {
  const page = await visit();
  await untilState(page, "playing");
  await setHidden(page, true);
  await untilState(page, "paused");
  await setHidden(page, false);
  await untilState(page, "playing");
  const said = [...server.viewers].flatMap((viewer) => viewer.said.map(({ type }) => type));
  assert.deepEqual(
    said.filter((type) => type === "pause" || type === "resume"),
    ["pause", "resume"],
  );
});

test("a server without cameras says so until it has one", async () => {
  server.cameras = [];
  const page = await visit();
  await untilState(page, "empty");
  await shoot(page, "empty");
  server.cameras = [{ name: "front", width: 160, height: 90 }];
  await page.evaluate(() => dispatchEvent(new Event("focus")));
  await untilState(page, "playing");
});

test("several cameras are a grid; a tile opens one, and back", async () => {
  server.mode = "demo";
  server.cameras = ["front", "garden", "Hof & Tür"].map((name) => ({ name, width: 160, height: 90 }));
  const page = await visit();
  await untilState(page, "grid");
  await page.locator('article[data-state="playing"]').nth(2).waitFor();
  await shoot(page, "grid");
  await page.getByRole("link", { name: "Show Hof & Tür large" }).click();
  await untilState(page, "playing");
  assert.equal(await page.locator("h1 [data-name]").textContent(), "Hof & Tür");
  assert.deepEqual(
    [...server.viewers].map(({ camera }) => camera),
    ["Hof & Tür"],
  );
  await page.keyboard.press("Escape");
  await untilState(page, "grid");
  assert.deepEqual(watched?.complaints, []);
});

test("a snapshot is the camera's own picture, named after camera and time", async () => {
  const page = await visit();
  await untilState(page, "playing");
  const [download] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("s")]);
  assert.match(download.suggestedFilename(), /^front_\d{4}-\d\d-\d\d_\d\d-\d\d-\d\d\.\d{3}\.jpg$/);
  assert.deepEqual(watched?.complaints, []);
});

test("full screen and picture in picture, by key and by button", async () => {
  const page = await visit();
  await untilState(page, "playing");
  await page.keyboard.press("f");
  await page.waitForFunction(() => document.fullscreenElement?.tagName === "ARTICLE");
  await shoot(page, "full");
  await page.keyboard.press("f");
  await page.waitForFunction(() => document.fullscreenElement === null);
  const float = page.getByRole("button", { name: "Pop out" });
  if (await float.isVisible()) {
    await float.click();
    await page.waitForFunction(() => document.pictureInPictureElement !== null);
    await setHidden(page, true);
    await page.waitForTimeout(500);
    await untilState(page, "playing"); // seen in its window, though the page is hidden
    await setHidden(page, false);
    await page.keyboard.press("p");
    await page.waitForFunction(() => document.pictureInPictureElement === null);
  }
  assert.deepEqual(watched?.complaints, []);
});

const stops = new Map<Viewer, () => void>();

function play(viewer: Viewer): void {
  stops.set(viewer, playing(viewer));
}

/** Ends a viewer's pictures, not its conversation. */
function stop(viewer: Viewer): void {
  stops.get(viewer)?.();
}

async function visit(expected?: RegExp): Promise<Page> {
  watched = await open(browser, url, expected === undefined ? {} : { expected });
  return watched.page;
}

/** The page as it is, on a phone and on a desk. */
async function shoot(page: Page, name: string): Promise<void> {
  for (const [where, size] of [
    ["phone", PHONE],
    ["desk", DESK],
  ] as const) {
    await page.setViewportSize(size);
    await page.mouse.move(100, 100);
    await page.waitForTimeout(400);
    await page.screenshot({ path: `shots/${name}-${where}.png` });
  }
}
