/** Alerts: as they come and whoever answers them, the house, the list, rules, ways, and a box that is gone. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Locator, Page } from "playwright-core";
import { delivery, PREFERENCES } from "../support/alerts.ts";
import { PHONE, setHidden, untilState } from "../support/browser.ts";
import type { Json } from "../support/exchange.ts";
import { PASSWORD, scene, shoot } from "../support/guarded.ts";
import type { Viewer } from "../support/stand-in.ts";

const at = scene();

/** Counts tones and remembers vibrations; `mute` is a browser that wants a touch first. */
const LISTEN = `
  window.tones = 0;
  window.buzzes = [];
  const make = AudioContext.prototype.createOscillator;
  AudioContext.prototype.createOscillator = function () {
    window.tones++;
    return make.call(this);
  };
  Navigator.prototype.vibrate = (pattern) => window.buzzes.push(pattern) > 0;
  window.notes = [];
  const workers = window.ServiceWorkerRegistration?.prototype;
  if (workers !== undefined) {
    const show = workers.showNotification;
    workers.showNotification = function (...all) {
      const showing = show.apply(this, all);
      showing.then(() => window.notes.push("shown"), (e) => window.notes.push(String(e)));
      return showing;
    };
  } // else this page may show nothing outside itself
`;
const MUTE = `
  let may = false;
  Object.defineProperty(AudioContext.prototype, "state", { get: () => (may ? "running" : "suspended") });
  AudioContext.prototype.resume = async () => void (may = true);
`;

interface Heard {
  tones: number;
  buzzes: number[][];
  /** What became of what the device was to show. */
  notes: string[];
}

test("an alert comes up within a second, with its picture, a sound and a buzz, on whatever screen", async () => {
  const page = await come("viewer", "#/health");
  at.server.alerts.happened();
  const card = page.locator(".card");
  await card.getByText("A person has been in Drive for 20 s.").waitFor({ timeout: 1000 });
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
  await dialog.waitFor({ timeout: 1000 });
  assert.equal(await dialog.locator("img").count(), 0);
  at.server.alerts.change(alert, { picture: true });
  await dialog.locator("img").waitFor();
  await page.waitForFunction(() => (globalThis as unknown as Heard).tones >= 8, undefined, { timeout: 5000 });
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
  await gone.waitFor({ state: "hidden", timeout: 8000 }); // the next conversation is answered
});

test("a box that goes is gone at once, on any screen; the page says one thing, not two", async () => {
  const page = await come("viewer", "#/alerts", PREFERENCES, LISTEN, /ERR_|WebSocket|status of/);
  const port = Number(new URL(at.url).port);
  await page.getByText("Nothing yet").waitFor();
  await at.server.close();
  const gone = page.getByText(/^Nightjar has not answered since \d/);
  await gone.waitFor({ timeout: 3000 });
  await page.waitForTimeout(2500);
  assert.equal(await page.getByText("The server does not answer. Trying again.").isVisible(), false);
  await shoot(page, "alerts-gone");
  await at.server.listen(port);
  await gone.waitFor({ state: "hidden", timeout: 8000 });
});

