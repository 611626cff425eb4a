/** A page whose conversation about alerts has begun; it counts tones, and remembers vibrations and what the device showed. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { PREFERENCES } from "./alerts.ts";
import type { Json } from "./exchange.ts";
import { PASSWORD, scene, type Scene } from "./guarded.ts";
import type { Viewer } from "./stand-in.ts";

/** Counts tones and remembers vibrations; `mute` is a browser that wants a touch first. */
export const LISTEN = `
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
export const MUTE = `
  let may = false;
  Object.defineProperty(AudioContext.prototype, "state", { get: () => (may ? "running" : "suspended") });
  AudioContext.prototype.resume = async () => void (may = true);
`;

export interface Heard {
  tones: number;
  buzzes: number[][];
  /** What became of what the device was to show. */
  notes: string[];
}

export interface AlertScene {
  at: Scene;
  /** Somebody of this role is on the page, and its conversation has begun. */
  come: (
    role: "viewer" | "operator",
    hash: string,
    preferences?: Json,
    prepare?: string,
    expected?: RegExp,
  ) => Promise<Page>;
  line: () => Promise<Viewer>;
  /** What the page has said of those types; awaited, as it says it in its own time. */
  said: (...types: string[]) => Promise<Json[]>;
}

export function alertScene(): AlertScene {
  const at = scene();

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

  async function said(...types: string[]): Promise<Json[]> {
    await at.page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 50)));
    return [...at.server.alerts.lines.keys()].flatMap((one) =>
      one.said.filter(({ type }) => types.includes(String(type))),
    );
  }

  return { at, come, line, said };
}

export function heard(page: Page): Promise<Heard> {
  return page.evaluate(() => {
    const { tones, buzzes, notes } = globalThis as unknown as Heard;
    return { tones, buzzes, notes };
  });
}

export async function until(holds: () => boolean | Promise<boolean>, patience = 8000): Promise<void> {
  const end = Date.now() + patience;
  while (!(await holds())) {
    assert.ok(Date.now() < end, `not within ${patience} ms: ${holds.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
