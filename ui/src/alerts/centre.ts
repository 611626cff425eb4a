import { type Alert, getAlerts, type Live, snooze, tellSeen } from "../api/alerts.ts";
import type { Answer } from "../api/request.ts";
import { button, make, say } from "../dom.ts";
import { keepingFocus } from "../parts/focus.ts";
import type { Screen } from "../parts/screen.ts";
import { Column } from "../parts/section.ts";
import { dayHeading, isoDay } from "../parts/times.ts";
import { tell } from "../parts/toast.ts";
import { failureText, loadFailure } from "../parts/words.ts";
import { hashOf } from "../router.ts";
import type { Alerts } from "./alerts.ts";
import { entry } from "./entry.ts";
import { HouseBar } from "./house-bar.ts";
import { untilSeven } from "./receipts.ts";

/** Alerts asked for at a time. */
const PAGE = 30;

/** What people were told, newest first and day by day; and how the house is. */
export class CentreScreen implements Screen {
  readonly #alerts: Alerts;
  readonly #column: Column;
  readonly #bar: HouseBar;
  readonly #snoozes = make("div", { class: "keys snoozes" });
  readonly #days = make("div", { class: "days" });
  readonly #empty = make("div", { class: "panel empty", hidden: true });
  readonly #word = make("p", { class: "soft", role: "status" }, "Loading…");
  readonly #more = button("More", () => void this.#load(this.#failedAt ?? this.#list.at(-1)?.id ?? 0), {
    class: "key wide",
    hidden: true,
  });
  readonly #unlisten: () => void;
  #list: Alert[] = [];
  /** What whoever is here had not seen when it came stays marked while the screen is open. */
  readonly #fresh = new Set<number>();
  /** Before which alert those were to be that did not come. */
  #failedAt: number | undefined;
  #isMore = false;
  #isLoaded = false;
  #isStale = true;

  constructor(main: HTMLElement, alerts: Alerts) {
    this.#alerts = alerts;
    this.#bar = new HouseBar((house) => alerts.took(house));
    this.#column = new Column(
      main,
      "Alerts",
      make("div", { class: "panel at-home" }, this.#bar.element, this.#snoozes),
      make(
        "nav",
        { class: "keys ways-to", "aria-label": "Of alerts" },
        make("a", { class: "key", href: hashOf({ to: "alert-rules" }) }, "Rules"),
        make("a", { class: "key", href: hashOf({ to: "alert-ways" }) }, "Ways to tell you"),
      ),
      this.#days,
      this.#empty,
      this.#word,
      this.#more,
    );
    this.#column.element.classList.add("centre");
    this.#unlisten = alerts.listen((message) => this.#hear(message));
    this.#writeHouse();
  }

  /** What is new comes by itself; only what was missed is asked for. */
  async refresh(reached: boolean): Promise<void> {
    if (reached && this.#isStale) {
      await this.#load(0);
    }
    this.#tellSeen();
    this.#writeHouse();
  }

  close(): void {
    this.#unlisten();
    this.#column.close();
  }

  #hear(message: Live): void {
    switch (message.type) {
      case "hello":
        this.#isStale = true;
        void this.refresh(true);
        break;
      case "alert":
        this.#take([message.alert]);
        this.#write("");
        this.#tellSeen();
        if (!document.hidden) {
          this.#alerts.shown(message.alert.id);
        }
        break;
      case "change":
        this.#list = this.#list.map((one) => (one.id === message.alert.id ? message.alert : one));
        this.#write("");
        break;
      case "house":
      case "bye":
      case "other":
        break;
    }
    this.#writeHouse();
  }

  async #load(before: number): Promise<void> {
    const answer = await getAlerts(PAGE, before);
    if (answer.kind !== "ok") {
      this.#failedAt = before;
      this.#failed(answer);
      return;
    }
    this.#failedAt = undefined;
    const { alerts, more } = answer.value;
    const first = this.#list.length;
    const isTorn = before === 0 && more && !alerts.some((one) => this.#knows(one));
    if (isTorn) {
      this.#list = []; // more was missed than comes at once: the rest is asked for again
    }
    this.#take(alerts);
    if (before !== 0 || isTorn || !this.#isLoaded) {
      this.#isMore = more;
    }
    this.#isLoaded = true;
    this.#isStale &&= before !== 0;
    this.#write("");
    if (before !== 0) {
      this.#days.querySelectorAll<HTMLElement>(".event")[first]?.focus({ preventScroll: true });
    }
    this.#tellSeen();
  }

  /** Before any of it is told to be seen. */
  #take(alerts: readonly Alert[]): void {
    const { name } = this.#alerts.here;
    const wasSeen = ({ id, seen }: Alert): boolean =>
      !this.#fresh.has(id) && seen.some(({ by }) => by === name);
    const seenUpTo = Math.max(0, ...alerts.filter(wasSeen).map(({ id }) => id));
    for (const one of alerts) {
      if (one.id > seenUpTo && !this.#knows(one)) {
        this.#fresh.add(one.id);
      }
    }
    this.#list = joined(alerts, this.#list);
  }

  #knows({ id }: Alert): boolean {
    return this.#list.some((one) => one.id === id);
  }

  #failed(answer: Answer<unknown>): void {
    const isOld = answer.kind === "refused" && answer.status === 404;
    this.#write(
      isOld ? "This Nightjar has no alerts yet: its program is older than this page." : loadFailure(answer),
    );
    say(this.#more, "Ask again");
    this.#more.hidden = isOld;
  }

  #tellSeen(): void {
    const newest = this.#list[0]?.id ?? 0;
    const { house } = this.#alerts;
    if (this.#isLoaded && newest > 0 && !document.hidden && house !== undefined && house.unseen > 0) {
      void tellSeen(newest);
      this.#alerts.took({ ...house, unseen: 0 });
    }
  }

  #write(word: string): void {
    const now = new Date();
    const byDay = groups(this.#list);
    const days = () =>
      this.#days.replaceChildren(
        ...[...byDay].map(([iso, alerts]) =>
          make(
            "section",
            { "aria-labelledby": `alerts-${iso}` },
            make("h2", { id: `alerts-${iso}` }, dayHeading(alerts[0]?.at ?? 0, now)),
            make("ul", {}, ...alerts.map((one) => entry(one, this.#alerts, this.#fresh.has(one.id)))),
          ),
        ),
      );
    keepingFocus(this.#days, "data-alert", days);
    say(this.#word, word === "" && this.#list.length > 0 && !this.#isMore ? "That is all." : word);
    say(this.#more, "More");
    this.#more.hidden = !this.#isMore;
    this.#writeEmpty();
  }

  #writeEmpty(): void {
    this.#empty.hidden = !this.#isLoaded || this.#list.length > 0;
    if (!this.#empty.hidden) {
      this.#empty.replaceChildren(
        make("h2", {}, "Nothing yet"),
        make(
          "p",
          {},
          "When one of the rules holds you are told here, on every open page, and by your other ways.",
        ),
        make(
          "div",
          { class: "keys" },
          make("a", { class: "key main", href: hashOf({ to: "alert-rules" }) }, "What you are told of"),
          make("a", { class: "key", href: hashOf({ to: "alert-ways" }) }, "Try the ways"),
        ),
      );
    }
  }

  #writeHouse(): void {
    const { house, here } = this.#alerts;
    this.#bar.element.hidden = house === undefined;
    if (house === undefined) {
      return;
    }
    const now = new Date();
    this.#bar.show(house, here.mayOperate);
    const isQuiet = house.snoozedUntil / 1000 > now.getTime();
    this.#snoozes.hidden = !here.mayOperate || isQuiet;
    const until = untilSeven(now).text.replace(/^U/, "u");
    if (this.#snoozes.dataset["until"] !== until) {
      this.#snoozes.dataset["until"] = until;
      this.#snoozes.replaceChildren(
        make("span", { class: "soft" }, "Be quiet for"),
        ...(
          [
            ["15 min", "for 15 min", () => 15],
            ["1 h", "for 1 h", () => 60],
            [until, until, () => untilSeven(new Date()).minutes],
          ] as const
        ).map(([text, label, minutes]) =>
          button(text, () => void this.#snooze(minutes()), { "aria-label": `Quiet ${label}` }),
        ),
      );
    }
  }

  async #snooze(minutes: number): Promise<void> {
    const answer = await snooze(minutes);
    if (answer.kind === "ok") {
      this.#alerts.took(answer.value);
    } else {
      tell(failureText(answer));
    }
  }
}

/** Newest first, each once, as it was last told. */
function joined(newer: readonly Alert[], known: readonly Alert[]): Alert[] {
  const ids = new Set(newer.map(({ id }) => id));
  return [...newer, ...known.filter(({ id }) => !ids.has(id))].sort((a, b) => b.id - a.id);
}

function groups(list: readonly Alert[]): Map<string, Alert[]> {
  const found = new Map<string, Alert[]>();
  for (const one of list) {
    const day = isoDay(one.at);
    found.set(day, [...(found.get(day) ?? []), one]);
  }
  return found;
}
