/** A camera with a day of recordings, and its screen of the past. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import type { Role } from "./accounts.ts";
import { readClock } from "./drawn-clock.ts";
import { PASSWORD, type Scene } from "./guarded.ts";
import { filming } from "./playing.ts";

export const MINUTE = 60e6;
export const HOUR = 60 * MINUTE;

/** What a camera might have recorded since yesterday: breaks, an hour without, and what happened. */
export function aDay(at: Scene): { now: number; gap: { from: number; to: number }; events: number[] } {
  const { past, motions } = at.server;
  const now = Math.floor(Date.now() / 1000) * 1e6;
  const gap = { from: now - 40 * MINUTE, to: now - 12 * MINUTE };
  const events = [now - 26 * HOUR, now - 9 * HOUR, now - 8.7 * HOUR, now - 55 * MINUTE, now - 6 * MINUTE];
  at.server.onStart = filming;
  at.server.cameras = [{ name: "front", width: 160, height: 90, on: true }];
  past.modes.set("front", {});
  past.record("front", now - 30 * HOUR, now - 14 * HOUR);
  past.record("front", now - 13 * HOUR, gap.from);
  past.record("front", gap.to, now - 3 * MINUTE);
  past.record("front", now - 3 * MINUTE, now, { open: true });
  for (const [i, start] of events.entries()) {
    motions.happened(`e${i}`, "front", (Date.now() * 1000 - start) / 1e6, { end: start + 40e6 });
  }
  return { now, gap, events };
}

export function look(
  at: Scene,
  hash: string,
  options: Parameters<Scene["visit"]>[2] & { role?: Role } = {},
): Promise<Page> {
  const { role = "operator", ...visiting } = options;
  return at.visit(at.accounts.add("ana", PASSWORD, role), hash, { play: "mse", ...visiting });
}

/** The clock in the picture and the bar's, each time a picture has just come. */
export async function sameTime(page: Page, pictures = 12): Promise<void> {
  const far: number[] = [];
  for (let i = 0; i < pictures; i++) {
    const [reading] = await readClock(page, 1);
    const bar = Number(await page.getByRole("slider", { name: "Time" }).getAttribute("aria-valuenow"));
    far.push(Math.abs((reading?.drawn ?? 0) / 1000 - bar));
  }
  far.sort((a, b) => a - b);
  assert.ok((far[pictures >> 1] ?? Infinity) <= 1.2, `the bar is off by ${far.join(" ")} s`);
}

/** Until pictures of the past come. */
export async function playing(page: Page): Promise<void> {
  await page.locator('.past[data-mode="past"] video').waitFor();
  assert.equal((await readClock(page, 2)).length, 2, "pictures come");
}
