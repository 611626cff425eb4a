/** What is recognised, from the picture to the page: the real model, tracks, rules and events, in a real browser. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { DESK, launch, PHONE, untilState } from "../support/browser.ts";
import { Server } from "../support/server.ts";

/** The demo's visitors come every half minute; on a busy machine the model may miss one. */
const VISITS = { timeout: 150_000 };

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

async function visit(hash: string): Promise<Page> {
  const page = await browser.newPage({ viewport: DESK });
  page.on("pageerror", (error) => {
    assert.fail(error);
  });
  await page.goto(new URL(hash, server.url).href);
  return page;
}

test("a rule that is made in the page is in force, and what it says stands at the event", async () => {
  const page = await visit("#/cameras/front/motion");
  const desk = page.locator(".panel.objects");
  await desk.getByRole("button", { name: "Add a rule" }).click();
  await desk.getByLabel("Who or what").selectOption("person");
  await desk.getByLabel("How long").selectOption("5");
  await desk.getByLabel("Called").fill("Somebody stays");
  await desk.getByRole("button", { name: "Save" }).click();
  await page.getByText("Saved. front recognises by these settings from now on.").waitFor();
  await page.goto(new URL("#/events", server.url).href);
  const card = page.locator(".event").filter({ hasText: "A person has been here for 5 s" });
  await card.first().waitFor(VISITS);
  await page.close();
});

test("who comes has a box over the live picture", async () => {
  const page = await visit("#/front");
  await untilState(page, "playing");
  await page.locator(".thing[data-kind=person]").first().waitFor(VISITS);
  const said = page.locator(".marked [role=status]").filter({ hasText: "Person" });
  await said.waitFor({ ...VISITS, state: "attached" });
  await page.close();
});

test("the event says who came, with their picture; the list is narrowed to them", async () => {
  const page = await visit("#/events?kind=person");
  const picture = page.locator(".event img.portrait").first();
  await picture.waitFor(VISITS);
  await page.waitForFunction(
    () => (document.querySelector<HTMLImageElement>(".event img.portrait")?.naturalWidth ?? 0) > 0,
  );
  const row = page.getByRole("group", { name: "Which" });
  await row.getByRole("button", { name: "Person", pressed: true }).waitFor();
  await page.setViewportSize(PHONE);
  await page.locator("a[href^='#/events/']").first().click();
  await page.getByRole("heading", { name: "What was recognised" }).waitFor();
  await page
    .locator(".things li")
    .filter({ hasText: /^Person\d\d % sure/ })
    .first()
    .waitFor();
  await page.close();
});
