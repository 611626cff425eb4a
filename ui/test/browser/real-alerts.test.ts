/** Alerts from the picture to the page: the real rules, model, outbox and clips, in a real browser. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { launch, PHONE, untilState } from "../support/browser.ts";
import { Server } from "../support/server.ts";

/** The demo's visitors come every half minute; on a busy machine the model may miss one. */
const VISITS = { timeout: 150_000 };

let browser: Browser;
let server: Server;
let page: Page;

before(async () => {
  browser = await launch();
  server = await Server.start();
  page = await browser.newPage({ viewport: PHONE });
  page.on("pageerror", (error) => {
    assert.fail(error);
  });
});

after(async () => {
  await browser.close();
  await server.stop();
});

test("the house is away by one tap, and then somebody who comes takes the whole screen", async () => {
  await page.goto(server.url);
  await untilState(page, "playing");
  await page.getByRole("button", { name: "Away" }).click();
  await page.getByRole("button", { name: "Away", pressed: true }).waitFor();
  const dialog = page.getByRole("alertdialog", { name: "Person at front" });
  await dialog.waitFor(VISITS);
  await page.waitForFunction(
    () => (document.querySelector<HTMLImageElement>("[role=alertdialog] img")?.naturalWidth ?? 0) > 0,
  );
  await dialog.getByRole("button", { name: "I take care of it" }).click();
  await dialog.waitFor({ state: "detached" });
});

test("the list has it, with its picture, who takes care, and some seconds of footage that play", async () => {
  await page.goto(new URL("#/alerts", server.url).href);
  await page.getByText("A person is here.").first().waitFor();
  await page.locator("a[href='#/alerts/1']").first().click();
  await page
    .getByText(/takes? care of it/)
    .first()
    .waitFor();
  const clip = page.locator("video");
  await clip.waitFor({ timeout: 60_000 });
  await clip.evaluate((video: HTMLVideoElement) => {
    video.muted = true;
    return video.play();
  });
  await page.waitForFunction(() => (document.querySelector("video")?.currentTime ?? 0) > 0.5);
});

test("a rule is tried on what was", async () => {
  await page.goto(new URL("#/alerts/rules", server.url).href);
  await page.getByRole("button", { name: "Try it on the past week" }).first().click();
  await page.getByText(/would have told you/).waitFor();
});

test("when the box is gone the page says so at once, and since when", async () => {
  await server.kill();
  await page.getByText(/has not answered since/).waitFor({ timeout: 15_000 });
});
