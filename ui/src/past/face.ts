import type { Summary } from "../api/events.ts";
import { button, make, say, set } from "../dom.ts";
import { clockText, dayHeading } from "../parts/times.ts";
import { Controls, Moment, RATES, type Wishes } from "./controls.ts";
import { HappenedRow } from "./happened-row.ts";
import { SECOND, type View } from "./scale.ts";
import type { Sights } from "./sights.ts";
import { ZoomKeys } from "./zoom-keys.ts";

/** What stands in the face and is none of it. */
export interface Held {
  stage: HTMLElement;
  strip: HTMLElement;
  sights: Sights;
}

/** What is wished for by what is pressed. */
export interface FaceWishes extends Wishes {
  /** Another day or time. */
  moment(): void;
  happened(event: Summary): void;
  zoomTo(span: number): void;
  zoom(factor: number): void;
  /** Only what happened, or all. */
  only(): void;
  /** A clip, or no longer. */
  cut(): void;
}

export interface Seen {
  mode: "live" | "past";
  at: number;
  now: number;
  isPlaying: boolean;
  isOnly: boolean;
  isCutting: boolean;
  view: View;
  events: readonly Summary[];
  /** Of the recording; empty for nothing to say. */
  line: string;
}

/** All around picture and strip: what is so is shown, and what is pressed is told. */
export class Face {
  readonly element: HTMLElement;
  readonly bar: HTMLElement;
  readonly tools: HTMLElement;
  readonly #line = make("p", { class: "recording-line", role: "status", hidden: true });
  readonly #controls: Controls;
  readonly #moment: Moment;
  readonly #row: HappenedRow;
  readonly #zoom: ZoomKeys;
  readonly #live: HTMLButtonElement;
  readonly #only: HTMLButtonElement;
  readonly #cut: HTMLButtonElement;

  constructor(camera: string, { stage, strip, sights }: Held, wishes: FaceWishes) {
    const toggle = (text: string, act: () => void): HTMLButtonElement =>
      button(text, act, { "aria-pressed": "false" });
    this.#controls = new Controls(wishes);
    this.#moment = new Moment(() => wishes.moment());
    this.#row = new HappenedRow((event) => wishes.happened(event));
    this.#zoom = new ZoomKeys(
      (span) => wishes.zoomTo(span),
      (factor) => wishes.zoom(factor),
    );
    this.#live = button("Live", () => wishes.live(), { class: "key live", title: "Back to now (End)" });
    this.#only = toggle("Events only", () => wishes.only());
    this.#cut = toggle("Clip", () => wishes.cut());
    this.bar = make("div", { class: "time-bar" }, strip);
    this.tools = make("div", { class: "tools" }, this.#only, this.#cut, sights.key);
    this.element = make(
      "div",
      { class: "past" },
      make("h1", { class: "unseen", tabindex: "-1" }, `${camera}: live and past`),
      stage,
      make(
        "div",
        { class: "below" },
        make("div", { class: "top-line" }, this.#moment.element, this.#zoom.element, this.#live),
        this.bar,
        this.#controls.element,
        this.#line,
        this.tools,
        sights.row.element,
        this.#row.element,
      ),
    );
  }

  /** The speed that is in force. */
  rate(rate: number): void {
    this.#controls.rate(RATES.find((one) => one === rate) ?? 1);
  }

  show({ mode, at, now, isPlaying, isOnly, isCutting, view, events, line }: Seen): void {
    const isLive = mode === "live";
    this.#moment.show(dayHeading(at, new Date(now / 1000)), clockText(at));
    Object.assign(this.element.dataset, {
      mode,
      at: String(at),
      span: String(Math.round(view.span / SECOND)),
    });
    set(this.#live, { "aria-pressed": String(isLive) });
    set(this.#only, { "aria-pressed": String(isOnly) });
    set(this.#cut, { "aria-pressed": String(isCutting) });
    this.#zoom.show(view.span);
    this.#controls.show(isLive ? "live" : isPlaying ? "playing" : "paused");
    this.#row.show(events, at);
    say(this.#line, line);
    this.#line.hidden = line === "";
  }
}
