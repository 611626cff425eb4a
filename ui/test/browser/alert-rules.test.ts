/** Rules put together in a sentence, and ways to tell somebody. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { alertScene, heard, until } from "../support/alert-scene.ts";
import { delivery, RULE } from "../support/alerts.ts";
import { PHONE } from "../support/browser.ts";
import type { Json } from "../support/exchange.ts";
import { shoot } from "../support/guarded.ts";

const { at, come, said } = alertScene();

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
