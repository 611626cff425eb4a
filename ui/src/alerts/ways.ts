import { getWays, testWay, type Way } from "../api/alert-rules.ts";
import { getAlert } from "../api/alerts.ts";
import { button, make, say, set } from "../dom.ts";
import { Loaded } from "../parts/loaded.ts";
import type { Screen } from "../parts/screen.ts";
import { Column, section } from "../parts/section.ts";
import { failureText } from "../parts/words.ts";
import type { Alerts } from "./alerts.ts";
import { preferences } from "./preferences.ts";
import { receiptText, settled, wayText } from "./receipts.ts";

/** Milliseconds between two looks at how a test fares, and how long it is looked at. */
const LOOK_EVERY = 500;
const LOOK_FOR = 60_000;

const KIND_WORDS: Readonly<Record<string, string>> = {
  page: "This page, while it is open",
  mqtt: "MQTT, as home automation listens to",
  mail: "Mail",
  webhook: "A program of yours",
  ntfy: "ntfy, on a phone",
};

/** By which ways people are told, whether those work, and how whoever looks wants it on this page. */
export function waysScreen(main: HTMLElement, alerts: Alerts): Screen {
  const { mayOperate } = alerts.here;
  const ways = new Loaded(getWays, (list) => {
    const others = list.filter(({ kind }) => kind !== "page");
    return [...list.map((way) => wayPanel(way, mayOperate)), ...(others.length === 0 ? [none()] : [])];
  });
  return new Column(main, "Ways to tell you", ways.element, preferences(alerts));
}

function none(): HTMLElement {
  return section(
    "No way beyond this page",
    make(
      "p",
      {},
      "An open page tells you. A phone in a pocket needs a way of its own: ntfy, mail, MQTT or a program of yours, all of them in your house if you like.",
    ),
    make(
      "p",
      {},
      "They are named in the settings file, under ",
      make("code", {}, "alerts.channels"),
      ". The guide to alerts has an example of each; after a restart they stand here.",
    ),
  );
}

function wayPanel(way: Way, mayOperate: boolean): HTMLElement {
  const { name, kind } = way;
  const { lines, isBad } = wayText(way, new Date());
  const word = make("p", { class: "soft", role: "status" });
  const key = button("Test now", () => void test(), { "aria-label": `Test ${name} now` });
  const panel = section(
    name,
    make("p", { class: "soft" }, KIND_WORDS[kind] ?? kind),
    ...lines.map((line, i) => make("p", { class: isBad && i === 0 ? "wrong" : "" }, line)),
    ...(mayOperate ? [make("div", { class: "keys" }, key)] : []),
    word,
  );
  panel.classList.add("way");
  return panel;

  function tellOf(text: string, isWrong: boolean): void {
    set(word, { class: isWrong ? "wrong" : "soft" });
    say(word, text);
  }

  async function test(): Promise<void> {
    if (key.getAttribute("aria-disabled") === "true") {
      return;
    }
    set(key, { "aria-disabled": "true" });
    tellOf("On its way…", false);
    await follow();
    set(key, { "aria-disabled": false });
  }

  async function follow(): Promise<void> {
    let answer = await testWay(name);
    const until = Date.now() + LOOK_FOR;
    while (answer.kind === "ok") {
      const end = settled(answer.value, name);
      const sofar = end ?? answer.value.deliveries.find(({ channel }) => channel === name);
      if (sofar !== undefined) {
        tellOf(receiptText(sofar), sofar.state === "dead");
      }
      if (end !== undefined || !word.isConnected) {
        return;
      }
      if (Date.now() > until) {
        tellOf(`${word.textContent}. It goes on in the list of alerts.`, false);
        return;
      }
      const { id } = answer.value;
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY));
      answer = await getAlert(id);
    }
    tellOf(failureText(answer), true);
  }
}
