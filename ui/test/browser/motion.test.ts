/** What counts as motion: the picture with what is seen, sliders, zones by finger, mouse and keys, and a try on what was. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { PHONE, setHidden, untilState } from "../support/browser.ts";
import { focused, PASSWORD, scene, shoot } from "../support/guarded.ts";
import { quad, STANDARD } from "../support/motion.ts";

const at = scene();
const TUNER = "#/cameras/front/motion";

interface Zone {
  name: string;
  kind: string;
  points: [number, number][];
}

test("the panel of a camera leads operators to its motion, and nobody else", async () => {
  const page = await at.visit(at.accounts.add("ana", PASSWORD, "operator"));
  await untilState(page, "playing");
  await shoot(page, "live-with-motion");
  await page.getByRole("link", { name: "Motion" }).click();
  await page.getByRole("heading", { name: "Motion of front" }).waitFor();
  await page.getByRole("link", { name: /^. front$/ }).click();
  await untilState(page, "playing");
});

test("a viewer is not offered what only operators may change, nor shown it by its address", async () => {
  const page = await at.visit(at.accounts.add("ana", PASSWORD, "viewer"), TUNER);
  await untilState(page, "playing");
  assert.equal(await page.getByRole("link", { name: "Motion" }).count(), 0);
  assert.equal(await page.getByText("Motion of front").count(), 0);
});

test("what is seen is drawn over the picture, in words too, and not asked for while nobody looks", async () => {
  at.server.motions.stir();
  const page = await tuner();
  await page.getByText("Moving", { exact: true }).waitFor();
  await page.waitForFunction(
    () => (document.querySelector<HTMLCanvasElement>("canvas.heat")?.width ?? 0) > 0,
  );
  const [warm = 0, faint = 0, none] = await opacitiesAt(page, [
    [9, 5],
    [6, 5],
    [0, 0],
  ]);
  assert.ok(warm > 120 && faint > 0 && faint < 90 && none === 0, `${warm} ${faint} ${none}`);
  assert.equal(await page.locator(".boxes i").count(), 2);
  assert.equal(await page.locator(".boxes .counts").count(), 1);
  await page.getByText(/The camera's own pictures.*7.5 pictures a second, 0.35 ms each/).waitFor();
  await page.getByText(/3.3 GB and 41 min of CPU time since/).waitFor();
  await shoot(page, "motion");
  at.server.motions.now = { ...at.server.motions.now, guard: "light", state: "quiet" };
  await page.getByText("The light changed all over the picture.").waitFor();
  await setHidden(page, true);
  await page.waitForTimeout(400);
  const looked = at.server.motions.looked;
  await page.waitForTimeout(900);
  assert.equal(at.server.motions.looked, looked, "not asked while hidden");
  await setHidden(page, false);
  const seen = Date.now();
  while (at.server.motions.looked < looked + 3 && Date.now() < seen + 4000) {
    await page.waitForTimeout(20);
  }
  const [more, since] = [at.server.motions.looked - looked, Date.now() - seen];
  assert.ok(more >= 3 && more <= since / 200 + 1, `asked ${more} times in ${since} ms`);
});

test("sliders and expert values are changed, undone and saved whole", async () => {
  const page = await tuner();
  const sensitivity = page.getByLabel("Sensitivity");
  await sensitivity.focus();
  for (let i = 0; i < 10; i++) {
    await page.keyboard.press("ArrowRight");
  }
  await page.getByText("Not saved yet").waitFor();
  await page.getByLabel("Shortest that counts").focus();
  await page.keyboard.press("ArrowRight");
  await changes(page).getByRole("button", { name: "Undo" }).click();
  assert.equal(await sensitivity.inputValue(), "59", "the slide before is one step, and stays");
  const size = page.getByLabel("Smallest that counts");
  await size.focus();
  const before = await page.locator(".smallest").boundingBox();
  await page.keyboard.press("PageUp");
  const after = await page.locator(".smallest").boundingBox();
  assert.ok((after?.width ?? 0) > (before?.width ?? 0), "the drawn shape grows");
  await page.getByText("For experts").click();
  await page.getByLabel("Noise").fill("500");
  await page.keyboard.press("Tab");
  await page.getByText("From 1 to 50.").waitFor();
  await changes(page).getByRole("button", { name: "Save" }).click();
  assert.equal(await focused(page), "Noise");
  assert.equal(at.server.asked.includes("PUT cameras/front/motion"), false, "nothing wrong is sent");
  await page.getByLabel("Noise").fill("7.5");
  await page.getByLabel("Stands still (seconds)").fill("90");
  await shoot(page, "motion-experts");
  await changes(page).getByRole("button", { name: "Save" }).click();
  await page.getByText("Saved. front looks with these settings from now on.").waitFor();
  const saved = at.server.motions.settings.get("front") as typeof STANDARD & { minSize: number };
  assert.ok(saved.minSize > 0.15);
  assert.deepEqual(
    { ...saved, minSize: 0.15 },
    {
      ...STANDARD,
      sensitivity: 60,
      expert: { contrast: 4, noise: 7.5, edge: 0.2, travel: 2, stillFor: 90_000 },
    },
  );
  assert.equal(await page.getByText("Not saved yet").isVisible(), false);
  await page.getByRole("button", { name: "Forget them" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Forget" }).click();
  const slider = await sensitivity.elementHandle();
  await page.waitForFunction((input) => (input as HTMLInputElement).value === "49", slider);
});

test("what the server refuses is said, and nothing is lost", async () => {
  const page = await tuner();
  await page.getByLabel("Sensitivity").press("ArrowRight");
  at.server.instead.set("PUT cameras/front/motion", {
    status: 422,
    body: { error: "zones: at most 16", code: "field", field: "zones" },
  });
  await changes(page).getByRole("button", { name: "Save" }).click();
  await page.getByText("Zones: at most 16.").waitFor();
  await shoot(page, "motion-refused");
  assert.equal(await page.getByLabel("Sensitivity").inputValue(), "50");
  await changes(page).getByRole("button", { name: "Save" }).click();
  await page.getByText("Saved.").waitFor();
});

test("a zone is added, dragged by mouse, given a corner at an edge, and one held to go", async () => {
  const page = await tuner();
  await page.getByRole("button", { name: "Add a zone" }).click();
  await page.locator(".corner").first().waitFor();
  await page.getByLabel("Name").fill("Street");
  const over = await box(page);
  const spot = (x: number, y: number): [number, number] => [
    over.x + x * over.width,
    over.y + y * over.height,
  ];
  await drag(page, spot(0.3, 0.3), spot(0.1, 0.2));
  await drag(page, spot(0.6, 0.3), spot(1.4, -0.5));
  await shoot(page, "motion-zone");
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.locator(".corner").first().scrollIntoViewIfNeeded();
  const now = await box(page);
  const here = (x: number, y: number): [number, number] => [now.x + x * now.width, now.y + y * now.height];
  await drag(page, here(0.45, 0.65), here(0.45, 0.9));
  assert.deepEqual(await shapeOf(page), [
    [0.1, 0.2],
    [1, 0],
    [0.6, 0.65],
    [0.45, 0.9],
    [0.3, 0.65],
  ]);
  await page.mouse.move(...here(0.6, 0.65));
  await page.mouse.down();
  await page.waitForTimeout(900);
  await page.mouse.up();
  assert.equal((await shapeOf(page)).length, 4);
  await page.getByRole("button", { name: "Undo" }).first().click();
  assert.equal((await shapeOf(page)).length, 5);
  await drag(page, here(0.5, 0.5), here(0.5, 0.9));
  const moved = await shapeOf(page);
  assert.ok(Math.abs((moved[3]?.[1] ?? 0) - 1) < 1e-6, "the whole of it stops at the edge of the picture");
  await save(page);
  const [zone] = zones();
  assert.deepEqual([zone?.name, zone?.kind, zone?.points.length], ["Street", "include", 5]);
  assert.ok(zone?.points.flat().every((share) => share >= 0 && share <= 1));
});

test("a zone is drawn by fingers on a phone, and what is touched is large enough", async () => {
  const page = await tuner({ size: PHONE });
  await page.getByRole("button", { name: "Add a zone" }).click();
  await page.locator(".corner").first().waitFor();
  const { width, height } = (await page.locator(".corner").first().boundingBox()) ?? { width: 0, height: 0 };
  assert.ok(width >= 44 && height >= 44, `${width} x ${height}`);
  const over = await box(page);
  await touch(page, [
    [over.x + 0.3 * over.width, over.y + 0.3 * over.height],
    [over.x + 0.2 * over.width, over.y + 0.25 * over.height],
    [over.x + 0.05 * over.width, over.y + 0.1 * over.height],
  ]);
  assert.deepEqual((await shapeOf(page))[0], [0.05, 0.1]);
  await page.getByRole("radio", { name: /Never counts/ }).check();
  await shoot(page, "motion-zone-touch");
  await save(page);
  assert.equal(zones()[0]?.kind, "ignore");
});

test("a zone is changed by keys alone, and every step is told", async () => {
  at.server.motions.settings.set("front", {
    ...STANDARD,
    zones: [{ name: "Lawn", kind: "include", points: quad(0.2, 0.2, 0.6, 0.6) }],
  });
  const page = await tuner();
  await page.getByRole("button", { name: /^Lawn/ }).focus();
  await page.keyboard.press("Enter");
  const second = page.getByRole("button", { name: /^Corner 2 of 4/ });
  await second.focus();
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Shift+ArrowDown");
  assert.equal(await said(page), "59 % from the left, 25 % from the top");
  assert.match((await second.getAttribute("aria-label")) ?? "", /59 % from the left, 25 % from the top/);
  for (let i = 0; i < 12; i++) {
    await page.keyboard.press("Shift+ArrowRight");
  }
  assert.equal(await said(page), "100 % from the left, 25 % from the top", "not out of the picture");
  await page.keyboard.press("+");
  assert.match(await labelOfFocus(page), /^Corner 3 of 5/);
  await page.keyboard.press("Delete");
  await page.keyboard.press("Delete");
  assert.match(await said(page), /^Corner removed, 3 are left/);
  await page.keyboard.press("Delete");
  assert.equal(await said(page), "A zone needs 3 corners.");
  await page.keyboard.press("Control+z");
  assert.equal((await shapeOf(page)).length, 4);
  await page.keyboard.press("Escape");
  assert.equal(await page.locator(".corner").count(), 0);
  await save(page);
  assert.equal(zones()[0]?.points.length, 4);
});

test("zones may overlap; one without a name or with another's is not sent", async () => {
  at.server.motions.settings.set("front", {
    ...STANDARD,
    zones: [
      { name: "Lawn", kind: "include", points: quad(0.1, 0.1, 0.7, 0.7) },
      { name: "Tree", kind: "ignore", points: quad(0.4, 0.2, 0.9, 0.9) },
    ],
  });
  const page = await tuner();
  await page.getByRole("button", { name: /^Tree/ }).click();
  await page.getByLabel("Name").fill("Lawn");
  await changes(page).getByRole("button", { name: "Save" }).click();
  await page.getByText("Another zone has this name.").waitFor();
  await shoot(page, "motion-zone-name");
  await page.getByLabel("Name").fill(" ");
  await changes(page).getByRole("button", { name: "Save" }).click();
  await page.getByText("A zone needs a name.").waitFor();
  await page.getByRole("button", { name: "Remove zone" }).click();
  await save(page);
  assert.deepEqual(
    zones().map(({ name }) => name),
    ["Lawn"],
  );
});

test("settings are tried on what was, anew as they change, and only the newest answer counts", async () => {
  const now = Date.now() * 1000;
  const fired = (ago: number, more = {}): object => ({
    start: now - ago * 60e6,
    end: now - ago * 60e6 + 8e6,
    score: 2.4,
    area: 0.01,
    zones: ["street"],
    ...more,
  });
  at.server.motions.happened("e50", "front", 3000);
  at.server.motions.replay = (asked) => {
    const isKeen = (asked["settings"] as typeof STANDARD)["sensitivity"] !== 50;
    return {
      kept: [
        { from: now - 52 * 60e6, to: now - 30 * 60e6 },
        { from: now - 20 * 60e6, to: now },
      ],
      seconds: 2500,
      took: 12,
      before: [fired(50, { id: "e50" }), fired(35), fired(5)],
      events: isKeen ? [fired(50), fired(42), fired(12), fired(5)] : [fired(50), fired(35), fired(5)],
    };
  };
  const page = await tuner();
  assert.equal(
    at.server.asked.includes("POST cameras/front/motion/replay"),
    false,
    "nothing is tried before somebody asks",
  );
  await page.getByRole("button", { name: "Try it" }).click();
  await page.getByText("3 as before, 0 new, 0 no more.").waitFor();
  await page.getByLabel("Sensitivity").focus();
  for (let i = 0; i < 20; i++) {
    await page.keyboard.press("ArrowRight");
  }
  await page.getByText("2 as before, 2 new, 1 no more.").waitFor();
  const asked: number = at.server.motions.replayed.length;
  assert.ok(asked <= 3, `asked ${asked} times for 20 steps`);
  await page.getByText(/Nothing was kept for 18 min.*the longest from/).waitFor();
  await page.locator(".lanes").scrollIntoViewIfNeeded();
  await shoot(page, "motion-tuner");
  await page.screenshot({ path: "shots/motion-whole.png", fullPage: true });
  await page.setViewportSize({ width: 360, height: 740 });
  await page.screenshot({ path: "shots/motion-whole-phone.png", fullPage: true });
  await page.locator(".lanes").scrollIntoViewIfNeeded();
  await page.screenshot({ path: "shots/motion-tuner-there-phone.png" });
  await page.getByLabel("From … to …").check();
  await page.getByLabel("To", { exact: true }).fill("2020-01-01T00:00");
  await page.getByText("It must end after it begins.").waitFor();
  await page.getByLabel("Yesterday").check();
  await page.getByText("2 as before, 2 new, 1 no more.").waitFor();
  const last = at.server.motions.replayed.at(-1) as unknown as { from: number; to: number };
  assert.ok(Math.abs((last.to - last.from) / 3600e6 - 24) <= 1, "a day, but for the clocks changing");
  at.server.instead.set("POST cameras/front/motion/replay", {
    status: 503,
    body: { error: "busy with another" },
  });
  await page.getByLabel("Today").check();
  await page.getByText("Busy with another.").waitFor();
  await page.getByRole("button", { name: "Try again" }).click();
  await page.getByText("2 as before, 2 new, 1 no more.").waitFor();
});

test("changes are not lost by leaving: who stays keeps them, who leaves said so", async () => {
  const page = await tuner();
  await page.getByLabel("Sensitivity").press("ArrowRight");
  await page.getByRole("link", { name: "Events" }).click();
  const dialog = page.getByRole("dialog", { name: "Not saved yet" });
  await dialog.waitFor();
  await shoot(page, "motion-leave");
  await dialog.getByRole("button", { name: "Stay" }).click();
  assert.equal(new URL(page.url()).hash, TUNER);
  assert.equal(await page.getByLabel("Sensitivity").inputValue(), "50");
  await page.evaluate(() => dispatchEvent(new Event("focus")));
  await page.waitForTimeout(300);
  assert.equal(await page.getByLabel("Sensitivity").inputValue(), "50", "looking again changes nothing");
  await page.getByRole("link", { name: "Events" }).click();
  await dialog.getByRole("button", { name: "Leave without saving" }).click();
  await page.getByRole("heading", { name: "Nothing yet" }).waitFor();
  assert.equal(at.server.motions.settings.size, 0);
});

test("a camera whose motion cannot be had says why", async () => {
  at.server.instead.set("GET cameras/front/motion", { status: 503, body: { error: "it starts just now" } });
  const page = await tuner({ expected: /status of 503/ });
  await page.getByText("It starts just now.").waitFor();
  await page.getByRole("button", { name: "Ask again" }).click();
  await page.getByLabel("Sensitivity").waitFor();
});

function tuner(options: Parameters<typeof at.visit>[2] = {}): Promise<Page> {
  const expected = /status of (4\d\d|503)/;
  return at.visit(at.accounts.add("ana", PASSWORD, "operator"), TUNER, { expected, ...options });
}

function changes(page: Page): ReturnType<Page["getByRole"]> {
  return page.getByRole("region", { name: "Changes" });
}

async function save(page: Page): Promise<void> {
  await changes(page).getByRole("button", { name: "Save" }).click();
  await page.getByText("Saved.").waitFor();
}

function zones(): Zone[] {
  return (at.server.motions.settings.get("front")?.["zones"] ?? []) as Zone[];
}

async function box(page: Page): Promise<{ x: number; y: number; width: number; height: number }> {
  return (await page.locator(".over").boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
}

/** The corners that are shown, to a hundredth. */
async function shapeOf(page: Page): Promise<[number, number][]> {
  return page.locator(".corner").evaluateAll((all) =>
    all.map((one) => {
      const { style } = one as HTMLElement;
      return ["--x", "--y"].map((side) => Math.round(Number(style.getPropertyValue(side)) * 100) / 100) as [
        number,
        number,
      ];
    }),
  );
}