test("a restart is said as one", async () => {
  const page = await come("viewer", "#/health");
  (await line()).end("the program is renewed", true, 2000);
  await page.getByText("Nightjar restarts.").waitFor();
  assert.equal(await page.getByText(/has not answered/).count(), 0);
  await page.getByText("Nightjar restarts.").waitFor({ state: "hidden", timeout: 6000 });
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

const RULE: Json = {
  name: "Somebody",
  on: true,
  modes: ["night", "away"],
  times: "",
  light: "any",
  cameras: [],
  what: { type: "object", kinds: ["person"], zone: "", stays: false, seconds: 0 },
  coolDown: 300,
  digest: 0,
  channels: [],
  urgent: false,
};

test("who has no rule is offered some; they are saved whole", async () => {
  const page = await come("operator", "#/alerts/rules");
  await page.getByText("No rule yet").waitFor();
  await shoot(page, "alerts-rules-none");
  await page.getByRole("button", { name: "Take all three" }).click();
  assert.equal(await page.locator(".alert-rules > li").count(), 3);
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Saved. These rules hold from now on.").waitFor();
  assert.deepEqual(
    at.server.alerts.rules.map(({ name }) => name),
    ["A person at night or away", "A camera gives no picture", "The disk is full"],
  );
  assert.equal(await page.getByRole("button", { name: "Save" }).isVisible(), false);
  await page.reload();
  await page.locator(".alert-rules > li").nth(2).waitFor();
});

test("a rule is put together in a sentence, tried on the past week, and refused where it is wrong", async () => {
  const { alerts } = at.server;
  alerts.ways = [WAY];
  alerts.rules = [RULE];
  const time = Date.now() * 1000 - 7200e6;
  alerts.simulated = {
    days: 7,
    fired: 4,
    heldBack: 2,
    times: [
      { at: time, camera: "front", text: "A person has been in Drive for 20 s.", event: "seen" },
      { at: time - 86_400e6, camera: "front", text: "A person has been in Drive for 20 s.", event: "" },
    ],
    note: "two days are not kept any more",
  };
  const page = await come("operator", "#/alerts/rules");
  await page.getByRole("button", { name: "Add a rule" }).click();
  const rule = page.locator(".alert-rules > li").nth(1);
  await rule.getByLabel("What it does").selectOption("is");
  await rule.getByLabel("Where").selectOption("Drive");
  await rule.getByLabel("Which camera").selectOption({ label: "front" });
  await rule.getByLabel("How long").selectOption("30");
  await rule.getByRole("button", { name: "While it is home" }).click();
  await rule.getByLabel("At what times").selectOption("between");
  await rule.getByLabel("From").fill("21:30");
  await rule.getByLabel("By which ways").selectOption({ label: "phone" });
  await rule.getByLabel("How often at most").selectOption("900");
  await rule.getByLabel(/^Urgent/).check();
  assert.equal(await rule.getByLabel("Called").inputValue(), "Person in Drive at front");
  await rule.getByRole("button", { name: "Try it on the past week" }).click();
  await rule
    .getByText("In the past week it would have told you 4 times, and held back 2 times more.")
    .waitFor();
  await rule.getByText("Two days are not kept any more.").waitFor();
  const links = await rule
    .locator(".rule-tried a")
    .evaluateAll((all) => all.map((one) => one.getAttribute("href")));
  assert.deepEqual(links, ["#/events/seen", `#/front/past/${time - 86_400e6 - 5e6}`]);
  await shoot(page, "alerts-rules");
  await page.screenshot({ path: "shots/alerts-rules-whole-desk.png", fullPage: true });
  await page.setViewportSize(PHONE);
  await page.screenshot({ path: "shots/alerts-rules-whole-phone.png", fullPage: true });
  await rule.getByLabel("At what times").selectOption("text");
  await rule.getByLabel("Times", { exact: true }).fill("Tuesday 10:00-11:00");
  await rule.getByLabel("Times", { exact: true }).press("Tab");
  await rule.getByRole("button", { name: "Try it on the past week" }).click();
  await rule.locator(".wrong").getByText("Times: Tuesday is no day; write Tue.").waitFor();
  await rule.getByLabel("At what times").selectOption("between");
  await rule.getByLabel("Called").fill("Somebody");
  await page.getByRole("button", { name: "Save" }).click();
  await rule.getByText("Another rule has this name.").waitFor();
  await rule.getByLabel("Called").fill("Lingering");
  at.server.instead.set("PUT alerts/rules", {
    status: 422,
    body: { error: "there is no zone Drive any more", code: "field", field: "rules[1].what.zone" },
  });
  await page.getByRole("button", { name: "Save" }).click();
  await rule.getByText("There is no zone Drive any more.").waitFor();
  await shoot(page, "alerts-rules-refused");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Saved. These rules hold from now on.").waitFor();
  assert.deepEqual(alerts.rules, [
    RULE,
    {
      name: "Lingering",
      on: true,
      modes: ["home", "night", "away"],
      times: "daily 22:00-06:00",
      light: "any",
      cameras: ["front"],
      what: { type: "object", kinds: ["person"], zone: "Drive", stays: false, seconds: 30 },
      coolDown: 900,
      digest: 0,
      channels: ["phone"],
      urgent: true,
    },
  ]);
});

test("a line is drawn by its two ends, by mouse and by keys; leaving asks first", async () => {
  at.server.alerts.rules = [RULE];
  const page = await come("operator", "#/alerts/rules");
  await page.getByLabel("What it does").selectOption("line");
  const end = page.getByRole("button", { name: /^End 1 of the line/ });
  await end.waitFor();
  await page.getByLabel("Which way", { exact: true }).selectOption("left");
  const box = (await end.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  const over = (await page.locator(".liner .over").boundingBox()) ?? { x: 0, y: 0, width: 1, height: 1 };
  await page.mouse.move(box.x + 22, box.y + 22);
  await page.mouse.down();
  await page.mouse.move(over.x + over.width * 0.2, over.y + over.height * 0.4, { steps: 4 });
  await page.mouse.up();
  await page.getByRole("button", { name: /^End 2 of the line/ }).press("Shift+ArrowUp");
  await shoot(page, "alerts-line");
  await page.getByRole("link", { name: /^. Alerts$/ }).click();
  await page.getByRole("dialog", { name: "Not saved yet" }).getByRole("button", { name: "Stay" }).click();
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Saved. These rules hold from now on.").waitFor();
  const saved = at.server.alerts.rules[0] ?? {};
  const { line: drawn, way } = saved["what"] as { line: number[]; way: string };
  assert.deepEqual(saved["cameras"], ["front"]);
  assert.equal(way, "left");
  [0.2, 0.4, 0.7, 0.7].forEach((share, i) =>
    assert.ok(Math.abs(share - (drawn[i] ?? 0)) < 0.02, drawn.join()),
  );
});

const WAY: Json = {
  name: "phone",
  kind: "ntfy",
  state: "ready",
  problem: "",
  waiting: 0,
  dead: 0,
  accepted: 0,
};

test("a way is tested, and how that fares is followed to its end", async () => {
  const { alerts } = at.server;
  alerts.ways = [
    { ...WAY, accepted: Date.now() * 1000 - 60e6 },
    {
      ...WAY,
      name: "broker",
      kind: "mqtt",
      state: "failing",
      problem: "connection refused",
      waiting: 3,
      dead: 1,
    },
  ];
  const error = "connection refused";
  alerts.testing = [
    delivery("phone", "waiting", { attempts: 1, error }),
    delivery("phone", "accepted", { by: "ntfy.lan" }),
  ];
  const page = await come("operator", "#/alerts/ways");
  await page.getByText("Fails: connection refused").waitFor();
  await page.getByText("1 given up").waitFor();
  await page.getByRole("button", { name: "Test phone now" }).click();
  await page.getByText("phone: waiting, 2nd try, connection refused").waitFor();
  await page.getByText(/^phone: accepted by ntfy.lan /).waitFor();
  alerts.testing = [delivery("broker", "dead", { attempts: 1, error: "not authorised" })];
  await page.getByRole("button", { name: "Test broker now" }).click();
  await page
    .locator(".wrong")
    .getByText(/^broker: given up .* after 1 try, not authorised$/)
    .waitFor();
  await shoot(page, "alerts-ways");
  await page.screenshot({ path: "shots/alerts-ways-whole-desk.png", fullPage: true });
});

test("without a way, it is said how to get one; how one wants it is kept by person", async () => {
  at.server.cameras.push({ name: "garden", width: 160, height: 90, on: true });
  const page = await come("viewer", "#/alerts/ways");
  await page.getByText("No way beyond this page").waitFor();
  await page.getByText("alerts.channels").waitFor();
  await page.getByLabel("Vibration").uncheck();
  await page.getByLabel("Only urgent ones").check();
  await page.getByRole("group", { name: "Of which cameras" }).getByLabel("garden").uncheck();
  await page.getByText("Saved.").waitFor();
  await until(() => at.server.asked.filter((one) => one === "PUT me/alerts").length === 3);
  assert.deepEqual(at.server.alerts.preferences.get("ana"), {
    sound: true,
    vibrate: false,
    large: true,
    cameras: ["front"],
    only: "urgent",
  });
  await page.getByRole("button", { name: "Test sound" }).click();
  await page.getByText("That was it.").waitFor();
  assert.equal((await heard(page)).tones, 2);
  await page.getByRole("button", { name: "Show them on this device" }).waitFor();
  await shoot(page, "alerts-preferences");
  await page.screenshot({ path: "shots/alerts-preferences-whole-desk.png", fullPage: true });
  await page.setViewportSize(PHONE);
  await page.screenshot({ path: "shots/alerts-preferences-whole-phone.png", fullPage: true });
  at.server.alerts.happened();
  await until(async () => (await said("received")).length === 1);
  assert.equal(await page.locator(".card").count(), 0, "not urgent");
});

test("the page can be installed, and says what to check where it cannot reach the box", async () => {
  const page = await come("viewer", "#/", PREFERENCES, "", /ERR_|WebSocket|status of|policy/);
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

/** Somebody of this role is on the page, and its conversation has begun. */
async function come(
  role: "viewer" | "operator",
  hash: string,
  preferences: Json = PREFERENCES,
  prepare = LISTEN,
  expected = /status of 4\d\d|status of 500/,
): Promise<Page> {
  at.server.alerts.preferences.set("ana", preferences);
  const page = await at.visit(at.accounts.add("ana", PASSWORD, role), hash, { prepare, expected });
  await line();
  await page.locator("section.cards").waitFor({ state: "attached" });
  return page;
}

async function line(): Promise<Viewer> {
  await until(() => at.server.alerts.lines.size > 0);
  const [open] = at.server.alerts.lines.keys();
  assert.ok(open !== undefined);
  return open;
}

/** What the page has said of those types; awaited, as it says it in its own time. */
async function said(...types: string[]): Promise<Json[]> {
  await at.page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 50)));
  return [...at.server.alerts.lines.keys()].flatMap((one) =>
    one.said.filter(({ type }) => types.includes(String(type))),
  );
}

function heard(page: Page): Promise<Heard> {
  return page.evaluate(() => {
    const { tones, buzzes, notes } = globalThis as unknown as Heard;
    return { tones, buzzes, notes };
  });
}

async function until(holds: () => boolean | Promise<boolean>, patience = 8000): Promise<void> {
  const end = Date.now() + patience;
  while (!(await holds())) {
    assert.ok(Date.now() < end, `not within ${patience} ms: ${holds.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
