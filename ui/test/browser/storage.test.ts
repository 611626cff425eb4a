/** Where recordings go: for administrators, and nobody else. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { PASSWORD, scene, shoot } from "../support/guarded.ts";

const at = scene();

test("how full, what is written, what is recorded, and what was mended", async () => {
  const { past } = at.server;
  const now = Date.now() * 1000;
  past.record("front", now - 9 * 86_400e6, now, { open: true });
  past.modes.set("front", {});
  past.modes.set("garden", { mode: "events", state: "waiting" });
  past.modes.set("shed", { mode: "off", state: "off" });
  at.server.cameras.push(
    { name: "garden", width: 160, height: 90, on: true },
    { name: "shed", width: 160, height: 90, on: true },
  );
  past.storage = {
    wear: { device: "mmcblk0", used: 10, reserve: "normal" },
    mends: [
      { at: now - 3600e6, file: "front/2026/11/25/101500Z-main.mp4", what: "sealed after a cut of power" },
    ],
  };
  const page = await at.visit(at.accounts.add("ana", PASSWORD, "administrator"), "#/settings/storage");
  await page.getByText("35 GB of footage; 21 GB of 64 GB on the disk are free.").waitFor();
  await page.getByText("In /var/lib/nightjar/footage.").waitFor();
  await page.getByText("The oldest is from").waitFor();
  await page.getByText("7 GB a day").waitFor();
  await page.getByText("Not recording now: it waits for an event.").waitFor();
  await page.getByText("Nothing is recorded of this camera.").waitFor();
  await page.getByText("Of the disk's life about 10 % is used up. Normal.").waitFor();
  await page.getByText("Sealed after a cut of power.").waitFor();
  await shoot(page, "storage");
  await page.screenshot({ path: "shots/storage-whole.png", fullPage: true });
});

test("what was written in an hour is not made into a day", async () => {
  at.server.past.storage = {
    written: { since: Date.now() * 1000 - 3600e6, video: 21e6, footage: 9e5, index: 1e5, other: 0 },
  };
  const page = await at.visit(at.accounts.add("ana", PASSWORD, "administrator"), "#/settings/storage");
  await page.getByText("Written so far, counted since").waitFor();
  const facts = page.locator(".facts div");
  assert.deepEqual(await facts.allInnerTexts().then((all) => all.map((text) => text.replace(/\s+/g, " "))), [
    "Video 21 MB",
    "Files around it 900 kB",
    "Index 100 kB",
    "Everything else 0 kB",
    "In all 22 MB",
  ]);
  assert.equal(await page.getByText("a day").count(), 0);
});

test("a disk that is full is said first", async () => {
  at.server.past.storage = { problem: "the disk is full: delete what is kept, or give it more room" };
  at.server.past.modes.set("front", { state: "paused", problem: "the disk is full" });
  const page = await at.visit(at.accounts.add("ana", PASSWORD, "administrator"), "#/settings/storage");
  await page.getByRole("alert").getByText("The disk is full: delete what is kept").waitFor();
  await page.getByText("Recording is paused: the disk is full.").waitFor();
  await shoot(page, "storage-full");
});

test("others do not get there", async () => {
  const page = await at.visit(at.accounts.add("ana", PASSWORD, "operator"), "#/settings/storage");
  await page.getByRole("link", { name: "Past" }).waitFor();
  await page.getByRole("button", { name: "Menu of ana" }).click();
  assert.equal(await page.getByRole("link", { name: "Storage" }).count(), 0);
});
