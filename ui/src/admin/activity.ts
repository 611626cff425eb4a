import { type Entry, getAudit } from "../api/users.ts";
import type { Answer } from "../api/request.ts";
import { button, make } from "../dom.ts";
import { Column } from "../parts/section.ts";
import { exactText, whenText } from "../parts/times.ts";
import { loadFailure } from "../parts/words.ts";
import { detailOf, sentenceOf } from "./sentences.ts";

/** Entries asked for at a time. */
const PAGE = 50;

/** What happened to accounts and cameras, newest first, for administrators. */
export function activityScreen(main: HTMLElement): Column {
  const list = make("ol", { class: "log", reversed: true });
  const word = make("p", { class: "soft", role: "status" }, "Loading…");
  const more = button("Load more", () => void load(), { class: "key wide", hidden: true });
  const again = button("Look again", () => void reload());
  let oldest = "";
  let turn = 0;
  const column = new Column(
    main,
    "Activity",
    make(
      "div",
      { class: "beside" },
      make("p", { class: "soft" }, "Who did what, newest first. Times are those of this device."),
      again,
    ),
    list,
    word,
    more,
  );
  void load();
  return column;

  async function reload(): Promise<void> {
    oldest = "";
    await load();
  }

  async function load(): Promise<void> {
    const mine = ++turn;
    const from = oldest;
    const answer = await getAudit(from, PAGE);
    if (mine === turn) {
      take(from, answer);
    }
  }

  function take(from: string, answer: Answer<{ entries: Entry[]; more: boolean }>): void {
    if (answer.kind !== "ok") {
      word.textContent = loadFailure(answer);
      word.hidden = false;
      more.hidden = false;
      return;
    }
    const shown = answer.value.entries.map(line);
    if (from === "") {
      list.replaceChildren(...shown);
    } else {
      list.append(...shown);
    }
    oldest = answer.value.entries.at(-1)?.id ?? oldest;
    const first = shown[0];
    if (from !== "" && first !== undefined) {
      first.tabIndex = -1; // the button may go: reading goes on at what came
      first.focus({ preventScroll: true });
    }
    more.hidden = !answer.value.more;
    word.textContent = list.childElementCount === 0 ? "Nothing yet." : "That is all.";
    word.hidden = answer.value.more;
  }
}

function line(entry: Entry): HTMLLIElement {
  const detail = detailOf(entry);
  return make(
    "li",
    { class: entry.ok ? "" : "failed" },
    make(
      "time",
      { datetime: new Date(entry.at / 1000).toISOString(), title: exactText(entry.at) },
      whenText(entry.at, new Date()),
    ),
    make(
      "p",
      {},
      sentenceOf(entry),
      ...(entry.ok ? [] : [make("span", { class: "mark bad" }, "failed")]),
      ...(detail === "" ? [] : [make("small", {}, detail)]),
      ...(entry.from === "" ? [] : [make("small", {}, `from ${entry.from}`)]),
    ),
  );
}
