/** Who may come in, told by the server as people run it: nothing here is pretended but the fingerprint reader. */
import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, afterEach, before, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { launch, open, untilState, type Watched } from "../support/browser.ts";
import { readClock } from "../support/drawn-clock.ts";
import { alertOf, PASSWORD, shoot } from "../support/guarded.ts";
import { GuardedServer } from "../support/guarded-server.ts";
import { counterAt, totp } from "../support/totp.ts";

/** Refusals are in the browser's console too, and a camera that has no picture because it is off. */
const REFUSED = /status of (4\d\d|503)/;

let folder: string;
let server: GuardedServer;
let browser: Browser;
/** Of the first administrator, who adds everybody else. */
let anasPage: Page;
let opened: Watched[] = [];

before(async () => {
  await mkdir("shots", { recursive: true });
  folder = await mkdtemp(path.join(tmpdir(), "nightjar-real-"));
  server = await GuardedServer.start(folder);
  browser = await launch(await server.trust());
});

after(async () => {
  await browser.close();
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

afterEach(async () => {
  const complaints = opened.flatMap((watched) => watched.complaints.splice(0));
  await Promise.all(opened.filter(({ page }) => page !== anasPage).map(({ page }) => page.context().close()));
  opened = opened.filter(({ page }) => page === anasPage);
  assert.deepEqual(complaints, []);
});

test("the printed code makes the first administrator, and is dead afterwards", async () => {
  anasPage = await visit();
  await untilState(anasPage, "setup");
  await anasPage.getByLabel("Setup code").fill(server.setupCode.toLowerCase().replaceAll("-", ""));
  await anasPage.getByLabel("User name").fill("ana");
  await anasPage.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await anasPage.keyboard.press("Enter");
  await untilState(anasPage, "playing");
  assert.equal(await roleOf(anasPage), "administrator");
  await anasPage.evaluate(() => (location.hash = "#/settings/users")); // and watches nothing meanwhile
  await untilState(anasPage, "users");

  const stranger = await visit(`#/setup/${server.setupCode}`);
  await untilState(stranger, "login");
  const again = { code: server.setupCode, user: "eve", password: PASSWORD };
  assert.equal(await ask(stranger, "POST", "setup", again), 409);
});

test("a wrong password is refused, the right one lets in, and a logout ends the session", async () => {
  await add("ben");
  const page = await visit();
  await logIn(page, "ben", "not my password");
  assert.equal(await alertOf(page), "Name or password is wrong.");
  await page.keyboard.type(PASSWORD);
  await page.keyboard.press("Enter");
  await untilState(page, "playing");
  const cookies = await page.context().cookies();
  await logOut(page);
  await untilState(page, "login");
  await page.context().addCookies(cookies);
  assert.equal(await ask(page, "GET", "me"), 401, "its cookie is worth nothing any more");
});

test("two-factor login: turned on, asked for, and a recovery code that works once", async () => {
  await add("cleo");
  const page = await visit("#/settings/account");
  await logIn(page, "cleo");
  await page.getByRole("button", { name: "Turn on" }).click();
  const dialog = page.getByRole("dialog", { name: "Two-factor login" });
  const secret = (await dialog.locator(".secret").textContent()) ?? "";
  const counter = counterAt(Date.now());
  await dialog.getByLabel("Code the app shows").fill(totp(secret, counter));
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Keep these recovery codes" }).waitFor();
  const [recovery = ""] = ((await page.locator(".once .secret").textContent()) ?? "").split("\n");
  await page.getByRole("button", { name: "I have kept them" }).click();
  await page.getByText("10 recovery codes are left").waitFor();

  await logOut(page);
  await logIn(page, "cleo");
  await second(page, totp(secret, counter)); // turned it on already
  assert.match(await alertOf(page), /^That code is wrong, or was used already/);
  await page.keyboard.type(totp(secret, counter + 1));
  await page.keyboard.press("Enter");
  await untilState(page, "playing");

  await logOut(page);
  await logIn(page, "cleo");
  await second(page, recovery);
  await untilState(page, "playing");
  await page.evaluate(() => (location.hash = "#/settings/account"));
  await page.getByText("9 recovery codes are left").waitFor();
  await logOut(page);
  await logIn(page, "cleo");
  await second(page, recovery);
  assert.match(await alertOf(page), /^That code is wrong, or was used already/);
});

test("a passkey: added, used by its button and from the browser's list, removed", async () => {
  await add("dora");
  const page = await visit("#/settings/account");
  await offerPasskeys(page, false);
  await addFingerprintReader(page);
  await logIn(page, "dora");
  await page.getByRole("button", { name: "Add a passkey" }).click();
  assert.match(await page.getByLabel("Name").inputValue(), /^Chrome on /);
  await shoot(page, "passkey-add");
  await page.getByLabel("Name").fill("Desk");
  await page.keyboard.press("Enter");
  await page.getByText("For localhost.").waitFor();

  await logOut(page);
  await page.getByRole("button", { name: "Log in with a passkey" }).click();
  await untilState(page, "playing");
  assert.equal(await roleOf(page), "operator");

  await offerPasskeys(page, true);
  const offered = page.waitForResponse((answer) => answer.url().endsWith("/login/passkey"));
  await leave(page);
  assert.equal((await offered).status(), 200);
  await untilState(page, "playing");

  await offerPasskeys(page, false);
  await page.evaluate(() => (location.hash = "#/settings/account"));
  await page.getByRole("button", { name: "Remove Desk" }).click();
  await shoot(page, "passkey-remove");
  await page.getByRole("button", { name: "Remove", exact: true }).click();
  await page.getByText("You have none yet.").waitFor();
  await logOut(page);
  await page.getByRole("button", { name: "Log in with a passkey" }).click();
  assert.match(await alertOf(page), /^That passkey is not known here/);
});

test("logged out everywhere, a live page elsewhere shows the login within seconds", async () => {
  await add("eric");
  const [here, there] = [await visit("#/settings/account"), await visit()];
  await logIn(here, "eric");
  await logIn(there, "eric");
  await untilState(there, "playing");
  await here.getByRole("button", { name: "Log out everywhere" }).click();
  await shoot(here, "everywhere");
  await here.getByRole("dialog").getByRole("button", { name: "Log out everywhere" }).click();
  await untilState(there, "login");
  assert.equal(await there.locator("canvas, video").count(), 0);
  await untilState(here, "login");
});

test("a session that ends under a live picture: login, and the picture moves again, all on one page", async () => {
  await add("flora");
  const page = await visit("#/front");
  await logIn(page, "flora");
  await untilState(page, "playing");
  const born = await page.evaluate(() => performance.timeOrigin);
  await server.user(["password", "flora"], "another good password");
  await untilState(page, "login");
  assert.equal(await page.locator("canvas, video").count(), 0);
  await page.getByText("You were logged out.").waitFor();
  await page.keyboard.type("another good password");
  await page.keyboard.press("Enter");
  await untilState(page, "playing");
  await assertMoves(page);
  assert.equal(await page.evaluate(() => location.hash), "#/front");
  assert.equal(await page.evaluate(() => performance.timeOrigin), born);
});

test("the off switch takes the picture away, for everybody, and on brings it back", async () => {
  await add("gus");
  const [page, other] = [await visit(), await visit()];
  await logIn(page, "gus");
  await logIn(other, "gus");
  await untilState(page, "playing");
  await untilState(other, "playing");
  await page.getByRole("button", { name: "Switch off" }).click();
  for (const one of [page, other]) {
    await untilState(one, "off");
    assert.equal(await one.locator("canvas, video").count(), 0);
  }
  assert.equal(await ask(other, "GET", "cameras/front/snapshot.jpg"), 503);
  await page.getByRole("button", { name: "Switch on" }).click();
  for (const one of [page, other]) {
    await untilState(one, "playing");
    await assertMoves(one);
  }
});

async function visit(hash = ""): Promise<Page> {
  const watched = await open(browser, `${server.named}${hash}`, { expected: REFUSED });
  opened.push(watched);
  return watched.page;
}

async function add(user: string): Promise<void> {
  const account = { user, password: PASSWORD, role: "operator", cameras: null };
  assert.equal(await ask(anasPage, "POST", "users", account), 201);
}

async function logIn(page: Page, user: string, password = PASSWORD): Promise<void> {
  await untilState(page, "login");
  await page.getByLabel("User name").fill(user);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.keyboard.press("Enter");
}

async function second(page: Page, code: string): Promise<void> {
  await page.getByRole("heading", { name: "One more step" }).waitFor();
  await page.getByLabel("Code", { exact: true }).fill(code);
  await page.keyboard.press("Enter");
}

async function leave(page: Page): Promise<void> {
  await page.getByRole("button", { name: /^Menu of/ }).click();
  await page.getByRole("dialog", { name: "Menu" }).getByRole("button", { name: "Log out" }).click();
}

async function logOut(page: Page): Promise<void> {
  await leave(page);
  await untilState(page, "login");
}

/** Asks the server what the page may ask it, with the page's cookies; the answer's status. */
function ask(page: Page, method: string, what: string, body?: unknown): Promise<number> {
  return page.evaluate(
    async ([method, what, body]) => {
      const headers = { "Content-Type": "application/json" };
      const sent = body === "" ? { method } : { method, headers, body };
      return (await fetch(`api/v1/${what}`, sent)).status;
    },
    [method, what, body === undefined ? "" : JSON.stringify(body)] as const,
  );
}

function roleOf(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const { role } = (await (await fetch("api/v1/me")).json()) as { role: string };
    return role;
  });
}

/** Always there, and always the right finger. */
async function addFingerprintReader(page: Page): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("WebAuthn.enable");
  await devtools.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}

/** Whether the browser lists passkeys at the user's name: the reader then takes up the first at once. */
function offerPasskeys(page: Page, can: boolean): Promise<void> {
  return page.evaluate((can) => {
    PublicKeyCredential.isConditionalMediationAvailable = () => Promise.resolve(can);
  }, can);
}

async function assertMoves(page: Page): Promise<void> {
  const drawn = (await readClock(page, 3)).map((reading) => reading.drawn);
  assert.equal(drawn.length, 3);
  assert.ok(
    drawn.every((time, i) => i === 0 || time > (drawn[i - 1] ?? 0)),
    drawn.join(),
  );
}
