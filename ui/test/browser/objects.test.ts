/** What is recognised: over the live picture and the past, in lists and events, and what of it counts. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { DESK, PHONE, untilState } from "../support/browser.ts";
import { PASSWORD, scene, shoot } from "../support/guarded.ts";
import { quad, STANDARD } from "../support/motion.ts";
import { KINDS, tellObjects, thing, walking } from "../support/objects.ts";
import { filming, playing } from "../support/playing.ts";
import type { Viewer } from "../support/stand-in.ts";

const at = scene();

test("a person is drawn where they are, and said once; what stands is calmer", async () => {
  const viewer = watched();
  const page = await at.visit(at.accounts.add("ana", PASSWORD, "operator"), "#/front");
  await untilState(page, "playing");
  assert.equal(await page.locator(".thing").count(), 0);
  assert.equal(await page.getByRole("button", { name: "Objects" }).isVisible(), false, "nothing to choose");
  const box = [0.25, 0.25, 0.25, 0.5];
  tellObjects(await viewer, thing(7, "person", box), thing(9, "car", [0.7, 0.6, 0.2, 0.2], { still: true }));
  await page.getByText("Person 61 %").waitFor();
  assert.equal(await page.locator(".thing.still").textContent(), "Car", "without a figure");
  const [picture, drawn] = await rects(page, ".stage canvas", '.thing[data-kind="person"]');
  const places = box.map((share, i) => share * (i % 2 === 0 ? picture.width : picture.height));
  const found = [drawn.x - picture.x, drawn.y - picture.y, drawn.width, drawn.height];
  places.forEach((place, i) =>
    assert.ok(Math.abs(place - (found[i] ?? 0)) < 1.5, `${String(found)} for ${String(places)}`),
  );
  const said = page.locator(".marked [role=status]");
  assert.equal(await said.textContent(), "Person, Car");
  tellObjects(await viewer, thing(7, "person", [0.3, 0.25, 0.25, 0.5], { score: 0.7 }));
  await page.getByText("Person 70 %").waitFor();
  assert.equal(await said.textContent(), "Person, Car", "not for every change");
  tellObjects(await viewer);
  await page.locator(".thing").first().waitFor({ state: "detached" });
  assert.equal(await page.locator(".marks polyline").count(), 0);
});

test("who walks has a way behind them; boxes are put away by a key, and stay away", async () => {
  at.server.onStart = (viewer) => {
    playing(viewer);
    walking(viewer);
  };
  const page = await at.visit(at.accounts.add("ana", PASSWORD, "operator"), "#/front");
  await page.locator(".marks polyline").nth(3).waitFor({ state: "attached" });
  await shoot(page, "objects-live");
  await page.setViewportSize(PHONE);
  const key = page.getByRole("button", { name: "Objects" });
  const { height, y } = (await key.boundingBox()) ?? { height: 0, y: 0 };
  assert.ok(height >= 44 && y > PHONE.height / 2, "where a thumb is");
  await key.click();
  await page.locator(".thing").first().waitFor({ state: "detached" });
  await page.reload();
  await untilState(page, "playing");
  await key.waitFor();
  await page.waitForTimeout(500);
  assert.equal(await page.locator(".thing").count(), 0, "remembered");
  await page.keyboard.press("o");
  await page.locator(".thing").first().waitFor();
});

test("who wants less movement has boxes without ways", async () => {
  at.server.onStart = (viewer) => {
    playing(viewer);
    walking(viewer);
  };
  const page = await at.visit(undefined, "about:blank");
  await page.emulateMedia({ reducedMotion: "reduce" });
  at.server.accounts = undefined;
  await page.goto(`${at.url}?play=jpeg#/front`);
  await page.locator(".thing").first().waitFor();
  await page.waitForTimeout(1200);
  assert.equal(await page.locator(".marks polyline").count(), 0);
});

test("on the small pictures of all cameras there is a word, and no box", async () => {
  at.server.cameras.push({ name: "garden", width: 160, height: 90, on: true });
  at.server.onStart = (viewer) => {
    playing(viewer);
    if (viewer.camera === "garden") {
      walking(viewer);
    }
  };
  const page = await at.visit(at.accounts.add("ana", PASSWORD, "viewer"), "#/");
  const word = page.locator(".sighted-now").filter({ hasText: "Person" });
  await word.waitFor();
  assert.equal(await page.locator(".sighted-now:visible").count(), 1);
  assert.equal(await page.locator(".thing").count(), 0);
  await shoot(page, "objects-overview");
  await page.getByRole("link", { name: "Show garden large" }).click();
  await page.locator(".thing").first().waitFor();
  assert.equal(await word.isVisible(), false);
});

test("in the past, boxes are where things were: played, paused, and dragged over; they can be put away", async () => {
  const { start } = crossed();
  const page = await at.visit(at.accounts.add("ana", PASSWORD, "operator"), `#/front/past/${start + 5e6}`, {
    play: "mse",
  });
  await page.locator(".thing[data-kind=person]").waitFor();
  await page.keyboard.press(" ");
  await page.getByRole("button", { name: "Play", exact: true }).waitFor();
  await page.waitForTimeout(400);
  const shown = Number(await page.locator(".past").getAttribute("data-at"));
  const share = (shown - start) / 11e6;
  const [picture, person] = await rects(page, "[data-stage]", ".thing[data-kind=person]");
  const left = (person.x - picture.x) / picture.width;
  assert.ok(Math.abs(left - (0.02 + 0.86 * share)) < 0.02, `${left} at ${share} of the way`);
  assert.match(
    (await page.getByRole("slider", { name: "Time" }).getAttribute("aria-valuetext")) ?? "",
    /an event: person, car$/,
  );
  await shoot(page, "objects-past");
  await page.keyboard.press("ArrowRight");
  await page.locator(".thing").first().waitFor({ state: "detached" });
  await page.keyboard.press("ArrowLeft");
  await page.locator(".thing").first().waitFor();
  await page.getByRole("button", { name: "Objects" }).click();
  await page.locator(".thing").first().waitFor({ state: "detached" });
  assert.equal(at.server.asked.filter((one) => one === "GET events/seen").length, 1, "had once");
});

test("the past is narrowed to kinds: the strip, the pictures, and the way from event to event", async () => {
  const { now, start } = crossed();
  const page = await at.visit(at.accounts.add("ana", PASSWORD, "operator"), `#/front/past/${now - 3600e6}`, {
    play: "mse",
  });
  const row = page.getByRole("group", { name: "Which" });
  await row.getByRole("button", { name: "Dog" }).waitFor();
  assert.deepEqual(await row.getByRole("button").allTextContents(), [
    "All",
    "Person",
    "Car",
    "Dog",
    "Unrecognised",
  ]);
  await page.getByRole("button", { name: "Hour", exact: true }).click();
  await shoot(page, "objects-past-kinds");
  assert.equal(await page.locator(".happened button").count(), 3);
  await row.getByRole("button", { name: "Person" }).click();
  await page.locator(".happened [data-event=dog]").waitFor({ state: "detached" });
  assert.match(page.url(), /\?kind=person$/);
  await page.getByRole("button", { name: "Next event" }).click();
  await page.waitForFunction(
    (wanted) => Math.abs(Number(document.querySelector<HTMLElement>(".past")?.dataset["at"]) - wanted) < 6e6,
    start - 2e6,
  );
  await page.reload();
  await page.locator(".happened [data-event=seen]").waitFor();
  assert.equal(await page.locator(".happened button").count(), 1, "the address says so");
  assert.equal(await row.getByRole("button", { name: "Person" }).getAttribute("aria-pressed"), "true");
});

test("events say what was recognised, with its best picture and what somebody wanted to be told", async () => {
  kinds();
  const page = await at.visit(at.accounts.add("ana", PASSWORD, "viewer"), "#/events");
  const card = page.locator("[data-event=seen]");
  await card.getByText("A person has been in street for 20 s.").waitFor();
  assert.match((await card.locator("img").getAttribute("src")) ?? "", /objects\/7\/picture$/);
  assert.deepEqual(await card.locator(".kind").allTextContents(), ["Person", "Car"]);
  assert.match((await page.locator("[data-event=leaf] img").getAttribute("src")) ?? "", /pictures\/1$/);
  await shoot(page, "objects-events");
  const row = page.getByRole("group", { name: "Which" });
  await row.getByRole("button", { name: "Dog" }).click();
  await page.locator("[data-event=seen]").waitFor({ state: "detached" });
  await page.locator("[data-event=dog]").waitFor();
  assert.equal(await page.locator(".event").count(), 1);
  await row.getByRole("button", { name: "Person" }).click();
  await page.locator("[data-event=seen]").waitFor();
  assert.match(page.url(), /kind=person,dog$/);
  await page.goBack();
  await page.locator("[data-event=seen]").waitFor({ state: "detached" });
  await row.getByRole("button", { name: "Unrecognised" }).click();
  await page.locator("[data-event=leaf]").waitFor();
  assert.equal(await page.locator(".event").count(), 1);
});

test("a list that has none of a kind says so, and leads back to all", async () => {
  kinds();
  const page = await at.visit(at.accounts.add("ana", PASSWORD, "viewer"), "#/events?kind=cat,bicycle");
  await page.getByText("No event with a bicycle or a cat is kept.").waitFor();
  await shoot(page, "objects-events-none");
  await page.getByRole("link", { name: "Show all" }).click();
  await page.locator("[data-event=seen]").waitFor();
});

test("where nothing was ever recognised, there is nothing to choose from", async () => {
  at.server.motions.happened("leaf", "front", 60);
  const page = await at.visit(at.accounts.add("ana", PASSWORD, "viewer"), "#/events");
  await page.locator("[data-event=leaf]").waitFor();
  assert.equal(await page.getByRole("group", { name: "Which" }).isVisible(), false);
});

test("an event lists what was recognised, and draws it over its picture", async () => {
  kinds();
  const page = await at.visit(at.accounts.add("ana", PASSWORD, "viewer"), "#/events/seen");
  await page.getByRole("heading", { name: "What was recognised" }).waitFor();
  const [person, car] = await page.locator(".things li").allTextContents();
  assert.match(person ?? "", /^Person61 % sure.*for 11 s · in street$/);
  assert.match(car ?? "", /^Car48 % sure.*for 7 s$/);
  assert.equal(await page.locator(".things img").count(), 1);
  await page.locator(".picture .thing[data-kind=person]").waitFor();
  assert.ok((await page.locator(".picture .marks polyline").count()) > 0);
  await page.getByRole("button", { name: "Objects" }).click();
  assert.equal(await page.locator(".picture .thing").first().isVisible(), false);
  await page.getByRole("button", { name: "Objects" }).click();
  assert.equal(await page.locator("canvas.heat").isVisible(), false, "not all over what has a name");
  await shoot(page, "objects-event");
  await page.screenshot({ path: "shots/objects-event-whole.png", fullPage: true });
  await page.setViewportSize(PHONE);
  await page.screenshot({ path: "shots/objects-event-whole-phone.png", fullPage: true });
});

test("what counts is set up in words, saved whole, and forgotten", async () => {
  at.server.motions.settings.set("front", {
    ...STANDARD,
    zones: [{ name: "Drive", kind: "include", points: quad(0.1, 0.5, 0.9, 0.9) }],
  });
  const page = await at.visit(at.accounts.add("ana", PASSWORD, "operator"), "#/cameras/front/motion");
  const desk = page.locator(".panel.objects");
  await desk.getByText("Ready: it begins when something moves.").waitFor();
  await desk.getByText(/0.8 looks a second, 22 ms each · at most 4 a second/).waitFor();
  await desk.getByRole("checkbox", { name: "Cat" }).uncheck();
  await desk.getByLabel("How sure it must be: person").press("ArrowRight");
  await desk.getByText("sure, 45 %").waitFor();
  await desk
    .getByRole("group", { name: "What counts in Drive" })
    .getByRole("button", { name: "Person" })
    .click();
  await desk.getByRole("button", { name: "Add a rule" }).click();
  await desk.getByLabel("How long").selectOption("60");
  assert.equal(await desk.getByLabel("Called").inputValue(), "Person in Drive");
  await desk.getByLabel("Who or what").selectOption("car");
  await desk.getByLabel("Is there, or stands still").selectOption("stays");
  assert.equal(await desk.getByLabel("Called").inputValue(), "Car stays in Drive");
  await desk.scrollIntoViewIfNeeded();
  await shootPart(page, "objects-settings", ".panel.objects");
  await desk.getByRole("button", { name: "Save" }).click();
  await page.getByText("Saved. front recognises by these settings from now on.").waitFor();
  assert.deepEqual(at.server.objects.settings.get("front"), {
    on: true,
    kinds: KINDS.filter((kind) => kind !== "cat").map((kind) => ({
      kind,
      score: kind === "person" ? 0.45 : 0.4,
    })),
    zones: [{ zone: "Drive", kinds: ["person"] }],
    rules: [{ name: "Car stays in Drive", kinds: ["car"], zone: "Drive", stays: true, seconds: 60 }],
  });
  assert.equal(await desk.getByRole("button", { name: "Discard" }).isVisible(), false);
  await desk.getByRole("button", { name: "Forget them" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Forget" }).click();
  await desk.getByText("These are the standard ones.").waitFor();
  assert.equal(await desk.getByRole("checkbox", { name: "Cat" }).isChecked(), true);
  assert.equal(await desk.locator(".rules li").count(), 0);
});

test("what is wrong with a rule is said at the rule; nothing is lost by leaving without a question", async () => {
  const page = await at.visit(at.accounts.add("ana", PASSWORD, "operator"), "#/cameras/front/motion");
  const desk = page.locator(".panel.objects");
  await desk.getByRole("button", { name: "Add a rule" }).click();
  await desk.getByLabel("Called").fill(" ");
  await desk.getByRole("button", { name: "Save" }).click();
  await desk.getByText("A rule needs a name.").waitFor();
  await desk.getByLabel("Called").fill("Somebody");
  at.server.instead.set("PUT cameras/front/objects", {
    status: 422,
    body: { error: 'rules.name is wrong: "Somebody" is no name', code: "field", field: "rules.name" },
  });
  await desk.getByRole("button", { name: "Save" }).click();
  await desk.locator(".rules .wrong").getByText('Rules.name is wrong: "Somebody" is no name.').waitFor();
  at.server.instead.set("PUT cameras/front/objects", {
    status: 422,
    body: { error: "the score of a person is from 0.1 to 0.95", code: "field", field: "kinds" },
  });
  await desk.getByRole("button", { name: "Save" }).click();
  await desk.locator(".alert").getByText("The score of a person is from 0.1 to 0.95.").waitFor();
  await page.getByRole("link", { name: /^. front$/ }).click();
  await page.getByRole("dialog", { name: "Not saved yet" }).getByRole("button", { name: "Leave" }).click();
  await untilState(page, "playing");
});

test("a model that is missing is said, and why; an older server has nothing to set up", async () => {
  at.server.objects.told = {
    state: "missing",
    reason: "There is no model: ./nightjar build fetches it.",
    model: { name: "", kinds: [] },
    cost: { perSecond: 0, milliseconds: 0, allowed: 4 },
  };
  const page = await at.visit(at.accounts.add("ana", PASSWORD, "operator"), "#/cameras/front/motion");
  await page.getByText("Nothing is recognised. There is no model: ./nightjar build fetches it.").waitFor();
  await shootPart(page, "objects-missing", ".panel.objects");
  at.server.objects.isOld = true;
  await page.reload();
  await page.getByRole("heading", { name: "Try it on what was" }).waitFor();
  await page.waitForTimeout(300);
  assert.equal(await page.locator(".panel.objects").count(), 0);
});

/** Three events with footage: a dog, something that was not recognised, and later a person and a car. */
function crossed(): { now: number; start: number } {
  const now = Math.floor(Date.now() / 1000) * 1e6;
  at.server.onStart = filming;
  at.server.past.modes.set("front", {});
  at.server.past.record("front", now - 3 * 3600e6, now, { open: true });
  at.server.motions.recognised("dog", "front", 5000, { kinds: ["dog"], objects: [], portrait: undefined });
  at.server.motions.happened("leaf", "front", 4000);
  return { now, start: at.server.motions.recognised("seen", "front", 1200).start };
}

