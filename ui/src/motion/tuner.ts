import { type Fired, type Replayed, replay, type Settings, type Span } from "../api/motion.ts";
import type { Answer } from "../api/request.ts";
import { button, make, say, set } from "../dom.ts";
import { Choices, labelled } from "../parts/choices.ts";
import { exactText, spanText, timeText } from "../parts/times.ts";
import { waitText } from "../parts/wait.ts";
import { loadFailure } from "../parts/words.ts";
import { hashOf } from "../router.ts";
import { compare, type Compared, gapsOf, placeIn, type SpanName, spanOf } from "./replayed.ts";
import { durationText, short } from "./words.ts";

/** Milliseconds without a change before settings are tried again. */
const SETTLED = 400;
/** Microseconds of pictures that may be asked for at once. */
const LONGEST = 7 * 24 * 3600e6;
/** So many are listed, the newest. */
const LISTED = 100;

const SPANS: readonly { value: SpanName; label: string }[] = [
  { value: "hour", label: "Last hour" },
  { value: "today", label: "Today" },
  { value: "yesterday", label: "Yesterday" },
  { value: "own", label: "From … to …" },
];

/** Tries settings on what was: which events would have been, against those that were. */
export class Tuner {
  readonly element: HTMLElement;
  readonly #camera: string;
  readonly #choices: Choices;
  readonly #from = timeInput("From", () => this.#changed());
  readonly #to = timeInput("To", () => this.#changed());
  readonly #own: HTMLElement;
  readonly #start: HTMLButtonElement;
  /** What came of it in short: to be seen while the settings are changed. */
  readonly brief = make("div", { class: "brief" });
  readonly #said = make("p", { role: "status" });
  readonly #lanes = make("div", { class: "lanes", "aria-hidden": "true", hidden: true });
  readonly #shown = make("div", { class: "tried" });
  #settings: Settings;
  /** Nothing is asked before somebody asks once: it costs the server some work. */
  #isOn = false;
  #isAsking = false;
  #isStale = false;
  #due = 0;
  #isClosed = false;

