import { type Event, getEvent, pictureUrl, removeEvent, type Sample, type Track } from "../api/events.ts";
import type { Settings, Zone } from "../api/motion.ts";
import { button, drawn, make, say, set } from "../dom.ts";
import { EventObjects } from "../objects/event-view.ts";
import { drawHeat } from "../motion/heat.ts";
import type { Proposal } from "../motion/motion-screen.ts";
import { settingsLines, short, stateWords } from "../motion/words.ts";
import { askFirst } from "../parts/ask.ts";
import { Loaded } from "../parts/loaded.ts";
import type { Screen } from "../parts/screen.ts";
import { Column, section } from "../parts/section.ts";
import { clockText, exactText } from "../parts/times.ts";
import { tell } from "../parts/toast.ts";
import { waitText } from "../parts/wait.ts";
import { sentence } from "../parts/words.ts";
import { EVENTS, hashOf } from "../router.ts";
import { scorePoints, stretchesOf, topOf } from "./chart.ts";
import { chartText, lengthText, marks, wayText } from "./words.ts";

/** Microseconds before and after an event that its settings are tried on. */
const AROUND = 300e6;
/** Microseconds of what was before it that are watched with it. */
const LEAD = 2e6;
const WIDE = 600;
const TALL = 120;

const PICTURES = ["First", "Strongest", "Last"] as const;

export interface Reading {
  mayOperate: boolean;
  /** Somebody wants to go on with the settings of this event. */
  proposed: (proposal: Proposal) => void;
}

/** One event: what was seen, and why it was one. */
export class EventScreen implements Screen {
  readonly #column: Column;
  readonly #loaded: Loaded<Event>;
  #known: Event | undefined;

  constructor(main: HTMLElement, id: string, reading: Reading) {
    this.#loaded = new Loaded(
      () => getEvent(id),
      (event) => {
        this.#known = event;
        const heading = this.#column.element.querySelector("h1");
        if (heading !== null) {
          say(heading, `${event.camera}, ${clockText(event.start)}`);
        }
        document.title = `${event.camera}, ${clockText(event.start)} · Nightjar`;
        return [eventView(event, reading)];
      },
    );
    this.#column = new Column(main, "Event", this.#loaded.element);
  }

  /** One that lasts goes on. */
  async refresh(reached: boolean): Promise<void> {
    if (reached && this.#known?.state === "lasting") {
      await this.#loaded.reload();
    }
  }

  close(): void {
    this.#column.close();
  }
}

function eventView(event: Event, { mayOperate, proposed }: Reading): HTMLElement {
  const objects = event.objects.length === 0 ? undefined : new EventObjects(event);
  return make(
    "div",
    { class: "panels" },
    lead(event),
    make(
      "div",
      { class: "keys" },
      make(
        "a",
        { class: "key main", href: hashOf({ to: "past", name: event.camera, at: event.start - LEAD }) },
        "Watch it",
      ),
    ),
    picture(event, objects),
    ...(objects === undefined ? [] : [section("What was recognised", objects.list)]),
    section("How strongly it moved", ...chart(event)),
    section("What came through", tracks(event)),
    section(
      "Settings in force",
      settings(event.settings),
      ...(mayOperate ? [make("div", { class: "keys" }, button("Use these in the tuner", propose))] : []),
    ),
    ...(mayOperate ? [button("Delete this event", remove, { class: "key wide bad" })] : []),
  );

  function propose(): void {
    const end = event.end === 0 ? Date.now() * 1000 : event.end;
    proposed({
      camera: event.camera,
      settings: event.settings,
      span: { from: event.start - AROUND, to: end + AROUND },
    });
  }

  function remove(): void {
    askFirst(
      "Delete this event",
      "Its pictures and its reason are gone for good.",
      "Delete",
      () => removeEvent(event.id),
      () => {
        tell("The event is deleted.");
        location.hash = hashOf(EVENTS);
      },
    );
  }
}

