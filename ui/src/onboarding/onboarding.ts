/** The page plain http shows: helps this device trust the server, and notices when it does. */
import { part, say } from "../dom.ts";
import { type Platform, platform, PLATFORMS } from "./platform.ts";

const PAUSE = 2500;
const PATIENCE = 8000;
const NAMES: Record<Platform, string> = {
  ios: "iPhone, iPad",
  android: "Android",
  windows: "Windows",
  macos: "Mac",
  linux: "Linux",
};

const go = part(document, "go", HTMLAnchorElement);
const checking = part(document, "checking", HTMLElement);

show(platform(navigator.userAgent, navigator.maxTouchPoints));
checkForEver();

/** This device's steps; the others are a tap away. */
function show(own: Platform): void {
  const tabs = part(document, "tabs", HTMLElement);
  const ordered = [own, ...PLATFORMS.filter((other) => other !== own)];
  for (const each of ordered) {
    const tab = document.createElement("button");
    tab.type = "button";
    tab.textContent = NAMES[each];
    tab.dataset["tab"] = each;
    tab.addEventListener("click", () => choose(each));
    tabs.append(tab);
  }
  tabs.hidden = false;
  choose(own);
}

function choose(chosen: Platform): void {
  for (const section of document.querySelectorAll<HTMLElement>("[data-platform]")) {
    section.hidden = section.dataset["platform"] !== chosen;
  }
  for (const tab of document.querySelectorAll<HTMLElement>("[data-tab]")) {
    tab.setAttribute("aria-pressed", String(tab.dataset["tab"] === chosen));
  }
}

/** Asks at once when somebody comes back from the settings, and else every few seconds. */
function checkForEver(): void {
  let timer = 0;
  const check = async (): Promise<void> => {
    window.clearTimeout(timer);
    if (document.hidden) {
      return;
    }
    if (await isTrusted(go.href)) {
      document.body.dataset["trust"] = "trusted";
      return;
    }
    say(checking, "Not trusted yet. This page notices by itself.");
    timer = window.setTimeout(() => void check(), PAUSE);
  };
  document.addEventListener("visibilitychange", () => void check());
  window.addEventListener("pageshow", () => void check());
  void check();
}

/** A picture of the encrypted server's shows only if its certificate is trusted. */
function isTrusted(secure: string): Promise<boolean> {
  const picture = new Image();
  return new Promise((resolve) => {
    picture.addEventListener("load", () => resolve(true));
    picture.addEventListener("error", () => resolve(false));
    window.setTimeout(() => resolve(false), PATIENCE);
    picture.src = new URL(`trusted.svg?${Date.now()}`, secure).href;
  });
}