  constructor(camera: string, settings: Settings, span: Span | undefined) {
    this.#camera = camera;
    this.#settings = settings;
    this.#own = make("div", { class: "own" }, this.#from.element, this.#to.element);
    this.#choices = new Choices("When", "radio", SPANS, [span === undefined ? "hour" : "own"], () => {
      this.#own.hidden = this.#name !== "own";
      this.#changed();
    });
    this.#choices.element.classList.add("across");
    const own = span ?? spanOf("hour", new Date(), { from: 0, to: 0 });
    this.#from.input.value = localText(own.from);
    this.#to.input.value = localText(own.to);
    this.#own.hidden = span === undefined;
    this.#start = button("Try it", () => this.#begin());
    this.element = make(
      "div",
      { class: "tuner" },
      make(
        "p",
        {},
        "Which events would there have been with the settings above? Nothing is saved by trying.",
      ),
      this.#choices.element,
      this.#own,
      make("div", { class: "keys" }, this.#start),
      this.#shown,
    );
    this.brief.append(this.#said, this.#lanes);
    if (span !== undefined) {
      this.#begin();
    }
  }

  /** Settings to try from now on. */
  show(settings: Settings): void {
    if (settings !== this.#settings) {
      this.#settings = settings;
      this.#changed();
    }
  }

  /** What fires from now on is another thing: what was shown against it no longer holds. */
  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#due);
  }

  get #name(): SpanName {
    return SPANS.find(({ value }) => value === this.#choices.chosen[0])?.value ?? "hour";
  }

  #begin(): void {
    this.#isOn = true;
    this.#start.hidden = true;
    void this.#try();
  }

  #changed(): void {
    if (this.#isOn) {
      clearTimeout(this.#due);
      this.#due = setTimeout(() => void this.#try(), SETTLED);
      set(this.#shown, { "aria-busy": "true" });
    }
  }

  /** One at a time: while the server is busy with one, only the newest waits. */
  async #try(): Promise<void> {
    if (this.#isAsking) {
      this.#isStale = true;
      return;
    }
    const span = this.#span();
    const why = spanProblem(span);
    if (why !== "") {
      this.#fail(why);
      return;
    }
    this.#isAsking = true;
    say(this.#said, "Trying…");
    const answer = await replay(this.#camera, span, this.#settings);
    this.#isAsking = false;
    if (this.#isClosed) {
      return;
    }
    if (this.#isStale) {
      this.#isStale = false;
      void this.#try();
    } else {
      this.#take(answer, span);
    }
  }

  #span(): Span {
    return spanOf(this.#name, new Date(), {
      from: new Date(this.#from.input.value).getTime() * 1000,
      to: new Date(this.#to.input.value).getTime() * 1000,
    });
  }

  #take(answer: Answer<Replayed>, span: Span): void {
    set(this.#shown, { "aria-busy": false });
    if (answer.kind !== "ok") {
      this.#fail(loadFailure(answer));
      return;
    }
    const { kept, before, events, seconds } = answer.value;
    const compared = compare(before, events);
    say(this.#said, summaryText(compared));
    this.#lanes.hidden = false;
    this.#lanes.replaceChildren(...lanes(span, kept, compared));
    this.#shown.replaceChildren(make("p", { class: "soft" }, keptText(kept, span, seconds)), list(compared));
  }

  #fail(why: string): void {
    set(this.#shown, { "aria-busy": false });
    say(this.#said, "");
    this.#lanes.hidden = true;
    this.#shown.replaceChildren(
      make("p", { class: "alert", role: "alert" }, why),
      button("Try again", () => void this.#try()),
    );
  }
}

function timeInput(label: string, changed: () => void): { element: HTMLElement; input: HTMLInputElement } {
  const id = `tuner-${label.toLowerCase()}`;
  const input = make("input", { id, type: "datetime-local" });
  input.addEventListener("change", changed);
  return { element: labelled(label, input), input };
}

/** As such an input has it: local, to the minute. */
function localText(micros: number): string {
  const at = new Date(micros / 1000);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

function spanProblem({ from, to }: Span): string {
  if (Number.isNaN(from) || Number.isNaN(to)) {
    return "Please fill in both times.";
  }
  return to <= from
    ? "It must end after it begins."
    : to - from > LONGEST
      ? "At most seven days at once."
      : "";
}

function summaryText({ kept, fresh, gone }: Compared): string {
  return kept.length + fresh.length + gone.length === 0
    ? "No event then, and none with these settings."
    : `${kept.length} as before, ${fresh.length} new, ${gone.length} no more.`;
}

function keptText(kept: readonly Span[], span: Span, seconds: number): string {
  const gaps = gapsOf(kept, span);
  const longest = gaps.toSorted((a, b) => b.to - b.from - (a.to - a.from))[0];
  if (longest === undefined) {
    return `All of it was kept: ${durationText(seconds)}.`;
  }
  const missing = gaps.reduce((sum, { from, to }) => sum + (to - from) / 1e6, 0);
  return kept.length === 0
    ? "Nothing was kept of this time: nothing stirred, or it is too long ago. There is nothing to try."
    : `Nothing was kept for ${durationText(missing)} of it, the longest from ${spanText(longest.from, longest.to)}: ` +
        "nothing stirred then, or it is too long ago.";
}

/** Two rows over the same time: what was, and what would have been. */
function lanes(span: Span, kept: readonly Span[], { kept: same, fresh, gone }: Compared): Node[] {
  const before = [
    ...gone.map((one) => mark(span, one, "gone")),
    ...same.map((one) => mark(span, one, "same")),
  ];
  const after = [
    ...same.map((one) => mark(span, one, "same")),
    ...fresh.map((one) => mark(span, one, "new")),
  ];
  return [
    lane("was", kept, span, before),
    lane("would be", kept, span, after),
    make("p", { class: "ends" }, make("span", {}, timeText(span.from)), make("span", {}, timeText(span.to))),
  ];
}

function lane(name: string, kept: readonly Span[], span: Span, marks: readonly HTMLElement[]): HTMLElement {
  const row = make("div", { class: "lane" });
  row.append(...kept.map((one) => placed("kept", span, one)), ...marks);
  return make("div", { class: "row" }, make("span", {}, name), row);
}

function mark(span: Span, { start, end }: Fired, what: string): HTMLElement {
  return placed(what, span, { from: start, to: end === 0 ? span.to : end });
}

function placed(what: string, span: Span, of: Span): HTMLElement {
  const { left, width } = placeIn(span, of);
  const made = make("i", { class: what });
  made.style.left = `${left}%`;
  made.style.width = `${width}%`;
  return made;
}

function list({ kept, fresh, gone }: Compared): HTMLElement {
  const all = [
    ...fresh.map((one) => ({ one, what: "new" })),
    ...gone.map((one) => ({ one, what: "no more" })),
    ...kept.map((one) => ({ one, what: "as before" })),
  ];
  const newest = all.sort((a, b) => b.one.start - a.one.start).slice(0, LISTED);
  return make("ul", { class: "fired" }, ...newest.map(({ one, what }) => line(one, what)));
}

function line({ id, start, end, score, zones }: Fired, what: string): HTMLElement {
  const when = make("time", { datetime: new Date(start / 1000).toISOString() }, exactText(start));
  const more = [
    end === 0 ? "" : waitText((end - start) / 1000),
    `${short(score)} times the threshold`,
    zones.join(", "),
  ].filter((text) => text !== "");
  return make(
    "li",
    {},
    make("span", { class: `mark ${what === "new" ? "eye" : what === "no more" ? "faded" : ""}` }, what),
    id === "" ? when : make("a", { href: hashOf({ to: "event", id }) }, when),
    make("small", {}, more.join(" · ")),
  );
}
