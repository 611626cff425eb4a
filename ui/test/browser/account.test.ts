/** What one changes about one's own account, and what administrators change about everybody's. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { untilState } from "../support/browser.ts";
import { alertOf, focused, PASSWORD, scene, shoot } from "../support/guarded.ts";
import { counterAt, totp } from "../support/totp.ts";

const at = scene();
const HOUR = 3600e6;

test("the account as it is at first, with a login elsewhere that is ended", async () => {
  const ana = at.accounts.add("ana", PASSWORD, "operator", ["front"]);
  at.accounts.begin(ana, "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) Version/18.1 Safari/604.1");
  const page = await at.visit(ana, "#/settings/account");
  await page.getByText("Safari on iPhone").waitFor();
  await page.getByText("this one").waitFor();
  await shoot(page, "account");
  await page.screenshot({ path: "shots/account-whole.png", fullPage: true });
  await page.getByRole("button", { name: /^End the one of Safari on iPhone/ }).click();
  await page.getByText("Safari on iPhone").waitFor({ state: "detached" });
  assert.equal(at.accounts.sessions.size, 1);
});

test("the password is changed: a wrong one now, a weak new one, a good one", async () => {
  const ana = at.accounts.add("ana", PASSWORD, "viewer");
  at.accounts.begin(ana);
  const page = await at.visit(ana, "#/settings/account");
  const now = page.getByLabel("Password now", { exact: true });
  const next = page.getByLabel("New password", { exact: true });
  await now.fill("not it, surely");
  await next.fill("a longer new password");
  await page.keyboard.press("Enter");
  await page.getByText("That is not your password.").waitFor();
  assert.equal(await focused(page), "Password now");
  await now.fill(PASSWORD);
  await next.fill("password123");
  await page.keyboard.press("Enter");
  await page.getByText("This is one of the most common passwords.").waitFor();
  assert.equal(await focused(page), "New password");
  await next.fill("a longer new password");
  await page.keyboard.press("Enter");
  await page.getByText("The password is changed.").waitFor();
  assert.equal(ana.password, "a longer new password");
  assert.equal(at.accounts.sessions.size, 1, "elsewhere it ended");
  assert.equal(await now.inputValue(), "");
});

test("two-factor login: on with a code, recovery codes kept and renewed, off; confirmed in between", async () => {
  const ana = at.accounts.add("ana", PASSWORD, "viewer");
  const page = await at.visit(ana, "#/settings/account", { confirmed: false });
  await page.getByRole("button", { name: "Turn on" }).click();
  const confirm = page.getByRole("dialog", { name: "Confirm it is you" });
  await confirm.waitFor();
  assert.equal(await focused(page), "Password");
  await page.keyboard.type("not my password");
  await page.keyboard.press("Enter");
  assert.equal(await alertOf(confirm), "That is not your password.");
  await shoot(page, "confirm-wrong");
  await confirm.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.keyboard.press("Enter");

  const dialog = page.getByRole("dialog", { name: "Two-factor login" });
  await dialog.waitFor();
  assert.equal(await focused(page), "Code the app shows");
  await shoot(page, "totp");
  const [secret, uri] = [
    await dialog
      .locator(".secret")
      .textContent()
      .then((text) => text?.replaceAll(" ", "") ?? ""),
    await dialog
      .getByRole("link")
      .getAttribute("href")
      .then((href) => href ?? ""),
  ];
  assert.ok(uri.startsWith("otpauth://totp/") && uri.includes(secret), uri);
  await page.getByText("Type it in instead").click();
  await shoot(page, "totp-typed");
  await page.getByLabel("Code the app shows").fill("000000");
  await page.keyboard.press("Enter");
  await page.getByText(/not the code of now/).waitFor();
  const counter = counterAt(Date.now());
  await page.getByLabel("Code the app shows").fill(totp(secret, counter));
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Keep these recovery codes" }).waitFor();
  await shoot(page, "recovery");
  const shown = (await page.locator(".once .secret").textContent())?.split("\n");
  assert.deepEqual(shown, ana.recovery);
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Save as a file" }).click(),
  ]);
  assert.equal(file.suggestedFilename(), "nightjar-recovery-ana.txt");
  assert.equal(await readFile(await file.path(), "utf8"), `${ana.recovery.join("\n")}\n`);
  await page.getByRole("button", { name: "I have kept them" }).click();
  await page.getByText("10 recovery codes are left").waitFor();

  at.accounts.forgetConfirmations();
  await page.getByRole("button", { name: "New recovery codes" }).click();
  await page.getByRole("button", { name: "Make new codes" }).click();
  await confirm.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.keyboard.press("Enter");
  await confirm.getByLabel("Code", { exact: true }).waitFor();
  assert.equal(await focused(page), "Code");
  await shoot(page, "confirm-second");
  await page.keyboard.type(totp(secret, counter + 1));
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Keep these recovery codes" }).waitFor();
  assert.notDeepEqual((await page.locator(".once .secret").textContent())?.split("\n"), shown);
  await page.getByRole("button", { name: "I have kept them" }).click();

  await page.getByRole("button", { name: "Turn off" }).click();
  await shoot(page, "totp-off");
  await page.getByRole("dialog").getByRole("button", { name: "Turn off" }).click();
  await page.getByRole("button", { name: "Turn on" }).waitFor();
  assert.equal(ana.totp, undefined);
});

test("a confirmation that is cancelled leaves everything as it is", async () => {
  const ana = at.accounts.add("ana", PASSWORD, "viewer");
  const page = await at.visit(ana, "#/settings/account", { confirmed: false });
  await page.getByRole("button", { name: "Turn on" }).click();
  await page.getByRole("dialog").waitFor();
  await page.keyboard.press("Escape");
  await page.getByText("Not done: it was not confirmed that it is you.").waitFor();
  assert.equal(ana.pending, undefined);
});

test("a session that ends under a dialog leads to the login, and back to the account", async () => {
  const ana = at.accounts.add("ana", PASSWORD, "viewer");
  const page = await at.visit(ana, "#/settings/account", { confirmed: false });
  await page.getByRole("button", { name: "Turn on" }).click();
  await page.getByRole("dialog").getByLabel("Password", { exact: true }).fill(PASSWORD);
  at.accounts.endAll("ana");
  await page.keyboard.press("Enter");
  await untilState(page, "login");
  assert.equal(await page.getByRole("dialog").count(), 0);
  assert.equal(await focused(page), "Password");
  await page.keyboard.type(PASSWORD);
  await page.keyboard.press("Enter");
  await untilState(page, "account");
});

test("an API token is made with what its owner may do, shown once, and removed", async () => {
  const ana = at.accounts.add("ana", PASSWORD, "operator");
  const page = await at.visit(ana, "#/settings/account");
  await page.getByRole("button", { name: "New token" }).click();
  const dialog = page.getByRole("dialog", { name: "New API token" });
  assert.deepEqual(
    await dialog.locator("fieldset input").evaluateAll((all) => all.map((one) => one.getAttribute("value"))),
    ["view", "operate"],
  );
  await dialog.getByLabel("Name").fill("home automation");
  await dialog.getByLabel(/^view/).uncheck();
  await dialog.getByRole("button", { name: "Make the token" }).click();
  await page.getByText("Choose at least one.").waitFor();
  await dialog.getByLabel(/^view/).check();
  await dialog.getByLabel("Works for").selectOption("a year");
  await shoot(page, "token-new");
  await dialog.getByRole("button", { name: "Make the token" }).click();
  await page.getByRole("heading", { name: "The token home automation" }).waitFor();
  assert.match((await page.locator(".once .secret").textContent()) ?? "", /^njt_[\w-]{43}$/);
  await shoot(page, "token-once");
  await page.getByRole("button", { name: "I have kept it" }).click();
  await page.locator("dialog").waitFor({ state: "detached" });
  await page.getByText(/^May view\. Until .*, used never\.$/).waitFor();
  assert.equal(await page.getByText(/njt_/).count(), 0);
  await page.getByRole("button", { name: "Remove home automation" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
  await page.getByText("You have none.", { exact: true }).waitFor();
  assert.deepEqual(ana.tokens, []);
});

test("what cannot be loaded says so, and is asked for again", async () => {
  const ana = at.accounts.add("ana", PASSWORD, "viewer");
  for (const path of ["GET me", "GET me/sessions", "GET me/tokens"]) {
    at.server.instead.set(path, { status: 503, body: { error: "the server is busy" } });
  }
  const page = await at.visit(ana, "#/settings/account", { expected: /status of 503/ });
  await page.getByText("The server is busy.").nth(2).waitFor();
  await shoot(page, "account-failed");
  await page.getByRole("button", { name: "Ask again" }).first().click();
  await page.getByRole("button", { name: "Turn on" }).waitFor();
});

test("a user is added: with a taken name, a good password made up, and some cameras", async () => {
  const page = await administer();
  at.server.cameras.push({ name: "garden", width: 160, height: 90 });
  await page.getByRole("button", { name: "Add a user" }).click();
  const dialog = page.getByRole("dialog", { name: "Add a user" });
  await dialog.getByLabel("User name").fill("Ana");
  await dialog.getByRole("button", { name: "Make up a good one" }).click();
  const password = await dialog.getByLabel("Password", { exact: true }).inputValue();
  assert.match(password, /^\w{4}-\w{4}-\w{4}-\w{4}$/);
  await dialog.getByLabel(/^operator/).check();
  await dialog.getByLabel("only some").check();
  await dialog.getByLabel("garden").check();
  await shoot(page, "user-add");
  await dialog.getByRole("button", { name: "Add the user" }).click();
  await page.getByText("There is a user of this name already.").waitFor();
  await shoot(page, "user-taken");
  await dialog.getByLabel("User name").fill("Cleo");
  await dialog.getByRole("button", { name: "Add the user" }).click();
  await page.getByText("cleo is added.").waitFor();
  await page.getByText("Operator, garden").waitFor();
  const cleo = at.accounts.people.get("cleo");
  assert.deepEqual([cleo?.password, cleo?.role, cleo?.cameras], [password, "operator", ["garden"]]);
});

test("a user's role, cameras, password, sessions and lost phone; and removal by name", async () => {
  const page = await administer();
  const ben = at.accounts.people.get("ben");
  assert.ok(ben);
  ben.totp = "A".repeat(32);
  ben.cameras = ["front", "attic"];
  await page.reload();
  await page.getByText("Viewer, front, attic").waitFor();
  await shoot(page, "users");
  await choose(page, "ben", "Role and cameras");
  assert.equal(await page.getByLabel(/^attic/).isChecked(), true, "kept, though it is not there");
  await page.getByLabel(/^administrator/).check();
  assert.equal(await page.getByLabel("only some").isVisible(), false);
  await page.getByLabel(/^operator/).check();
  await page.getByLabel(/^attic/).uncheck();
  await shoot(page, "user-rights");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Operator, front").waitFor();

  await choose(page, "ben", "New password");
  await page.getByLabel("New password", { exact: true }).fill("another good password");
  await page.keyboard.press("Enter");
  await page.getByText("The password of ben is changed.").waitFor();
  assert.equal(ben.password, "another good password");

  at.accounts.begin(ben);
  await choose(page, "ben", "Log out everywhere");
  await page.getByRole("dialog").getByRole("button", { name: "Log out" }).click();
  await page.getByText("ben is logged out everywhere.").waitFor();
  assert.equal(at.accounts.sessions.size, 1);

  await choose(page, "ben", "Lost phone: remove second factors", "user");
  await page.getByRole("button", { name: "Remove them" }).click();
  await page.getByText("Two-factor login").waitFor({ state: "detached" });
  assert.equal(ben.totp, undefined);

  await choose(page, "ben", "Remove");
  await shoot(page, "user-remove");
  await page.getByRole("button", { name: "Remove ben" }).click();
  await page.getByRole("button", { name: "Change ben" }).waitFor({ state: "detached" });
  assert.deepEqual([...at.accounts.people.keys()], ["ana"]);
});

test("the last administrator stays one, and the page says why", async () => {
  const page = await administer();
  await choose(page, "ana", "Role and cameras");
  await page.getByLabel(/^viewer/).check();
  await page.getByRole("button", { name: "Save" }).click();
  assert.match(await alertOf(page), /^This is the last administrator/);
  await shoot(page, "last-administrator");
});

test("who takes the role of administrator from themselves is at the cameras", async () => {
  const page = await administer();
  at.accounts.add("dora", PASSWORD, "administrator");
  await choose(page, "ana", "Role and cameras");
  await page.getByLabel(/^viewer/).check();
  await page.getByRole("button", { name: "Save" }).click();
  await untilState(page, "playing");
});

test("activity: nothing, then a lot, failed ones marked, older ones on request", async () => {
  const page = await administer("#/settings/activity");
  await page.getByText("Nothing yet.").waitFor();
  await shoot(page, "activity-empty");
  for (let n = 120; n > 5; n--) {
    at.accounts.note("ben", "login", { at: (Date.now() - n * 100_000) * 1000 });
  }
  const long =
    "a detail that goes on and on, and names /a/path/that/cannot/be/broken/anywhere/as/it/has/no/spaces";
  at.accounts.note("", "login-failed", { ok: false, detail: "unknown name" });
  at.accounts.note("ana", "camera-off", { subject: "front" });
  at.accounts.note("ana", "user-added", { subject: "ben", at: Date.now() * 1000 - 30 * HOUR });
  at.accounts.note("ana", "rewired", { subject: "the attic", detail: long });
  await page.getByRole("button", { name: "Look again" }).click();
  await page.getByText("ana switched the camera front off").waitFor();
  await page.getByText("ana: rewired (the attic)").waitFor();
  await shoot(page, "activity");
  assert.equal(await page.locator(".log li").count(), 50);
  assert.match((await page.locator(".log li.failed").textContent()) ?? "", /Somebody could not log in/);
  await page.getByRole("button", { name: "Load more" }).click();
  await page.locator(".log li").nth(99).waitFor();
  await page.getByRole("button", { name: "Load more" }).click();
  await page.getByText("That is all.").waitFor();
  assert.equal(await page.locator(".log li").count(), 119);
  assert.equal(await page.getByRole("button", { name: "Load more" }).isVisible(), false);
});

test("a camera is switched off and on again; a refusal is told, and the button stays as it was", async () => {
  const ana = at.accounts.add("ana", PASSWORD, "operator");
  const page = await at.visit(ana);
  await untilState(page, "playing");
  await shoot(page, "switch");
  at.server.instead.set("PUT cameras/front/switch", {
    status: 403,
    body: { error: "not yours", code: "camera" },
  });
  await page.getByRole("button", { name: "Switch off" }).click();
  await page.getByText("Your account may not see that camera.").waitFor();
  await page.getByRole("button", { name: "Switch off" }).click();
  await page.getByText("front is switched off.").waitFor();
  assert.equal(at.server.cameras[0]?.on, false);
  await page.getByRole("button", { name: "Switch on" }).click();
  await page.getByText("front is switched on.").waitFor();
  assert.equal(at.server.cameras[0].on, true);
});

async function administer(hash = "#/settings/users"): Promise<Page> {
  const ana = at.accounts.add("ana", PASSWORD, "administrator");
  at.accounts.add("ben", PASSWORD, "viewer");
  return at.visit(ana, hash);
}

/** Does something to a user, by the list of what there is to do. */
async function choose(page: Page, user: string, what: string, shot = ""): Promise<void> {
  await page.getByRole("button", { name: `Change ${user}` }).click();
  if (shot !== "") {
    await shoot(page, shot);
  }
  await page
    .getByRole("dialog", { name: user, exact: true })
    .getByRole("button", { name: what, exact: true })
    .click();
}
