import { type Browser, chromium, type Page } from "playwright-core";

export const FLAGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--autoplay-policy=no-user-gesture-required",
];

export const PHONE = { width: 360, height: 740 };
export const DESK = { width: 1280, height: 800 };

export function launch(...flags: string[]): Promise<Browser> {
  const executablePath = process.env["CHROMIUM"] ?? "/usr/bin/chromium";
  return chromium.launch({ executablePath, args: [...FLAGS, ...flags] });
}

/** A page, and everything it complained about: a test that ends well has none. */
export interface Watched {
  page: Page;
  complaints: string[];
}

/** What the browser says while a server is away: of requests, of the conversation, of the service worker. */
export const SERVER_GONE = /net::ERR_|WebSocket connection|fetching the script/;

/** `expected` matches complaints that the test brings about itself; `prepare` is run in the page before its own code. */
export async function open(
  browser: Browser,
  url: string,
  { size = DESK, expected = /^$/, prepare = "" } = {},
): Promise<Watched> {
  const page = await browser.newPage({ viewport: size, colorScheme: "dark" });
  const complaints: string[] = [];
  const complain = (what: string): void => {
    if (!expected.test(what)) {
      complaints.push(what);
    }
  };
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") {
      complain(`${message.text()} ${message.location().url}`.trimEnd());
    }
  });
  page.on("pageerror", (e) => complain(e.message));
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (e) => {
      console.error(`policy: ${e.violatedDirective} ${e.blockedURI}`);
    });
  });
  await page.addInitScript(prepare);
  await page.goto(url);
  return { page, complaints };
}

export async function untilState(page: Page, state: string, timeout = 20_000): Promise<void> {
  const reached = page.locator(`main[data-state="${state}"]`).waitFor({ timeout });
  await reached.catch(async () => {
    const instead = await page.locator("main").getAttribute("data-state", { timeout: 1000 });
    throw new Error(`after ${timeout} ms the page is not ${state} but ${instead}: ${await words(page)}`);
  });
}

/** Until the picture on the bar of the past is of that time, in microseconds since 1970; else it is said where it stands. */
export async function untilShown(page: Page, from: number, to = Infinity): Promise<void> {
  const reached = page.waitForFunction(
    (wanted) => {
      const at = Number(document.querySelector(".past")?.getAttribute("data-at"));
      return at >= wanted.from && at < wanted.to;
    },
    { from, to },
  );
  await reached.catch(async () => {
    const instead = await page.evaluate(() => {
      const video = document.querySelector("video");
      const { buffered } = video ?? {};
      const ranges = Array.from({ length: buffered?.length ?? 0 }, (_, i) => [
        buffered?.start(i),
        buffered?.end(i),
      ]);
      const at = document.querySelector(".past")?.getAttribute("data-at");
      return JSON.stringify({ at, is: video?.currentTime, ready: video?.readyState, ranges });
    });
    throw new Error(`it does not come to ${from}: ${instead}`);
  });
}

/** One camera's words over its picture. */
export async function words(page: Page): Promise<string> {
  const texts = await page.locator("main .veil").locator("strong, span").allTextContents();
  return texts.filter((text) => text !== "").join(" | ");
}

/** Makes the page think that nobody, or somebody, sees it: a headless tab is never hidden. */
export async function setHidden(page: Page, hidden: boolean): Promise<void> {
  await page.evaluate((isHidden) => {
    Object.defineProperty(document, "hidden", { configurable: true, get: () => isHidden });
    document.dispatchEvent(new Event("visibilitychange"));
  }, hidden);
}
