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
  size?: { width: number; height: number };
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
    made.visit = async (person, hash = "", { confirmed = true, expected = REFUSED, host, size } = {}) => {
      const url = host === undefined ? made.url : made.url.replace("localhost", host);
      watched = await open(browser, "about:blank", { expected, size: size ?? DESK });
      made.page = watched.page;
      if (person !== undefined) {
        const agent = await made.page.evaluate(() => navigator.userAgent);
        const value = made.accounts.begin(person, agent, confirmed);
        await made.page.context().addCookies([{ name: "nightjar", value, url }]);
      }
      await made.page.goto(`${url}?play=jpeg${hash}`);
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
