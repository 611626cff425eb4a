/** Coming in: the first boot, logging in and out, and a session that ends while the page is open. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { setHidden, untilState } from "../support/browser.ts";
import { alertOf, focused, PASSWORD, scene, shoot } from "../support/guarded.ts";
import { StandIn } from "../support/stand-in.ts";
import { counterAt, toBase32, totp } from "../support/totp.ts";

const SECRET = toBase32(Buffer.from("twenty bytes, as is!"));

const at = scene();

test("the first boot: the code of the address is taken and gone, faults are told by field, and then one is in", async () => {
  const page = await at.visit(undefined, "#/setup/K7MQ-X3VD-9WRT");
  await untilState(page, "setup");
  assert.equal(await page.evaluate(() => location.hash), "#/");
  assert.equal(await page.getByLabel("Setup code").inputValue(), "K7MQ-X3VD-9WRT");
  assert.equal(await focused(page), "User name");
  await shoot(page, "setup");
  assert.equal(await page.getByRole("button", { name: "Menu" }).count(), 0);

  await page.getByLabel("User name").fill("Ana Maria");
  await page.getByLabel("Password", { exact: true }).fill("short");
  await page.getByText("5 of at least 10 characters").waitFor();
  await page.keyboard.press("Enter");
  await page.getByText("Use 1 to 31 letters").waitFor();
  await page.getByText("At least 10 characters are needed; this has 5.").waitFor();
  assert.equal(await focused(page), "User name");
  assert.deepEqual(at.server.asked, [], "nothing was sent");
  await shoot(page, "setup-wrong");

  await page.getByLabel("User name").fill("ana");
  await page.getByLabel("Password", { exact: true }).fill("password123");
  await page.keyboard.press("Enter");
  await page.getByText("This is one of the most common passwords.").waitFor();
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.keyboard.press("Enter");
  await untilState(page, "playing");
  assert.equal(at.accounts.people.get("ana")?.role, "administrator");
  await page.getByRole("button", { name: "Menu of ana" }).waitFor();
});

test("a wrong setup code is told at the code; a link with the right one fills it in", async () => {
  const page = await at.visit();
  await untilState(page, "setup");
  assert.equal(await focused(page), "Setup code");
  await page.getByLabel("Setup code").fill("AAAA-AAAA-AAAA");
  await page.getByLabel("User name").fill("ana");
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.keyboard.press("Enter");
  await page.getByText("This is not the setup code of this start.").waitFor();
  assert.equal(await focused(page), "Setup code");
  await page.evaluate(() => (location.hash = "#/setup/k7mqx3vd9wrt"));
  await page.waitForFunction(() => location.hash === "#/");
  assert.equal(await page.getByLabel("Setup code").inputValue(), "k7mqx3vd9wrt");
  await page.getByRole("button", { name: "Set up Nightjar" }).click();
  await untilState(page, "playing");
});

test("somebody else was quicker to set it up", async () => {
  const page = await at.visit();
  await untilState(page, "setup");
  at.accounts.add("ben", PASSWORD, "administrator");
  await page.getByLabel("Setup code").fill("K7MQ-X3VD-9WRT");
  await page.getByLabel("User name").fill("ana");
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.keyboard.press("Enter");
  await untilState(page, "login");
});

test("a login by keyboard alone, wrong first; nothing of the server is told before", async () => {
  at.accounts.add("ana", PASSWORD, "operator");
  const page = await at.visit(undefined, "#/front");
  await untilState(page, "login");
  await shoot(page, "login");
  assert.equal(await page.locator("[data-version]").textContent(), "");
  assert.equal(await focused(page), "User name");
  await page.keyboard.press("Enter");
  await page.getByText("Please fill this in.").first().waitFor();
  await page.keyboard.type("ana");
  await page.keyboard.press("Tab");
  assert.equal(await focused(page), "Password");
  await page.keyboard.type("not my password");
  await page.keyboard.press("Enter");
  assert.equal(await alertOf(page), "Name or password is wrong.");
  assert.equal(await page.locator(".alert").getAttribute("role"), "alert");
  await shoot(page, "login-wrong");
  assert.equal(await focused(page), "Password", "to be typed again at once");
  await page.keyboard.type(PASSWORD);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter"); // shows it
  assert.equal(await page.getByLabel("Password", { exact: true }).getAttribute("type"), "text");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await untilState(page, "playing");
  assert.equal(await page.evaluate(() => location.hash), "#/front");
  assert.equal(at.server.asked.filter((what) => what === "POST login").length, 2);
});

test("forms tell password managers what their fields are", async () => {
  at.accounts.add("ana", PASSWORD, "operator");
  const page = await at.visit();
  await untilState(page, "login");
  const fields = await page
    .locator("form input")
    .evaluateAll((all) =>
      all.map((one) => `${one.getAttribute("type")} ${one.getAttribute("autocomplete")}`),
    );
  assert.deepEqual(fields, ["text username webauthn", "password current-password", "text one-time-code"]);
});

test("the second step: a wrong code, then the app's, which works once", async () => {
  const ana = at.accounts.add("ana", PASSWORD, "viewer");
  ana.totp = SECRET;
  const page = await at.visit();
  await page.getByLabel("User name").fill("ana");
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "One more step" }).waitFor();
  assert.equal(await focused(page), "Code");
  assert.equal(await page.getByLabel("Code", { exact: true }).getAttribute("inputmode"), "numeric");
  await shoot(page, "login-second");
  await page.keyboard.type("000000");
  await page.keyboard.press("Enter");
  assert.match(await alertOf(page), /^That code is wrong/);
  assert.equal(await focused(page), "Code");
  await page.keyboard.type(totp(SECRET, counterAt(Date.now())));
  await page.keyboard.press("Enter");
  await untilState(page, "playing");
  assert.equal(await page.locator("[data-switch]").isVisible(), false, "a viewer switches nothing");
});

test("a recovery code goes into the same field, and one may start again", async () => {
  const ana = at.accounts.add("ana", PASSWORD, "viewer");
  ana.totp = SECRET;
  ana.recovery = ["abcd-efgh-jkmn-pqrs"];
  const page = await at.visit();
  await page.getByLabel("User name").fill("ana");
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Start again" }).click();
  assert.equal(await focused(page), "User name");
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Use a recovery code" }).click();
  assert.equal(await focused(page), "Code");
  assert.equal(await page.getByLabel("Code", { exact: true }).getAttribute("inputmode"), "text");
  await shoot(page, "login-recovery");
  await page.keyboard.type("abcd-efgh-jkmn-pqrs");
  await page.keyboard.press("Enter");
  await untilState(page, "playing");
  assert.deepEqual(ana.recovery, []);
});

test("too many tries: the button counts down, and works again after", async () => {
  at.accounts.add("ana", PASSWORD, "viewer");
  const page = await at.visit();
  await page.getByLabel("User name").fill("ana");
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  at.server.instead.set("POST login", {
    status: 429,
    body: { error: "wait", code: "wait", retryIn: 3500 },
  });
  await page.keyboard.press("Enter");
  assert.equal(await alertOf(page), "Too many tries. Please wait.");
  await page.getByRole("button", { name: "Wait 3 s" }).waitFor();
  await shoot(page, "login-wait");
  await page.keyboard.press("Enter");
  assert.equal(at.server.asked.filter((what) => what === "POST login").length, 1, "not sent while it counts");
  await page.getByRole("button", { name: "Log in", exact: true }).waitFor();
  await page.getByRole("button", { name: "Log in", exact: true }).click();
  await untilState(page, "playing");
});

test("a server that is away is said to be, and what was typed stays", async () => {
  at.accounts.add("ana", PASSWORD, "viewer");
  const page = await at.visit(undefined, "", { expected: /ERR_/ });
  await page.getByLabel("User name").fill("ana");
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  const { port } = new URL(at.url);
  await at.server.close();
  await page.keyboard.press("Enter");
  assert.match(await alertOf(page), /^The server does not answer/);
  await page.evaluate(() => dispatchEvent(new Event("focus")));
  await page.getByText("The server does not answer. Trying again.").waitFor();
  await shoot(page, "login-offline");
  const { accounts, cameras, onStart } = at.server;
  at.server = new StandIn("dist");
  Object.assign(at.server, { accounts, cameras, onStart });
  await at.server.listen(Number(port));
  await page
    .getByText("The server does not answer. Trying again.")
    .waitFor({ state: "hidden", timeout: 5000 });
  await page.keyboard.press("Enter");
  await untilState(page, "playing");
});

test("a session that ends takes the picture away at once; a login leads back to it, without a new page", async () => {
  const ana = at.accounts.add("ana", PASSWORD, "operator");
  at.server.cameras = ["front", "garden"].map((name) => ({ name, width: 160, height: 90, on: true }));
  const page = await at.visit(ana, "#/garden");
  await untilState(page, "playing");
  const born = await page.evaluate(() => performance.timeOrigin);
  at.accounts.endAll("ana");
  await page.locator("[data-stage] *").first().waitFor({ state: "detached", timeout: 5000 });
  await untilState(page, "login");
  assert.equal(await page.locator("canvas, video").count(), 0);
  await page.getByText("You were logged out.").waitFor();
  assert.equal(await page.getByLabel("User name").inputValue(), "ana");
  assert.equal(await focused(page), "Password");
  await shoot(page, "login-expired");
  await page.keyboard.type(PASSWORD);
  await page.keyboard.press("Enter");
  await untilState(page, "playing");
  assert.equal(await page.locator("h1 [data-name]").textContent(), "garden");
  assert.equal(await page.evaluate(() => location.hash), "#/garden");
  assert.equal(await page.evaluate(() => performance.timeOrigin), born);
});

test("a camera that is taken away is gone, the others stay", async () => {
  const ana = at.accounts.add("ana", PASSWORD, "operator");
  at.server.cameras = ["front", "garden"].map((name) => ({ name, width: 160, height: 90, on: true }));
  const page = await at.visit(ana);
  await untilState(page, "grid");
  await page.locator('article[data-state="playing"]').nth(1).waitFor();
  ana.cameras = ["front"];
  [...at.server.viewers].find(({ camera }) => camera === "garden")?.expel();
  await page.getByText("garden", { exact: true }).waitFor({ state: "detached", timeout: 10_000 });
  await untilState(page, "playing");
});

test("a refused conversation of an ended session leads to the login, though a browser hides why", async () => {
  const ana = at.accounts.add("ana", PASSWORD, "operator");
  const page = await at.visit(ana, "", { expected: /WebSocket connection/ });
  await untilState(page, "playing");
  at.accounts.sessions.clear(); // nobody is told
  [...at.server.viewers][0]?.cut();
  await untilState(page, "login");
  assert.equal(await page.locator("canvas").count(), 0);
});

test("a login elsewhere in the browser, and a logout there, are seen when the page is looked at", async () => {
  const ana = at.accounts.add("ana", PASSWORD, "operator");
  const page = await at.visit(ana, "#/settings/account");
  await untilState(page, "account");
  const { sessions } = at.accounts;
  const kept = [...sessions.entries()];
  sessions.clear();
  await page.evaluate(() => dispatchEvent(new Event("focus")));
  await untilState(page, "login");
  kept.forEach(([cookie, session]) => sessions.set(cookie, session));
  await setHidden(page, true);
  await setHidden(page, false);
  await untilState(page, "account");
});

test("the menu: where one may go, by keyboard too; logging out", async () => {
  const ana = at.accounts.add("ana", PASSWORD, "administrator");
  const page = await at.visit(ana);
  await untilState(page, "playing");
  await page.getByRole("button", { name: "Menu of ana" }).press("Enter");
  await page.getByRole("dialog", { name: "Menu" }).waitFor();
  await shoot(page, "menu");
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await untilState(page, "playing");
  for (const [link, state] of [
    ["You", "account"],
    ["Users", "users"],
    ["Activity", "activity"],
  ] as const) {
    await page.getByRole("button", { name: "Menu of ana" }).click();
    await page.getByRole("link", { name: link }).click();
    await untilState(page, state);
    assert.equal(await page.evaluate(() => document.activeElement?.tagName), "H1");
  }
  await page.goBack();
  await untilState(page, "users");
  await page.locator("[data-home]").click();
  await untilState(page, "playing");
  await page.getByRole("button", { name: "Menu of ana" }).click();
  await page.getByRole("button", { name: "Log out" }).click();
  await untilState(page, "login");
  assert.equal(at.accounts.sessions.size, 0);
  assert.equal(await page.getByLabel("User name").inputValue(), "", "nobody's name is left behind");
});

test("who may not go somewhere is at the cameras instead", async () => {
  const ben = at.accounts.add("ben", PASSWORD, "viewer");
  const page = await at.visit(ben, "#/settings/users");
  await untilState(page, "playing");
  await page.getByRole("link", { name: "Alerts" }).waitFor();
  await page.getByRole("button", { name: "Menu of ben" }).click();
  assert.deepEqual(await page.locator(".menu a").allTextContents(), [
    "Cameras",
    "Events",
    "Alerts",
    "Health",
    "You",
  ]);
});

test("a server that is opened by a number, behind a name, says that passkeys need one", async () => {
  at.accounts.add("ana", PASSWORD, "viewer");
  const page = await at.visit();
  await page.waitForFunction(() =>
    performance.getEntriesByType("resource").some(({ name }) => name.endsWith("/login/passkey/challenge")),
  ); // for the browser's list
  at.server.instead.set("POST login/passkey/challenge", {
    status: 409,
    body: { error: "a passkey needs a name", code: "host" },
  });
  await page.getByRole("button", { name: "Log in with a passkey" }).click();
  assert.equal(await alertOf(page), "A passkey needs a name.");
});

test("by a number there are no passkeys, and the page says where there are", async () => {
  const ana = at.accounts.add("ana", PASSWORD, "viewer");
  const page = await at.visit(ana, "#/settings/account", { host: "127.0.0.1" });
  await page.getByText(/opened by a number.*https:\/\/NAME\.local/).waitFor();
  assert.equal(await page.getByRole("button", { name: "Add a passkey" }).count(), 0);
  at.accounts.endAll("ana");
  await page.evaluate(() => dispatchEvent(new Event("focus")));
  await untilState(page, "login");
  assert.equal(await page.getByRole("button", { name: "Log in with a passkey" }).isVisible(), false);
});

test("who sees no camera is told so, and not to edit a file", async () => {
  const ben = at.accounts.add("ben", PASSWORD, "viewer", []);
  const page = await at.visit(ben);
  await untilState(page, "empty");
  await page.getByText("Your account sees no camera").waitFor();
  await shoot(page, "no-camera");
});