async function drag(page: Page, from: [number, number], to: [number, number]): Promise<void> {
  await page.mouse.move(...from);
  await page.mouse.down();
  await page.mouse.move((from[0] + to[0]) / 2, (from[1] + to[1]) / 2);
  await page.mouse.move(...to);
  await page.mouse.up();
}

/** One finger, along these places. */
async function touch(page: Page, places: readonly [number, number][]): Promise<void> {
  const session = await page.context().newCDPSession(page);
  for (const [i, [x, y]] of places.entries()) {
    const type = i === 0 ? "touchStart" : "touchMove";
    await session.send("Input.dispatchTouchEvent", { type, touchPoints: [{ x, y }] });
  }
  await session.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
}

async function said(page: Page): Promise<string> {
  return (await page.locator(".unseen[role=status]").textContent()) ?? "";
}

async function labelOfFocus(page: Page): Promise<string> {
  return page.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? "");
}

/** How strongly these blocks are drawn, 0 to 255. */
async function opacitiesAt(page: Page, blocks: readonly [number, number][]): Promise<number[]> {
  return page.evaluate((all) => {
    const canvas = document.querySelector<HTMLCanvasElement>("canvas.heat");
    const image = canvas?.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height);
    return all.map(([x, y]) => image?.data[(y * image.width + x) * 4 + 3] ?? -1);
  }, blocks);
}
