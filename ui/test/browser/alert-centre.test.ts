/** The house, the list of what was told, and one of it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Locator } from "playwright-core";
import { alertScene, until } from "../support/alert-scene.ts";
import { delivery, RULE } from "../support/alerts.ts";
import { PHONE, untilState } from "../support/browser.ts";
import { shoot } from "../support/guarded.ts";

const { at, come } = alertScene();

test("the house's mode is one tap for who may, and words for who may not", async () => {
  const page = await come("operator", "#/");
  await untilState(page, "playing");
  const modes = page.getByRole("group", { name: "Mode of the house" });
  const pressed = (): Locator => modes.locator('[aria-pressed="true"]');
  assert.equal(await pressed().textContent(), "Home");
  await shoot(page, "alerts-front");
  await page.setViewportSize(PHONE);
  const box = await modes.getByRole("button", { name: "Away" }).boundingBox();
  assert.ok((box?.height ?? 0) >= 44 && (box?.y ?? 0) > PHONE.height / 2, "where a thumb is");
  await modes.getByRole("button", { name: "Away" }).click();
  await modes.locator('[aria-pressed="true"]').getByText("Away").waitFor();
  assert.deepEqual([at.server.alerts.house["mode"], at.server.alerts.house["by"]], ["away", "ana"]);
  at.server.alerts.setHouse({ mode: "night", by: "bob" });
  await modes.locator('[aria-pressed="true"]').getByText("Night").waitFor();
  at.server.alerts.setHouse({ snoozedUntil: (Date.now() + 3600_000) * 1000 });
  await page.getByText(/^Quiet until/).waitFor();
  await shoot(page, "alerts-front-quiet");
  await page.getByRole("button", { name: "End" }).click();
  await page.getByText(/^Quiet until/).waitFor({ state: "hidden" });
  assert.equal(at.server.alerts.house["snoozedUntil"], 0);
});

test("a viewer sees the house's mode and changes nothing, here or on the server", async () => {
  const page = await come("viewer", "#/");
  await page.getByText(/The house: Home since/).waitFor();
  assert.equal(await page.getByRole("button", { name: "Away" }).count(), 0);
  await shoot(page, "alerts-front-viewer");
  const status = await page.evaluate(async () => {
    const body = JSON.stringify({ mode: "off" });
    const headers = { "Content-Type": "application/json" };
    return (await fetch("api/v1/house/mode", { method: "PUT", body, headers })).status;
  });
  assert.equal(status, 403);
  at.server.alerts.rules = [RULE];
  await page.goto(`${at.url}#/alerts/rules`);
  await page.getByText("Operators and administrators can change these.").waitFor();
  assert.equal(await page.getByLabel("Who or what").isDisabled(), true);
  assert.equal(await page.getByRole("button", { name: "Add a rule" }).isVisible(), false);
  await page.goto(`${at.url}#/alerts/ways`);
  await page.getByRole("heading", { name: "On this page, for you" }).waitFor();
  assert.equal(await page.getByRole("button", { name: /^Test .* now$/ }).count(), 0);
});

test("the list: day by day, what reached whom, who takes care, what was given up in red", async () => {
  const { alerts } = at.server;
  const now = Date.now() * 1000;
  alerts.kept({
    at: now - 86_400e6,
    title: "Car at front",
    text: "A car has stood in Street.",
    acknowledged: { by: "bob", at: now - 86_300e6 },
    seen: [{ by: "ana", at: now - 86_200e6 }],
  });
  alerts.kept({
    at: now - 900e6,
    urgent: true,
    deliveries: [
      delivery("phone", "dead", { attempts: 5, error: "no such topic" }),
      delivery("page", "delivered", { by: "bob" }),
    ],
  });
  const page = await come("operator", "#/alerts");
  await page.getByRole("heading", { name: "Yesterday" }).waitFor();
  const newest = page.locator('.entry[data-alert="2"]');
  await newest.getByText("Told on 1 of 2 ways").waitFor();
  await newest
    .locator(".wrong")
    .getByText(/^phone: given up .* after 5 tries, no such topic$/)
    .waitFor();
  await newest.getByText("new", { exact: true }).waitFor();
  await page
    .locator('.entry[data-alert="1"]')
    .getByText(/^Bob takes care of it, since/)
    .waitFor();
  await until(() => at.server.asked.includes("POST alerts/seen"));
  await page.getByRole("link", { name: "Alerts", exact: true }).waitFor();
  await page.getByRole("button", { name: "Put away" }).click();
  await shoot(page, "alerts-list");
  await newest.getByRole("button", { name: "I take care of it" }).click();
  await newest.getByText(/^You take care of it, since/).waitFor();
  await page.getByRole("button", { name: "Quiet for 15 min" }).click();
  await page
    .locator(".at-home")
    .getByText(/^Quiet until/)
    .waitFor();
  alerts.happened({ title: "Dog at front", text: "A dog has come in." });
  await page.locator(".entry").getByText("Dog at front").waitFor();
  const marks = page.getByText("new", { exact: true });
  assert.equal(await marks.count(), 2, "what has come since, and what nobody here had seen");
  await page.reload();
  await newest.waitFor();
  assert.equal(await marks.count(), 0);
});

test("more was missed than comes at once: what lies between is asked for, and not passed over", async () => {
  const { alerts } = at.server;
  alerts.kept({ title: "The oldest" });
  const page = await come("operator", "#/alerts");
  await page.locator(".entry").getByText("The oldest").waitFor();
  const [open] = alerts.lines.keys();
  open?.cut();
  alerts.lines.clear();
  Array.from({ length: 40 }, (_, i) => alerts.kept({ title: `Missed ${i}`, seen: [{ by: "ana", at: 1 }] }));
  alerts.receivedAll("ana");
  await page.locator(".entry").getByText("Missed 39", { exact: true }).waitFor();
  await page.getByRole("button", { name: "More" }).click();
  await page.locator(".entry").getByText("Missed 0", { exact: true }).waitFor();
  await page.locator(".entry").getByText("The oldest").waitFor();
  assert.equal(await page.locator(".entry").count(), 41);
});

test("a list that is long goes on by a key; one that is empty leads to rules; one that does not come says so", async () => {
  const { alerts } = at.server;
  const page = await come("viewer", "#/alerts");
  await page.getByText("Nothing yet").waitFor();
  await shoot(page, "alerts-empty");
  const lists = /api\/v1\/alerts\?/; // asked for again by the page itself once it hears of the box
  await page.route(lists, (route) =>
    route.fulfill({ status: 500, json: { error: "the disk cannot be read" } }),
  );
  await page.reload();
  await page.getByText("The disk cannot be read.").waitFor();
  await page.unroute(lists);
  for (let i = 0; i < 35; i++) {
    alerts.kept({
      title: `Number ${i}`,
      at: (Date.now() - 86_400_000) * 1000,
      acknowledged: { by: "bob", at: 1 },
    });
  }
  await page.getByRole("button", { name: "Ask again" }).click();
  await page.getByText("Number 34").waitFor();
  assert.equal(await page.locator(".entry").count(), 30);
  await page.getByRole("button", { name: "More" }).click();
  await page.getByText("Number 0").waitFor();
  await page.getByText("That is all.").waitFor();
});

test("one alert: picture or clip in place, each receipt in words, ways to the event and the footage", async () => {
  const { alerts } = at.server;
  const time = Date.now() * 1000;
  const alert = alerts.kept({
    at: time,
    clip: true,
    deliveries: [
      delivery("phone", "accepted", { by: "ntfy.lan" }),
      delivery("broker", "waiting", { attempts: 2, next: time + 420e6, error: "connection refused" }),
      delivery("mail", "dead", { attempts: 9, error: "mailbox unavailable" }),
    ],
    seen: [{ by: "bob", at: time }],
  });
  const page = await come("viewer", "#/alerts/1");
  await page.getByText(/^phone: accepted by ntfy.lan /).waitFor();
  await page.getByText(/^broker: waiting, 3rd try at .*, connection refused$/).waitFor();
  await page
    .locator("li.wrong")
    .getByText(/^mail: given up/)
    .waitFor();
  await page.getByText(/^Seen by Bob/).waitFor();
  assert.match((await page.locator("video").getAttribute("src")) ?? "", /alerts\/1\/clip$/);
  assert.equal(await page.getByRole("link", { name: "The event" }).getAttribute("href"), "#/events/seen");
  assert.equal(
    await page.getByRole("link", { name: "What was recorded" }).getAttribute("href"),
    `#/front/past/${time - 5e6}`,
  );
  await page.getByRole("button", { name: "Put away" }).click();
  await shoot(page, "alerts-one");
  alerts.change(alert, { acknowledged: { by: "bob", at: time } });
  await page
    .locator(".story")
    .getByText(/^Bob takes care of it/)
    .waitFor();
  await page.goto(`${at.url}#/alerts/99`);
  await page.getByText("There is no such alert.").waitFor();
});
