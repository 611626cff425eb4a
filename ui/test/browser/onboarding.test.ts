/** From the plain page to a device that trusts the server: a real Chromium with a trust store of its own. */
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { type Browser, chromium } from "playwright-core";
import { DESK, FLAGS, PHONE } from "../support/browser.ts";
import { GuardedServer } from "../support/guarded-server.ts";

const AGENTS = {
  ios: "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 Version/18.1 Safari/604.1",
  android: "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/140.0.0.0 Mobile Safari/537.36",
  windows: "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36",
  linux: "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36",
};
const DISTRUST = /ERR_CERT_AUTHORITY_INVALID/;
const hasCertutil = spawnSync("certutil", ["-H"]).error === undefined;

let home: string;
let server: GuardedServer;
let browser: Browser;

before(async () => {
  home = await mkdtemp(path.join(tmpdir(), "nightjar-onboarding-"));
  server = await GuardedServer.start(path.join(home, "server"));
  browser = await launch("stranger");
});

after(async () => {
  await browser.close();
  await server.stop();
  await rm(home, { recursive: true, force: true });
});

/** A browser of somebody's own: what one trusts, no other does. */
async function launch(who: string): Promise<Browser> {
  await mkdir(path.join(home, who), { recursive: true });
  return chromium.launch({
    executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
    args: FLAGS,
    env: { ...(process.env as Record<string, string>), HOME: path.join(home, who) },
  });
}

for (const [kind, step] of [
  ["ios", /Certificate Trust Settings/],
  ["android", /CA certificate/],
  ["windows", /Trusted Root Certification Authorities/],
  ["linux", /certutil/],
] as const) {
  test(`${kind}: its own steps first, the others a tap away`, async () => {
    const page = await browser.newPage({
      viewport: PHONE,
      colorScheme: kind === "android" ? "light" : "dark",
      userAgent: AGENTS[kind],
    });
    const complaints: string[] = [];
    page.on("console", (message) => {
      if (!DISTRUST.test(message.text())) {
        complaints.push(message.text());
      }
    });
    await page.goto(server.onboarding);
    const steps = page.locator(".steps:visible");
    assert.equal(await steps.count(), 1);
    assert.equal(await steps.getAttribute("data-platform"), kind);
    assert.match((await steps.textContent()) ?? "", step);
    assert.equal(await page.locator("[data-go]").isVisible(), false);
    assert.equal(
      await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth),
      false,
      "nothing sticks out to the side",
    );
    const small = await page.evaluate(() =>
      [...document.querySelectorAll("a, button")]
        .filter((e) => e.checkVisibility() && e.getBoundingClientRect().height < 44)
        .map((e) => e.textContent),
    );
    assert.deepEqual(small, [], "all that is tapped is large enough");
    await shot(page, `onboarding-${kind}-phone`);
    const other = kind === "ios" ? "android" : "ios";
    await page.locator(`[data-tab="${other}"]`).click();
    assert.equal(await steps.getAttribute("data-platform"), other);
    await page.setViewportSize(DESK);
    await shot(page, `onboarding-${kind}-desk`);
    assert.deepEqual(complaints, []);
    await page.close();
  });
}

test("the fingerprint is the one of the console", async () => {
  const page = await browser.newPage();
  await page.goto(server.onboarding);
  assert.equal(await page.locator("[data-fingerprint]").textContent(), server.fingerprint);
  await page.close();
});

test("without the authority the browser warns", async () => {
  const page = await browser.newPage();
  await assert.rejects(page.goto(server.secure), DISTRUST);
  await page.close();
});

test(
  "with the authority in its list it does not, and the page notices",
  { skip: hasCertutil ? false : "certutil (libnss3-tools) is missing" },
  async () => {
    const waiting = await launch("owner");
    const pem = path.join(home, "ca.pem");
    const answer = await fetch(new URL("ca.pem", server.onboarding));
    await writeFile(pem, await answer.text());
    await waiting.close();
    const store = path.join(home, "owner/.pki/nssdb");
    await mkdir(store, { recursive: true });
    const certutil = (...args: string[]): void => {
      execFileSync("certutil", ["-d", `sql:${store}`, ...args], { stdio: "ignore" });
    };
    certutil("-N", "--empty-password");
    certutil("-A", "-t", "C,,", "-n", "Nightjar", "-i", pem);
    const owner = await launch("owner");
    try {
      const page = await owner.newPage({ viewport: PHONE, colorScheme: "dark", userAgent: AGENTS.ios });
      const complaints: string[] = [];
      page.on("console", (message) => complaints.push(message.text()));
      await page.goto(server.onboarding);
      await page.locator("[data-go]").waitFor({ state: "visible" });
      assert.equal(await page.locator(".steps:visible").count(), 0);
      await shot(page, "onboarding-trusted-phone");
      assert.deepEqual(complaints, []);
      const [, opened] = await Promise.all([
        page.locator("[data-go]").click(),
        page.waitForEvent("framenavigated"),
      ]);
      assert.equal(opened.url(), server.secure);
      assert.equal(await page.evaluate(() => window.isSecureContext), true);
      await page.goto(new URL("index.html", server.onboarding).href);
      assert.equal(page.url(), new URL("index.html", server.secure).href);
    } finally {
      await owner.close();
    }
  },
);

async function shot(page: Awaited<ReturnType<Browser["newPage"]>>, name: string): Promise<void> {
  await mkdir("shots", { recursive: true });
  await page.screenshot({ path: `shots/${name}.png`, fullPage: true });
}
