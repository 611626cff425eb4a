/** How the box is doing: what is done without, each reading, and what it does not show. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { SERVER_GONE } from "../support/browser.ts";
import { PASSWORD, scene, shoot } from "../support/guarded.ts";
import { WELL } from "../support/stand-in.ts";

const at = scene();

const HOT = {
  ...WELL,
  level: 3,
  word: "reduced",
  line: "main at 10 fps: 82 °C",
  sheds: [
    { what: "motion looked for half as often", why: "80 °C" },
    { what: "main at 10 fps", why: "82 °C" },
  ],
  readings: { ...WELL.readings, temperature: 82.3, slowed: true, undervolted: true },
};

test("a box that is well says so, and what it reads", async () => {
  const page = await at.visit(at.accounts.add("ana", PASSWORD, "viewer"));
  await page.getByRole("link", { name: "Past" }).waitFor();
  assert.equal(await page.locator("[data-shed]").isVisible(), false);
  await page.getByRole("button", { name: "Menu of ana" }).click();
  await page.getByRole("link", { name: "Health" }).click();
  await page.getByText("Nothing. All is as set.").waitFor();
  assert.deepEqual(await readings(), [
    "Processor 42 % of 4 cores",
    "Wait for the processor Too much from 50 % on. 10 %",
    "Temperature Too much from 80 °C on. 61 °C",
    "Free memory Too little below 40 MB. 120 MB",
    "Wait for memory Too much from 30 % on. 0 %",
    "Free camera memory Too little below 2 MB. 40 MB",
    "Disk Too much from 1 s on. 4.1 ms",
    "Wait for the disk Too much from 70 % on. 2 %",
    "Wi-Fi 43.3 Mbit/s, −61 dBm",
  ]);
  await shoot(page, "health");
});

test("what a hot box does without is one line on the page of cameras, which leads to more", async () => {
  at.server.health = HOT;
  const page = await at.visit(at.accounts.add("ana", PASSWORD, "viewer"));
  await page.getByRole("link", { name: "Main at 10 fps: 82 °C." }).waitFor();
  await shoot(page, "health-line");
  await page.getByRole("link", { name: "Main at 10 fps: 82 °C." }).click();
  await page.getByText("Motion looked for half as often: 80 °C.").waitFor();
  await page.getByText("Its power supply is too weak.").waitFor();
  assert.equal(await page.locator("[data-shed]").isVisible(), false);
  await shoot(page, "health-hot");
  at.server.health = WELL;
  await page.getByText("Nothing. All is as set.").waitFor({ timeout: 20_000 });
});

test("what the box does not show is not known", async () => {
  const { cores } = WELL.readings;
  const none = { cpu: null, memory: null, io: null };
  const readings_ = Object.fromEntries(Object.keys(WELL.readings).map((name) => [name, null]));
  at.server.health = { ...WELL, readings: { ...readings_, cores, pressure: none } };
  const page = await at.visit(at.accounts.add("ana", PASSWORD, "viewer"), "#/health");
  await page.getByText("Nothing. All is as set.").waitFor();
  const all = await readings();
  assert.ok(all.length === 9 && all.every((one) => one.endsWith("not known here")), all.join("\n"));
  await shoot(page, "health-unknown");
});

test("a server that is away is said to be, and asked again", async () => {
  const page = await at.visit(at.accounts.add("ana", PASSWORD, "viewer"), "#/health", {
    expected: new RegExp(`status of (4\\d\\d|503)|${SERVER_GONE.source}`),
  });
  await page.getByText("Nothing. All is as set.").waitFor();
  at.server.instead.set("GET health", { status: 503, body: { error: "it is starting" } });
  await page.getByRole("alert").getByText("It is starting.").waitFor({ timeout: 20_000 });
  await page.getByRole("button", { name: "Ask again" }).click();
  await page.getByText("Nothing. All is as set.").waitFor();
  const port = Number(new URL(at.url).port);
  await at.server.close();
  await page.getByRole("alert").getByText("The server does not answer.").waitFor({ timeout: 20_000 });
  await at.server.listen(port);
  await page.getByText("Nothing. All is as set.").waitFor({ timeout: 10_000 });
});

async function readings(): Promise<string[]> {
  const rows = await at.page.locator(".panel").last().locator("li").allInnerTexts();
  return rows.map((text) => text.replace(/\s+/g, " "));
}
