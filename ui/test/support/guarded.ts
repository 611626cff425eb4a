/** A browser and a stand-in with accounts, for tests of what people with and without one see. */
import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { after, afterEach, before, beforeEach } from "node:test";
import type { Browser, Locator, Page } from "playwright-core";
import type { Accounts, Person } from "./accounts.ts";
import { DESK, launch, open, PHONE, type Watched } from "./browser.ts";
import { playing } from "./playing.ts";
import { StandIn } from "./stand-in.ts";

export const PASSWORD = "correct horse battery";

/** Refusals are in the browser's console too. */
const REFUSED = /status of 4\d\d/;

export interface Scene {
  server: StandIn;
  accounts: Accounts;
  page: Page;
  /** With its slash. */
  url: string;
  /** Opens the page, with a session if somebody's is given. */
  visit(person?: Person, hash?: string, options?: Visiting): Promise<Page>;
}

interface Visiting {
  confirmed?: boolean;
  expected?: RegExp;
  host?: string;
  /** How it is to play. */
  play?: "webcodecs" | "mse" | "jpeg";
  size?: { width: number; height: number };
  /** Run in the page before its own code. */
  prepare?: string;
}

/** Made anew for each test of a file; what the page complained about is looked at after each. */
export function scene(): Scene {
  let browser: Browser;
  let watched: Watched | undefined;
  const made = {} as Scene;

  before(async () => {
    await mkdir("shots", { recursive: true });
    browser = await launch();
  });
  after(() => browser.close());

  beforeEach(async () => {
    made.server = new StandIn("dist");
    made.server.onStart = playing;
    made.server.cameras = [{ name: "front", width: 160, height: 90, on: true }];
    made.accounts = made.server.guard();
    made.url = `http://localhost:${await made.server.listen()}/`;
    made.visit = async (
      person,
      hash = "",
      { confirmed = true, expected = REFUSED, host, play = "jpeg", size, prepare = "" } = {},
    ) => {
      const url = host === undefined ? made.url : made.url.replace("localhost", host);
      watched = await open(browser, "about:blank", { expected, size: size ?? DESK, prepare });
      made.page = watched.page;
      if (person !== undefined) {
        const agent = await made.page.evaluate(() => navigator.userAgent);
        const value = made.accounts.begin(person, agent, confirmed);
        await made.page.context().addCookies([{ name: "nightjar", value, url }]);
      }
      await made.page.goto(`${url}?play=${play}${hash}`);
      return made.page;
    };
  });

  afterEach(async () => {
    const complaints = watched?.complaints ?? [];
    await watched?.page.close();
    watched = undefined;
    await made.server.close();
    assert.deepEqual(complaints, []);
  });

  return made;
}

/** The page as it is: on a phone and on a desk, dark, and on the phone light as well. */
export async function shoot(page: Page, name: string): Promise<void> {
  for (const [where, size, colorScheme] of [
    ["phone-light", PHONE, "light"],
    ["phone", PHONE, "dark"],
    ["desk", DESK, "dark"],
  ] as const) {
    await page.setViewportSize(size);
    await page.emulateMedia({ colorScheme });
    await page.waitForTimeout(250);
    await page.screenshot({ path: `shots/${name}-${where}.png` });
    await checkReadable(page, `${name} on a ${where}`);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(overflow <= 0, `${name} on a ${where} is ${overflow} px too wide`);
  }
}

/** What the form in sight is unhappy about. */
export async function alertOf(within: Page | Locator): Promise<string> {
  const alert = within.locator(".alert:not(:empty)").first();
  await alert.waitFor();
  return (await alert.textContent()) ?? "";
}

/** Where typing goes: the label of the field that has the focus. */
export async function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const at = document.activeElement;
    return at instanceof HTMLInputElement ? (at.labels?.[0]?.textContent ?? "") : (at?.textContent ?? "");
  });
}

/** Whether what is in sight can be read, and touched on a phone, by everybody: contrast, size, and labels. */
async function checkReadable(page: Page, what: string): Promise<void> {
  const faults = await page.evaluate(() => {
    const root = document.querySelector("dialog:last-of-type[open]") ?? document.body;
    const all = "a, button, input, select, summary, h1, h2, p, small, label, time, strong, span, legend";
    const seen = [...root.querySelectorAll<HTMLElement>(all)].filter(
      (one) => one.checkVisibility() && one.closest("article") === null,
    );
    return seen.flatMap((one) => [...size(one), ...label(one), ...contrast(one)]);

    function size(one: HTMLElement): string[] {
      const isTouched = one.matches("a, button, input:not([type=checkbox], [type=radio]), select, summary");
      const { height, width } = one.getBoundingClientRect();
      return isTouched && (height < 44 || width < 44) ? [`${name(one)}: ${width} x ${height}`] : [];
    }

    function label(one: HTMLElement): string[] {
      return one instanceof HTMLInputElement && one.labels?.length === 0 ? [`${name(one)}: no label`] : [];
    }

    /** WCAG 2.1, 1.4.3: 4.5 to 1, for large text 3 to 1. */
    function contrast(one: HTMLElement): string[] {
      const style = getComputedStyle(one);
      const isText = [...one.childNodes].some(
        (node) => node.nodeType === 3 && node.textContent?.trim() !== "",
      );
      if (!isText || one.closest("[aria-disabled]") !== null) {
        return [];
      }
      const [ink, ground] = [brightness(style.color), brightness(groundOf(one))];
      const ratio = (Math.max(ink, ground) + 0.05) / (Math.min(ink, ground) + 0.05);
      const least = parseFloat(style.fontSize) >= 24 ? 3 : 4.5;
      return ratio < least ? [`${name(one)}: contrast ${ratio.toFixed(2)}`] : [];
    }

    function groundOf(one: Element | null): string {
      if (one === null) {
        return "rgb(255, 255, 255)";
      }
      const own = getComputedStyle(one).backgroundColor;
      return own === "rgba(0, 0, 0, 0)" ? groundOf(one.parentElement) : own;
    }

    function brightness(colour: string): number {
      const [r = 0, g = 0, b = 0] = (colour.match(/[\d.]+/g) ?? []).map((part) => {
        const share = Number(part) / 255;
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    }

    function name(one: HTMLElement): string {
      return `${one.tagName.toLowerCase()} "${(one.textContent || one.id).slice(0, 30)}"`;
    }
  });
  assert.deepEqual(faults, [], what);
}