/** When a picture was taken, as far as an event says: the first at its beginning, the last at its end. */
function momentOf({ start, end, samples }: Event, number: number): number {
  const strongest = samples.toSorted((a, b) => b.score - a.score)[0]?.at ?? start;
  return number === 0 ? start : number === 1 ? strongest : end === 0 ? (samples.at(-1)?.at ?? start) : end;
}

function lead(event: Event): HTMLElement {
  const { state, ended, start, score, area } = event;
  const strength = `${short(score)} times as strong as need be, on ${short(area * 100)} % of the picture`;
  const end =
    state === "interrupted"
      ? "The server ended while it lasted; this is what had been written down."
      : ended === ""
        ? ""
        : sentence(`it ended: ${ended}`);
  return make(
    "div",
    { class: "story" },
    make("p", { class: "why" }, sentence(event.why), ...marks(event)),
    ...event.notices.map(({ at, text }) =>
      make("p", { class: "noticed" }, sentence(text), " ", make("small", {}, clockText(at))),
    ),
    make("p", { class: "soft" }, `${exactText(start)}, ${lengthText(event, new Date())}. ${strength}.`),
    make("p", { class: "soft", hidden: end === "" }, end),
  );
}

/** Pictures, and over them what was seen: each of it can be taken away. */
function picture(event: Event, objects: EventObjects | undefined): HTMLElement {
  const image = make("img", { alt: "" });
  const none = make("p", { class: "words", hidden: true }, "There is no picture");
  const heat = make("canvas", { class: "heat" });
  const ways = drawn("svg", { viewBox: "0 0 1 1", preserveAspectRatio: "none", class: "ways" });
  const zones = drawn("svg", { viewBox: "0 0 1 1", preserveAspectRatio: "none", class: "shapes" });
  const box = make("div", { class: "picture" }, image, heat, none);
  box.append(zones, ways, ...(objects === undefined ? [] : [objects.over]));
  box.style.setProperty("--ratio", "1.7778");
  drawHeat(heat, event.heat);
  zones.append(...event.settings.zones.map(zoneShape));
  ways.append(...event.tracks.flatMap((track, i) => wayShape(track, i)));
  let shown = 1;
  image.addEventListener("load", () => {
    none.hidden = true;
    image.hidden = false;
    const ratio = image.naturalWidth / Math.max(1, image.naturalHeight);
    box.style.setProperty("--ratio", String(ratio));
    objects?.show(momentOf(event, shown), ratio);
  });
  image.addEventListener("error", () => {
    image.hidden = true;
    none.hidden = false;
  });
  const numbers = Array.from({ length: Math.min(PICTURES.length, event.pictures) }, (_, i) => i);
  const keys = numbers.map((number) =>
    button(PICTURES[number] ?? "", () => show(number), { "aria-pressed": "false" }),
  );
  if (keys.length > 0) {
    show(Math.min(1, keys.length - 1));
  } else {
    none.hidden = false;
    image.hidden = true;
  }
  return make(
    "div",
    { class: "seen" },
    box,
    make("div", { class: "keys group", role: "group", "aria-label": "Picture" }, ...keys),
    make(
      "div",
      { class: "keys group", role: "group", "aria-label": "Over the picture" },
      ...(objects === undefined ? [] : [toggle("Objects", objects.over)]),
      toggle("Heat", heat, objects === undefined),
      toggle("Ways", ways),
      ...(event.settings.zones.length === 0 ? [] : [toggle("Zones", zones)]),
    ),
  );

  function show(number: number): void {
    shown = number;
    image.src = pictureUrl(event.id, number);
    image.alt = `${PICTURES[number] ?? ""} picture of the event`;
    keys.forEach((key, i) => set(key, { "aria-pressed": String(i === number) }));
  }
}

/** `isOn`: at first. What has a name is seen better without what is all over it. */
function toggle(text: string, what: HTMLElement | SVGElement, isOn = true): HTMLButtonElement {
  const key = button(text, () => show(what.classList.contains("away")));
  show(isOn);
  return key;

  function show(isShown: boolean): void {
    what.classList.toggle("away", !isShown);
    set(key, { "aria-pressed": String(isShown) });
  }
}

