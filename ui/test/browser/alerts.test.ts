/** Alerts as they come, whoever answers them, and a box that is gone. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { alertScene, heard, type Heard, LISTEN, MUTE, until } from "../support/alert-scene.ts";
import { PREFERENCES } from "../support/alerts.ts";
import { SERVER_GONE, setHidden, untilState } from "../support/browser.ts";
import type { Json } from "../support/exchange.ts";
import { PASSWORD, shoot } from "../support/guarded.ts";

const { at, come, line, said } = alertScene();

test("an alert comes up at once, with its picture, a sound and a buzz, on whatever screen", async () => {
  const page = await come("viewer", "#/health");
  at.server.alerts.happened();
  const card = page.locator(".card");
  await card.getByText("A person has been in Drive for 20 s.").waitFor({ timeout: 3000 });
  assert.match((await card.locator("img").getAttribute("src")) ?? "", /alerts\/1\/picture$/);
  await page.waitForFunction(() => (globalThis as unknown as Heard).tones === 2);
  assert.equal((await heard(page)).buzzes.length, 1);
  assert.deepEqual(await said("received", "shown"), [
    { type: "received", id: 1 },
    { type: "shown", id: 1 },
  ]);
  const bell = page.getByRole("link", { name: "Alerts, 1 not seen" });
  await bell.waitFor();
  assert.match(await page.title(), /^\(1\) /);
  at.server.alerts.happened({ title: "Car at front", text: "A car has come into Street.", picture: false });
  await page.getByText("Car at front").waitFor();
  await shoot(page, "alerts-cards");
  await card.first().getByRole("button", { name: "Put away" }).click();
  assert.equal(await card.count(), 1);
  await card.getByRole("button", { name: "Open" }).click();
  await page.getByRole("heading", { name: "Person at front" }).waitFor();
  assert.equal(await card.count(), 0);
});

test("what comes while nobody looks was received, and is shown once somebody does", async () => {
  const page = await come("viewer", "#/health");
  await setHidden(page, true);
  at.server.alerts.happened();
  await page.locator(".card").waitFor();
  assert.deepEqual(await said("received", "shown"), [{ type: "received", id: 1 }]);
  await setHidden(page, false);
  await until(async () => (await said("shown")).length === 1);
});

test("an urgent one takes the whole screen and rings until somebody, anywhere, takes care of it", async () => {
  const page = await come("operator", "#/");
  const alert = at.server.alerts.happened({ urgent: true, picture: false });
  const dialog = page.getByRole("alertdialog", { name: "Person at front" });
  await dialog.waitFor({ timeout: 3000 });
  assert.equal(await dialog.locator("img").count(), 0);
  at.server.alerts.change(alert, { picture: true });
  await dialog.locator("img").waitFor();
  await page.waitForFunction(() => (globalThis as unknown as Heard).tones >= 8, undefined, {
    timeout: 15_000,
  });
  assert.ok((await heard(page)).buzzes.length >= 2, "it goes on");
  assert.equal(await page.evaluate(() => document.activeElement?.textContent), "I take care of it");
  await shoot(page, "alerts-urgent");
  at.server.alerts.change(alert, { acknowledged: { by: "bob", at: Date.now() * 1000 } });
  await dialog.waitFor({ state: "detached" });
  await page.locator(".card").getByText("Bob takes care of it").waitFor();
  const { tones } = await heard(page);
  await page.waitForTimeout(3000);
  assert.equal((await heard(page)).tones, tones, "silent");
});

test("who took care while this page was away is heard of when it is back", async () => {
  const page = await come("viewer", "#/");
  const alert = at.server.alerts.happened({ urgent: true });
  const dialog = page.getByRole("alertdialog");
  await dialog.waitFor();
  await said("received");
  const before = await line();
  at.server.alerts.heard(before);
  before.cut();
  at.server.alerts.lines.clear();
  Object.assign(alert, { acknowledged: { by: "bob", at: Date.now() * 1000 } });
  await dialog.waitFor({ state: "hidden" });
  await page
    .locator(".card")
    .getByText(/^Bob takes care of it/)
    .waitFor();
});

test("what goes wrong with an urgent one is said where it is seen", async () => {
  const page = await come("viewer", "#/", PREFERENCES, LISTEN, /status of 503/);
  at.server.alerts.happened({ urgent: true });
  const dialog = page.getByRole("alertdialog");
  at.server.alerts.happened();
  assert.equal(
    await page.locator(".card").isVisible(),
    false,
    "what lies under the dialog cannot be answered",
  );
  at.server.alerts.broken = "the disk is full";
  await dialog.getByRole("button", { name: "I take care of it" }).click();
  await dialog
    .getByRole("alert")
    .getByText(/disk is full/)
    .waitFor();
  await dialog.getByRole("button", { name: "Not now" }).click();
  await page.locator(".card").first().waitFor();
});

test("by keyboard: Enter takes care of an urgent one, Escape puts it aside; quiet for an hour is a key", async () => {
  const page = await come("operator", "#/");
  const dialog = page.getByRole("alertdialog");
  const first = at.server.alerts.happened({ urgent: true });
  await dialog.waitFor();
  await page.keyboard.press("Enter");
  await until(() => first["acknowledged"] !== undefined);
  assert.equal((first["acknowledged"] as Json)["by"], "ana");
  await page.getByText("You take care of it").waitFor();
  at.server.alerts.happened({ urgent: true });
  await dialog.waitFor();
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  await page.locator('.card[data-alert="2"]').getByRole("button", { name: "I take care of it" }).waitFor();
  at.server.alerts.happened({ urgent: true });
  await dialog.getByRole("button", { name: "Quiet for 1 h" }).click();
  await page
    .getByText(/^Quiet until/)
    .first()
    .waitFor();
  assert.equal(at.server.asked.filter((one) => one === "PUT house/snooze").length, 1);
});

test("who wants no whole screen, no sound, or only some is told so", async () => {
  const page = await come("viewer", "#/", { ...PREFERENCES, large: false, sound: false, only: "urgent" });
  at.server.alerts.happened();
  at.server.alerts.happened({ urgent: true, title: "Smoke" });
  await page.locator(".card").getByText("Smoke").waitFor();
  assert.equal(await page.locator(".card").count(), 1);
  assert.equal(await page.getByRole("alertdialog").count(), 0);
  assert.equal((await heard(page)).tones, 0);
  assert.equal((await said("received")).length, 2, "all of it came");
  assert.deepEqual(await said("shown"), [{ type: "shown", id: 2 }]);
});

test("where the browser forbids a sound, a key says so and turns it on", async () => {
  const page = await come("viewer", "#/", PREFERENCES, LISTEN + MUTE);
  at.server.alerts.happened();
  const key = page.locator(".card").getByRole("button", { name: "Turn sound on" });
  await key.waitFor();
  assert.equal((await heard(page)).tones, 0);
  await shoot(page, "alerts-mute");
  await key.click();
  await page.waitForFunction(() => (globalThis as unknown as Heard).tones > 0);
  await key.waitFor({ state: "detached" });
});

test("out of sight the device shows it, if that was allowed; a card is there on the way back", async () => {
  const page = await come("viewer", "#/health");
  await page.context().grantPermissions(["notifications"]);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await page.waitForFunction(() => Notification.permission === "granted");
  await setHidden(page, true);
  const alert = at.server.alerts.happened();
  // Not asked for before: a browser that is asked while it shows one forgets it.
  await page.waitForFunction(() => (globalThis as unknown as Heard).notes.length > 0);
  assert.deepEqual((await heard(page)).notes, ["shown"]);
  const shown = (): Promise<string[]> =>
    page.evaluate(async () => {
      const notes = await (await navigator.serviceWorker.ready).getNotifications();
      return notes.map(({ title, body, data }) => `${title} | ${body} | ${String(data)}`);
    });
  await until(async () => (await shown()).length === 1);
  assert.deepEqual(await shown(), ["Person at front | A person has been in Drive for 20 s. | #/alerts/1"]);
  at.server.alerts.change(alert, { acknowledged: { by: "bob", at: Date.now() * 1000 } });
  await until(async () => (await shown()).length === 0);
});

test("what was missed comes when the page is back, and says that it is late", async () => {
  const page = await come("viewer", "#/health");
  (await line()).cut();
  await until(() => at.server.alerts.lines.size === 0);
  at.server.alerts.kept({ at: (Date.now() - 900_000) * 1000, urgent: true });
  await page
    .locator(".card")
    .getByText(/^Missed, .*front$/)
    .waitFor();
  assert.equal(await page.getByRole("alertdialog").count(), 0, "too late to fill the screen");
  assert.equal((await heard(page)).tones, 0);
});

test("a box that falls silent is gone, since when is said, and it is back by itself", async () => {
  const page = await come("viewer", "#/health");
  const gone = page.getByRole("alert").getByText(/^Nightjar has not answered since \d/);
  const dumb = await line();
  dumb.isDumb = true;
  const began = Date.now();
  await gone.waitFor({ timeout: 16_000 });
  const took = Date.now() - began;
  assert.ok(took > 3000 && took < 14_500, `${took} ms`);
  await gone.waitFor({ state: "hidden", timeout: 20_000 }); // the next conversation is answered
});

test("a box that goes is gone at once, on any screen; the page says one thing, not two", async () => {
  const page = await come(
    "viewer",
    "#/alerts",
    PREFERENCES,
    LISTEN,
    new RegExp(`${SERVER_GONE.source}|status of`),
  );
  const port = Number(new URL(at.url).port);
  await page.getByText("Nothing yet").waitFor();
  await at.server.close();
  const gone = page.getByText(/^Nightjar has not answered since \d/);
  await gone.waitFor({ timeout: 6000 });
  await page.waitForTimeout(2500);
  assert.equal(await page.getByText("The server does not answer. Trying again.").isVisible(), false);
  await shoot(page, "alerts-gone");
  await at.server.listen(port);
  await gone.waitFor({ state: "hidden", timeout: 20_000 });
});

test("a restart is said as one", async () => {
  const page = await come("viewer", "#/health");
  (await line()).end("the program is renewed", true, 2000);
  await page.getByText("Nightjar restarts.").waitFor();
  assert.equal(await page.getByText(/has not answered/).count(), 0);
  await page.getByText("Nightjar restarts.").waitFor({ state: "hidden", timeout: 20_000 });
});

test("an older server has no alerts, and nothing is amiss", async () => {
  at.server.alerts.isOld = true;
  const page = await at.visit(at.accounts.add("ana", PASSWORD, "viewer"), "#/");
  await untilState(page, "playing");
  assert.equal(await page.locator("[data-bell]").isVisible(), false);
  assert.equal(await page.getByRole("group", { name: "Mode of the house" }).isVisible(), false);
  await page.getByRole("button", { name: "Menu of ana" }).click();
  assert.equal(await page.getByRole("dialog").getByRole("link", { name: "Alerts" }).count(), 0);
  await page.goto(`${at.url}#/alerts`);
  await page.getByText("This Nightjar has no alerts yet").waitFor();
});

test("the page can be installed, and says what to check where it cannot reach the box", async () => {
  const page = await come(
    "viewer",
    "#/",
    PREFERENCES,
    "",
    new RegExp(`${SERVER_GONE.source}|status of|policy`),
  );
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  const icons = await page.evaluate(async () => {
    const link = document.querySelector<HTMLLinkElement>('link[rel="manifest"]')?.href ?? "";
    const { icons: all } = (await (await fetch(link)).json()) as { icons: { src: string }[] };
    return Promise.all(all.map(async ({ src }) => (await fetch(src)).status));
  });
  assert.deepEqual(icons, [200, 200, 200]);
  await at.server.close();
  await page.reload();
  await page.getByRole("heading", { name: "Nightjar cannot be reached from here" }).waitFor();
  await shoot(page, "alerts-unreachable");
});

test("nobody is told who is not logged in", async () => {
  const page = await come("viewer", "#/");
  await page.getByRole("button", { name: "Menu of ana" }).click();
  await page.getByRole("button", { name: "Log out" }).click();
  await untilState(page, "login");
  await until(() => at.server.alerts.lines.size === 0);
  assert.equal(await page.locator("[data-bell]").isVisible(), false);
  assert.equal(await page.locator("[data-house]").isVisible(), false);
});
