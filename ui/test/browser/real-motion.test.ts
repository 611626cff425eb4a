/** Motion from the picture to the page and back: the real engine, events, replay and settings, in a real browser. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { setTimeout } from "node:timers/promises";
import type { Browser, Page } from "playwright-core";
import { DESK, launch } from "../support/browser.ts";
import { Server } from "../support/server.ts";

let browser: Browser;
let server: Server;

before(async () => {
  browser = await launch();
  server = await Server.start();
});

after(async () => {
  await browser.close();
  await server.stop();
});

/** The demo's first visitor comes some seconds after its start, and stays for about 15. */
const VISIT = 120_000;

/** Until somebody has come and gone. */
async function anEventIsOver(): Promise<void> {
  const until = Date.now() + VISIT;
  while (Date.now() < until) {
    const answer = await fetch(new URL("api/v1/events", server.url));
    const { events } = (await answer.json()) as { events: { end: number }[] };
    if (events.some(({ end }) => end > 0)) {
      return;
    }
    await setTimeout(250);
  }
  assert.fail("nobody came");
}

async function visit(hash: string): Promise<Page> {
  const page = await browser.newPage({ viewport: DESK });
  page.on("pageerror", (error) => {
    assert.fail(error);
  });
  await page.goto(new URL(hash, server.url).href);
  return page;
}

test("who comes becomes an event that says why, and would again if asked", async () => {
  await anEventIsOver();
  const page = await visit("#/events");
  await page
    .locator(".event")
    .getByText(/^[A-Z][a-z]* [a-z]+.* times as strong as need be\.$/)
    .first()
    .waitFor();
  await page.locator("a[href^='#/events/']").first().click();
  await page.getByRole("heading", { name: "How strongly it moved" }).waitFor();
  await page
    .getByText(/came from the (left|right)/i)
    .first()
    .waitFor();
  await page.getByRole("heading", { name: "Settings in force" }).waitFor();
  await page.close();
  const tuner = await visit("#/cameras/front/motion");
  await tuner.getByRole("button", { name: "Try it" }).click();
  await tuner.getByText(/^1 as before, 0 new, 0 no more\.$/).waitFor();
  await tuner.close();
});

test("a zone that is drawn and saved is in force in the engine", async () => {
  const page = await visit("#/cameras/front/motion");
  await page.getByRole("button", { name: "Add a zone" }).click();
  await page.getByRole("radio", { name: /Never counts/ }).check();
  await page.getByRole("region", { name: "Changes" }).getByRole("button", { name: "Save" }).click();
  await page.getByText("Saved.").waitFor();
  const answer = await page.request.get(new URL("api/v1/cameras/front/motion", server.url).href);
  const told = (await answer.json()) as { from: string; settings: { zones: { kind: string }[] } };
  assert.equal(told.from, "page");
  assert.deepEqual(
    told.settings.zones.map(({ kind }) => kind),
    ["ignore"],
  );
  await page.close();
});
