/** What happened: the list, one event, and the ways between them and the tuner. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { untilState } from "../support/browser.ts";
import { PASSWORD, scene, shoot } from "../support/guarded.ts";

const at = scene();
const DAY = 86_400;

test("events are listed newest first, by days; what lasts is marked; more come on demand", async () => {
  const { motions } = at.server;
  at.server.cameras.push({ name: "garden", width: 160, height: 90, on: true });
  motions.happened("now", "garden", 5, { end: 0, state: "lasting", why: "Something moves on the lawn" });
  for (let i = 0; i < 40; i++) {
    motions.happened(`old${i}`, "front", DAY + i * 3600, i === 1 ? { state: "interrupted" } : {});
  }
  const page = await at.visit(at.accounts.add("ana", PASSWORD, "viewer"), "#/events");
  await page.getByRole("heading", { name: "Today", exact: true }).waitFor();
  const cards = page.locator(".event");
  assert.equal(await cards.count(), 30);
  assert.match(
    (await cards.first().textContent()) ?? "",
    /now.*garden.*so far.*Something moves on the lawn\./,
  );
  assert.equal(await page.getByText("cut short").count(), 1);
  await shoot(page, "events");
  await page.getByRole("button", { name: "More" }).click();
  await page.getByText("That is all.").waitFor();
  assert.equal(await cards.count(), 41);
  assert.equal(await page.evaluate(() => document.activeElement?.getAttribute("data-event")), "old29");
  const heads = await page.locator(".days h2").allTextContents();
  assert.deepEqual([heads[0], heads[1], new Set(heads).size], ["Today", "Yesterday", heads.length]);
});

test("the list is narrowed to a camera and a day, by its address too, and the way back keeps that", async () => {
  const { motions } = at.server;
  at.server.cameras.push({ name: "garden", width: 160, height: 90, on: true });
  motions.happened("a", "front", 60);
  motions.happened("b", "garden", 90);
  motions.happened("c", "garden", 3 * DAY);
  const page = await at.visit(at.accounts.add("ana", PASSWORD, "viewer"), "#/events");
  await page.getByLabel("Camera", { exact: true }).selectOption("garden");
  await page.locator("[data-event=a]").waitFor({ state: "detached" });
  await page.locator("[data-event=b]").waitFor();
  const day = await page.evaluate((ago) => {
    const then = new Date(Date.now() - ago * 1000);
    return `${then.getFullYear()}-${String(then.getMonth() + 1).padStart(2, "0")}-${String(then.getDate()).padStart(2, "0")}`;
  }, 3 * DAY);
  await page.getByLabel("Day", { exact: true }).fill(day);
  await page.locator("[data-event=b]").waitFor({ state: "detached" });
  await page.locator("[data-event=c]").click();
  await page.getByRole("heading", { name: "What came through" }).waitFor();
  await page.goBack();
  await page.locator("[data-event=c]").waitFor();
  assert.equal(await page.locator(".event").count(), 1);
  assert.equal(await page.getByLabel("Camera", { exact: true }).inputValue(), "garden");
  await page.getByLabel("Day", { exact: true }).fill("2020-01-01");
  await page.getByRole("heading", { name: "Nothing here" }).waitFor();
  await shoot(page, "events-none-that-day");
  await page.getByRole("link", { name: "Show all" }).click();
  await page.locator("[data-event=a]").waitFor();
});

test("with no event yet, the page says what to do; one that comes appears by itself", async () => {
  const page = await at.visit(at.accounts.add("ana", PASSWORD, "operator"), "#/events");
  await page.getByRole("heading", { name: "Nothing yet" }).waitFor();
  await page.getByRole("link", { name: "Motion of front" }).waitFor();
  await shoot(page, "events-empty");
  at.server.motions.happened("first", "front", 3);
  await page.evaluate(() => dispatchEvent(new Event("focus")));
  await page.locator("[data-event=first]").waitFor();
  assert.equal(await page.getByText("Nothing yet").isVisible(), false);
});

test("a list that cannot be had says why, and can be asked for again", async () => {
  at.server.motions.happened("a", "front", 60);
  at.server.instead.set("GET events", { status: 503, body: { error: "the disk is being looked at" } });
  const page = await at.visit(at.accounts.add("ana", PASSWORD, "viewer"), "#/events", {
    expected: /status of 503/,
  });
  await page.getByText("The disk is being looked at.").waitFor();
  await shoot(page, "events-failed");
  await page.getByRole("button", { name: "Ask again" }).click();
  await page.locator("[data-event=a]").waitFor();
});

test("an event tells its story: pictures, heat, ways, zones, the chart, the settings", async () => {
  at.server.motions.happened("a", "front", 60);
  const page = await at.visit(at.accounts.add("ana", PASSWORD, "viewer"), "#/events/a");
  await page.getByText("Something the size of a person crossed street from left to right.").waitFor();
  await page.waitForFunction(
    () => (document.querySelector("img[alt^=Strongest]") as HTMLImageElement).naturalWidth > 0,
  );
  const [warm = "", none] = await heatAt(page, [0.7, 0.1]);
  assert.match(warm, /^255,\d+,\d+,\d\d\d$/, "warm where it went");
  assert.equal(none, "0,0,0,0", "nothing where nothing moved");
  assert.equal(await page.locator(".ways polyline").count(), 2);
  assert.match(
    (await page.getByRole("img", { name: /How strongly/ }).getAttribute("aria-label")) ?? "",
    /3.2 times/,
  );
  await page.locator(".ways-list").getByText("Came from the left, went to the right.").waitFor();
  await page.getByText("The light changed all over the picture.").waitFor();
  await page.getByText("It ended: nothing moved for 4 seconds.").waitFor();
  assert.equal(
    await page.getByRole("button", { name: /tuner|Delete/ }).count(),
    0,
    "a viewer changes nothing",
  );
  await page.getByRole("button", { name: "Heat" }).click();
  assert.equal(await page.locator("canvas.heat").isVisible(), false);
  await page.getByRole("button", { name: "Heat" }).click();
  await page.getByRole("button", { name: "Last", exact: true }).click();
  assert.match((await page.locator(".picture img").getAttribute("src")) ?? "", /pictures\/2$/);
  await shoot(page, "event");
  await page.screenshot({ path: "shots/event-whole.png", fullPage: true });
  await page.setViewportSize({ width: 360, height: 740 });
  await page.screenshot({ path: "shots/event-whole-phone.png", fullPage: true });
});

test("an event without pictures, ways and samples is told all the same", async () => {
  at.server.motions.happened("a", "front", 60, {
    pictures: 0,
    tracks: [],
    samples: [],
    state: "interrupted",
    ended: "",
  });
  const page = await at.visit(at.accounts.add("ana", PASSWORD, "viewer"), "#/events/a");
  await page.getByText("There is no picture").waitFor();
  await page.getByText("The server ended while it lasted").waitFor();
  await shoot(page, "event-bare");
});

test("an event that is gone, or of a camera one may not see, is refused in words", async () => {
  at.server.motions.happened("a", "garden", 60);
  const page = await at.visit(at.accounts.add("ana", PASSWORD, "viewer", ["front"]), "#/events/a");
  await page.getByText("There is no such thing.").waitFor();
});

test("an operator deletes an event, and is asked before", async () => {
  at.server.motions.happened("a", "front", 60);
  const page = await at.visit(at.accounts.add("ana", PASSWORD, "operator"), "#/events/a");
  await page.getByRole("button", { name: "Delete this event" }).click();
  await shoot(page, "event-delete");
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await page.getByText("The event is deleted.").waitFor();
  await page.getByRole("heading", { name: "Nothing yet" }).waitFor();
  assert.deepEqual(at.server.motions.events, []);
});

test("the settings of an event go into the tuner, with its time", async () => {
  const { start } = at.server.motions.happened("a", "front", 7200);
  const page = await at.visit(at.accounts.add("ana", PASSWORD, "operator"), "#/events/a");
  await page.getByRole("button", { name: "Use these in the tuner" }).click();
  await page.getByRole("heading", { name: "Motion of front" }).waitFor();
  await page.getByText("No event then").waitFor();
  assert.equal(await page.getByLabel("Sensitivity").inputValue(), "61", "position of 62, from 1 on");
  const [asked] = at.server.motions.replayed as {
    from: number;
    to: number;
    settings: { sensitivity: number };
  }[];
  assert.equal(asked?.settings.sensitivity, 62);
  assert.ok(asked.from < start && asked.to > start + 12e6);
  await page.getByText("Not saved yet").waitFor();
});

test("without accounts, the events are there as well", async () => {
  at.server.accounts = undefined;
  at.server.mode = "demo";
  at.server.motions.happened("a", "front", 60);
  const page = await at.visit(undefined, "#/");
  await untilState(page, "playing");
  await page.getByRole("link", { name: "Events" }).click();
  await page.locator("[data-event=a]").waitFor();
  await shoot(page, "events-demo");
});

/** Colours half across the heat, and so far down it. */
async function heatAt(page: Page, downs: readonly number[]): Promise<string[]> {
  return page.evaluate((all) => {
    const canvas = document.querySelector<HTMLCanvasElement>("canvas.heat");
    const image = canvas?.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height);
    return all.map((down) => {
      const at =
        image === undefined ? 0 : (Math.floor(down * image.height) * image.width + image.width / 2) * 4;
      return String(image?.data.slice(at, at + 4));
    });
  }, downs);
}
