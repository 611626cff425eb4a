import { getCameras } from "../api/cameras.ts";
import { isKind, type Sort } from "../api/kinds.ts";
import { getEvents, type Summary } from "../api/events.ts";
import type { Answer } from "../api/request.ts";
import { button, make, say } from "../dom.ts";
import { kindMarks, oneOf } from "../objects/kinds.ts";
import { SortRow } from "../objects/sort-row.ts";
import { labelled, select } from "../parts/choices.ts";
import type { Screen } from "../parts/screen.ts";
import { Column } from "../parts/section.ts";
import { clockText, dayBounds, dayHeading, exactText, isoDay } from "../parts/times.ts";
import { loadFailure, sentence } from "../parts/words.ts";
import { EVENTS, hashOf, type Route } from "../router.ts";
import { daysOf, joined } from "./days.ts";
import { thumbnail } from "./thumbnail.ts";
import { lengthText, marks } from "./words.ts";

/** Events asked for at a time. */
const PAGE = 30;

/** What happened, newest first and day by day. */
export class EventsScreen implements Screen {
  readonly #column: Column;
  readonly #filters = make("div", { class: "filters" });
  readonly #sorts: SortRow;
  readonly #days = make("div", { class: "days" });
  readonly #word = make("p", { class: "soft", role: "status" }, "Loading…");
  readonly #empty = make("div", { class: "panel empty", hidden: true });
  readonly #more: HTMLButtonElement;
  readonly #mayOperate: boolean;
  #route: Route & { to: "events" };
  #cameras: string[] = [];
  #events: Summary[] = [];
  #isLoaded = false;
  #isMore = false;
  #turn = 0;