function zoneShape({ kind, points }: Zone): SVGElement {
  return drawn("polygon", { class: kind, points: points.map(([x, y]) => `${x},${y}`).join(" ") });
}

/** A line from where it came to where it went; its end is marked. */
function wayShape({ path }: Track, number: number): SVGElement[] {
  const line = path.map(([x, y]) => `${x},${y}`).join(" ");
  const [x1, y1] = path[0] ?? [0, 0];
  const [x2, y2] = path.at(-1) ?? [0, 0];
  const colour = `way-${number % 4}`;
  return path.length === 0
    ? []
    : [
        drawn("polyline", { points: line, class: "under" }),
        drawn("polyline", { points: line, class: colour }),
        drawn("path", { d: `M${x1} ${y1}h0`, class: `${colour} begin` }),
        drawn("path", { d: `M${x2} ${y2}h0`, class: `${colour} end` }),
      ];
}

function chart(event: Event): Node[] {
  const { samples } = event;
  if (samples.length < 2) {
    return [make("p", { class: "soft" }, "It was too short to draw.")];
  }
  const top = topOf(samples);
  const threshold = TALL - TALL / top;
  const plot = drawn("svg", {
    viewBox: `0 0 ${WIDE} ${TALL}`,
    preserveAspectRatio: "none",
    class: "chart",
    role: "img",
    "aria-label": chartText(event),
  });
  plot.append(
    ...stretchesOf(samples, ({ guard }) => guard).flatMap(({ from, to, what }) =>
      what === "none" ? [] : [bar("guard", from, to, 0, TALL)],
    ),
    drawn("path", { class: "threshold", d: `M0 ${threshold}H${WIDE}` }),
    drawn("polyline", { class: "score", points: scorePoints(samples, WIDE, TALL, top) }),
    ...stretchesOf(samples, ({ state }) => state).map(({ from, to, what }) =>
      bar(`state ${what}`, from, to, TALL - 6, 6),
    ),
  );
  const label = make("span", { class: "at", "aria-hidden": "true" }, "threshold");
  label.style.top = `${(threshold / TALL) * 100}%`;
  return [
    make("div", { class: "plot" }, plot, label),
    make(
      "p",
      { class: "ends" },
      make("span", {}, clockText(samples[0]?.at ?? 0)),
      make("span", {}, clockText(samples.at(-1)?.at ?? 0)),
    ),
    ...guards(samples),
  ];
}

/** What the grey bands are, in words. */
function guards(samples: readonly Sample[]): Node[] {
  const held = new Set(samples.map(({ guard }) => guard));
  held.delete("none");
  return [...held].map((guard) => make("p", { class: "soft" }, `Grey: ${stateWords("quiet", guard).detail}`));
}

function bar(what: string, from: number, to: number, top: number, height: number): SVGElement {
  return drawn("rect", {
    class: what,
    x: String(from * WIDE),
    y: String(top),
    width: String(Math.max(1, (to - from) * WIDE)),
    height: String(height),
  });
}

function tracks({ tracks: all }: Event): HTMLElement {
  return all.length === 0
    ? make("p", { class: "soft" }, "No single way could be told apart.")
    : make(
        "ul",
        { class: "ways-list" },
        ...all.map(({ first, last, from, to, zones }, i) =>
          make(
            "li",
            {},
            make("i", { class: `way-${i % 4}`, "aria-hidden": "true" }),
            make(
              "span",
              {},
              sentence(wayText(from, to)),
              make(
                "small",
                {},
                [clockText(first), waitText((last - first) / 1000), zones.join(", then ")]
                  .filter((text) => text !== "")
                  .join(" · "),
              ),
            ),
          ),
        ),
      );
}

function settings(all: Settings): HTMLElement {
  return make(
    "dl",
    { class: "facts" },
    ...settingsLines(all).map(([name, value]) =>
      make("div", {}, make("dt", {}, name), make("dd", {}, value)),
    ),
  );
}