function kinds(): void {
  const { motions } = at.server;
  const text = "A person has been in street for 20 s";
  motions.happened("leaf", "front", 9000);
  motions.recognised("dog", "front", 5000, {
    kinds: ["dog"],
    objects: [],
    portrait: undefined,
    why: "A dog, from the right to the left",
  });
  motions.recognised("seen", "front", 60, {
    notices: [{ rule: "Lingering", at: Date.now() * 1000 - 30e6, object: 7, text }],
  });
}

/** A part of a page that may be longer than the screen. */
async function shootPart(page: Page, name: string, selector: string): Promise<void> {
  await shoot(page, name);
  for (const [where, size] of [
    ["phone", PHONE],
    ["desk", DESK],
  ] as const) {
    await page.setViewportSize(size);
    await page.waitForTimeout(200);
    await page.locator(selector).screenshot({ path: `shots/${name}-part-${where}.png` });
  }
}

/** The conversation that the page begins with a camera that plays. */
function watched(): Promise<Viewer> {
  return new Promise((resolve) => {
    at.server.onStart = (viewer) => {
      playing(viewer);
      resolve(viewer);
    };
  });
}

async function rects(page: Page, ...selectors: [string, string]): Promise<[DOMRect, DOMRect]> {
  return (await page.evaluate(
    (all) => all.map((one) => document.querySelector(one)?.getBoundingClientRect().toJSON() as DOMRect),
    selectors,
  )) as [DOMRect, DOMRect];
}