  constructor(main: HTMLElement, route: Route, mayOperate: boolean) {
    this.#route = route.to === "events" ? route : { to: "events", camera: "", day: "" };
    this.#mayOperate = mayOperate;
    this.#sorts = new SortRow(this.#route.sorts ?? [], (sorts) => this.#filter({ sorts }));
    this.#more = button("More", () => void this.#loadMore(), { class: "key wide", hidden: true });
    this.#column = new Column(
      main,
      "Events",
      this.#filters,
      this.#sorts.element,
      this.#days,
      this.#empty,
      this.#word,
      this.#more,
    );
    this.#writeFilters();
    void this.#askCameras();
  }

  /** What is new comes on top, and what lasts goes on. The first call comes with the screen. */
  async refresh(reached: boolean): Promise<void> {
    if (reached) {
      await this.#load();
    }
  }

  route(route: Route): void {
    if (route.to === "events" && hashOf(route) !== hashOf(this.#route)) {
      this.#route = route;
      this.#sorts.show(route.sorts ?? []);
      this.#events = [];
      this.#isLoaded = false;
      this.#writeFilters();
      this.#write("Loading…");
      void this.#load();
    }
  }

  close(): void {
    this.#turn++;
    this.#column.close();
  }

  async #askCameras(): Promise<void> {
    const answer = await getCameras();
    if (answer.kind === "ok") {
      this.#cameras = answer.value.map(({ name }) => name);
      this.#writeFilters();
      this.#writeEmpty();
    }
  }

  async #load(): Promise<void> {
    const answer = await this.#ask("");
    if (answer?.kind === "ok") {
      const { events, more } = answer.value;
      const all = joined(this.#events, events, !more);
      this.#isMore = all.length > events.length ? this.#isMore : more;
      this.#events = all;
    }
    this.#took(answer);
  }

  async #loadMore(): Promise<void> {
    const shown = this.#events.length;
    const answer = await this.#ask(this.#events.at(-1)?.id ?? "");
    if (answer?.kind === "ok") {
      this.#events = [...this.#events, ...answer.value.events];
      this.#isMore = answer.value.more;
    }
    this.#took(answer);
    if (answer?.kind === "ok") {
      this.#days.querySelectorAll<HTMLElement>(".event")[shown]?.focus({ preventScroll: true }); // the button may go
    }
  }

  /** Undefined if something else was asked for since. */
  async #ask(before: string): Promise<Answer<{ events: Summary[]; more: boolean }> | undefined> {
    const turn = ++this.#turn;
    const { camera, day, sorts = [] } = this.#route;
    const { from, to } = dayBounds(day) ?? { from: 0, to: 0 };
    const answer = await getEvents({ camera, from, to, limit: PAGE, before, sorts });
    return turn === this.#turn ? answer : undefined;
  }

  #took(answer: Answer<unknown> | undefined): void {
    if (answer === undefined) {
      return;
    }
    this.#isLoaded ||= answer.kind === "ok";
    this.#sorts.learn(this.#events);
    const failure = answer.kind === "ok" ? "" : loadFailure(answer);
    this.#write(failure);
    if (failure !== "") {
      this.#more.hidden = false;
      say(this.#more, "Ask again");
    }
  }

  #write(word: string): void {
    const now = new Date();
    const focus = document.activeElement?.getAttribute("data-event");
    this.#days.replaceChildren(
      ...daysOf(this.#events).map(({ iso, events }) =>
        make(
          "section",
          { "aria-labelledby": `day-${iso}` },
          make("h2", { id: `day-${iso}` }, dayHeading(events[0]?.start ?? 0, now)),
          make("ul", {}, ...events.map((event) => make("li", {}, card(event, now)))),
        ),
      ),
    );
    if (focus !== null && focus !== undefined) {
      this.#days
        .querySelector<HTMLElement>(`[data-event="${CSS.escape(focus)}"]`)
        ?.focus({ preventScroll: true });
    }
    say(this.#word, word === "" && this.#events.length > 0 && !this.#isMore ? "That is all." : word);
    say(this.#more, this.#events.length === 0 ? "Ask again" : "More");
    this.#more.hidden = !this.#isMore;
    this.#writeEmpty();
  }

  #writeEmpty(): void {
    const isEmpty = this.#isLoaded && this.#events.length === 0;
    this.#empty.hidden = !isEmpty;
    if (!isEmpty) {
      return;
    }
    const { camera, day, sorts = [] } = this.#route;
    const isFiltered = camera !== "" || day !== "" || sorts.length > 0;
    this.#empty.replaceChildren(
      ...(isFiltered
        ? [
            make("h2", {}, "Nothing here"),
            make(
              "p",
              {},
              `No event${emptyText(sorts)}${camera === "" && day === "" ? "" : " of that camera and day"} is kept.`,
            ),
            make("div", { class: "keys" }, make("a", { class: "key", href: hashOf(EVENTS) }, "Show all")),
          ]
        : [
            make("h2", {}, "Nothing yet"),
            make(
              "p",
              {},
              "When something moves in front of a camera, it appears here by itself, with pictures and the reason.",
            ),
            ...(this.#mayOperate ? this.#tuners() : []),
          ]),
    );
  }

  /** Where one sees whether a camera would notice anything. */
  #tuners(): Node[] {
    const links = this.#cameras.map((name) =>
      make("a", { class: "key", href: hashOf({ to: "motion", name }) }, `Motion of ${name}`),
    );
    return [
      make("p", {}, "Walk past a camera and watch what it sees:"),
      make("div", { class: "keys" }, ...links),
    ];
  }

  #writeFilters(): void {
    const { camera, day } = this.#route;
    const names = [...new Set([...this.#cameras, ...(camera === "" ? [] : [camera])])];
    const cameras = select(
      "events-camera",
      [{ value: "", label: "Every camera" }, ...names.map((name) => ({ value: name, label: name }))],
      camera,
    );
    const days = make("input", {
      id: "events-day",
      type: "date",
      max: isoDay(Date.now() * 1000),
      value: day,
    });
    cameras.addEventListener("change", () => this.#filter({ camera: cameras.value }));
    days.addEventListener("change", () => this.#filter({ day: days.value }));
    const focus = document.activeElement?.id;
    this.#filters.replaceChildren(
      ...(names.length < 2 ? [] : [labelled("Camera", cameras)]),
      labelled("Day", days),
      ...(day === "" && camera === ""
        ? []
        : [button("Show all", () => this.#filter({ camera: "", day: "" }), { class: "key plain" })]),
    );
    if (focus === "events-camera" || focus === "events-day") {
      document.getElementById(focus)?.focus();
    }
  }

  #filter(change: { camera?: string; day?: string; sorts?: readonly Sort[] }): void {
    location.hash = hashOf({ ...this.#route, ...change });
  }
}

function card(event: Summary, now: Date): HTMLElement {
  const { id, camera, start, kinds, notices } = event;
  return make(
    "a",
    { class: "event", href: hashOf({ to: "event", id }), "data-event": id },
    thumbnail(event, 160),
    make(
      "span",
      { class: "told" },
      make(
        "span",
        { class: "when" },
        make(
          "time",
          { datetime: new Date(start / 1000).toISOString(), title: exactText(start) },
          clockText(start),
        ),
        ...marks(event),
      ),
      ...(kinds.length === 0 ? [] : [make("span", { class: "kinds" }, ...kindMarks(kinds))]),
      make("span", { class: "soft" }, `${camera} · ${lengthText(event, now)}`),
      ...notices.map(({ text }) => make("span", { class: "noticed" }, sentence(text))),
      make("span", { class: "why" }, sentence(event.why)),
    ),
  );
}

/** Nothing of what is not narrowed. */
function emptyText(sorts: readonly Sort[]): string {
  const kinds = sorts.filter(isKind).map(oneOf);
  return sorts.length === 0
    ? ""
    : kinds.length === 0
      ? " in which nothing was recognised"
      : ` with ${kinds.join(" or ")}`;
}
