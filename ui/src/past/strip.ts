import type { Footage, Span } from "../api/footage.ts";
import { type Kind, KINDS } from "../api/kinds.ts";
import { make, set } from "../dom.ts";
import { SHAPES } from "../objects/kinds.ts";
import { gapAt, type Piece } from "./reel.ts";
import {
  dragged,
  fromOf,
  HEAD,
  MINUTE,
  placeOf,
  rolled,
  SECOND,
  snapped,
  timeAt,
  toOf,
  type View,
  within,
  zoomed,
} from "./scale.ts";
import { stepOf, ticks } from "./ticks.ts";

/** What the strip shows beside time. */
export interface Shown {
  footage: Footage | undefined;
  pieces: readonly Piece[];
  events: readonly Happening[];
  /** What is cut out, if something is. */
  clip: { from: number; to: number } | undefined;
  first: number;
  now: number;
}

interface Happening {
  start: number;
  end: number;
  kinds: readonly Kind[];
}

/** What somebody does with the strip. */
export interface Hands {
  /** Dragged over moments, without staying at one yet. */
  scrubbed(time: number): void;
  /** Stays at a moment. */
  settled(time: number): void;
  zoomed(view: View): void;
}

/** Pixels that a thumb may stray and still tap; and within which a tap means what is near. */
const STRAY = 7;
const REACH = 12;
/** Room of a time and of a day. */
const ROOM = 76;
/** Pixels a millisecond below which a rolling strip stands. */
const SLOW = 0.02;
const FAST = 0.15;
/** Of a wheel: how many pixels double what is shown. */
const DOUBLES = 240;

const LABELS = 22;
const FOOT = 6;
const ICON = 18;

/** One bar for all that was recorded, up to now: the moment under the playhead is the one shown. */
export class Strip {
  readonly element: HTMLElement;
  readonly canvas = make("canvas", { "aria-hidden": "true" });
  readonly #hands: Hands;
  readonly #gone = new AbortController();
  readonly #fingers = new Map<number, { x: number; y: number }>();
  #view: View;
  #shown: Shown = { footage: undefined, pieces: [], events: [], clip: undefined, first: 0, now: 0 };
  #isMoved = false;
  #moves: { x: number; at: number }[] = [];
  #rolling = 0;
  #drawing = 0;
  #settling = 0;

  constructor(view: View, hands: Hands) {
    this.#view = view;
    this.#hands = hands;
    this.element = make(
      "div",
      {
        class: "strip-of-time",
        role: "slider",
        tabindex: "0",
        "aria-label": "Time",
        "aria-orientation": "horizontal",
      },
      this.canvas,
    );
    const { signal } = this.#gone;
    const on = <K extends keyof HTMLElementEventMap>(
      event: K,
      act: (e: HTMLElementEventMap[K]) => void,
    ): void => {
      this.element.addEventListener(event, act, { signal, passive: false });
    };
    on("pointerdown", (e) => this.#press(e));
    on("pointermove", (e) => this.#drag(e));
    on("pointerup", (e) => this.#release(e));
    on("pointercancel", (e) => this.#release(e));
    on("wheel", (e) => this.#wheel(e));
    const resized = new ResizeObserver(() => this.#resize());
    resized.observe(this.element);
    const dark = matchMedia("(prefers-color-scheme: dark)");
    dark.addEventListener("change", () => this.draw(), { signal });
    signal.addEventListener("abort", () => resized.disconnect());
  }

  get view(): View {
    return this.#view;
  }

  /** Whether somebody has it in hand, or it still rolls. */
  get isHeld(): boolean {
    return this.#fingers.size > 0 || this.#rolling !== 0 || this.#settling !== 0;
  }

  show(shown: Shown): void {
    this.#shown = shown;
    this.draw();
  }

  /** Puts a moment under the playhead. */
  head(time: number): void {
    this.#view = { ...this.#view, head: time };
    this.draw();
  }

  zoom(factor: number): void {
    this.#view = zoomed(this.#view, factor);
    this.#hands.zoomed(this.#view);
    this.draw();
  }

  zoomTo(span: number): void {
    this.zoom(span / this.#view.span);
  }

  say(text: string): void {
    const { first, now } = this.#shown;
    set(this.element, {
      "aria-valuemin": String(Math.round(first / SECOND)),
      "aria-valuemax": String(Math.round(now / SECOND)),
      "aria-valuenow": String(Math.round(this.#view.head / SECOND)),
      "aria-valuetext": text,
    });
  }

  close(): void {
    this.#gone.abort();
    this.#stand();
    clearTimeout(this.#settling);
    cancelAnimationFrame(this.#drawing);
  }

  #resize(): void {
    const { width, height } = this.element.getBoundingClientRect();
    this.canvas.width = Math.max(1, Math.round(width * devicePixelRatio));
    this.canvas.height = Math.max(1, Math.round(height * devicePixelRatio));
    this.#view = { ...this.#view, width: Math.max(1, width) };
    this.#hands.zoomed(this.#view);
    this.#draw();
  }

  #bounded(time: number): number {
    const { first, now } = this.#shown;
    return within(time, first === 0 ? now - MINUTE : first, now);
  }

  #press(e: PointerEvent): void {
    if (e.button !== 0) {
      return;
    }
    this.#stand();
    clearTimeout(this.#settling);
    this.#settling = 0;
    this.element.setPointerCapture(e.pointerId);
    this.#fingers.set(e.pointerId, { x: e.clientX, y: e.clientY });
    this.#isMoved = this.#fingers.size > 1;
    this.#moves = [];
  }

  #drag(e: PointerEvent): void {
    const finger = this.#fingers.get(e.pointerId);
    if (finger === undefined) {
      return;
    }
    const by = e.clientX - finger.x;
    if (!this.#isMoved && Math.abs(by) < STRAY) {
      return;
    }
    this.#isMoved = true;
    const before = this.#spread();
    this.#fingers.set(e.pointerId, { x: e.clientX, y: e.clientY });
    const after = this.#spread();
    if (before > 0 && after > 0) {
      this.zoom(before / after);
    }
    this.#move(by / this.#fingers.size);
    this.#moves = [...this.#moves, { x: e.clientX, at: e.timeStamp }].slice(-6);
  }

  #release(e: PointerEvent): void {
    const finger = this.#fingers.get(e.pointerId);
    if (finger === undefined) {
      return;
    }
    this.#fingers.delete(e.pointerId);
    if (this.#fingers.size > 0) {
      this.#moves = [];
      return;
    }
    if (!this.#isMoved) {
      if (e.type === "pointerup") {
        this.#tap(finger.x - this.element.getBoundingClientRect().left);
      }
      return;
    }
    const [first] = this.#moves;
    const last = this.#moves.at(-1);
    const took = (last?.at ?? 0) - (first?.at ?? 0);
    const isStill = e.timeStamp - (last?.at ?? 0) > 80 || took <= 0;
    const speed = isStill ? 0 : ((last?.x ?? 0) - (first?.x ?? 0)) / took;
    if (Math.abs(speed) > FAST && !matchMedia("(prefers-reduced-motion: reduce)").matches) {
      this.#roll(speed, performance.now());
    } else {
      this.#hands.settled(this.#view.head);
    }
  }

  #tap(place: number): void {
    const { events, pieces } = this.#shown;
    const marks = [...events, ...pieces].map(({ start }) => start);
    const reach = (REACH / this.#view.width) * this.#view.span;
    const time = this.#bounded(snapped(timeAt(this.#view, place), marks, reach));
    this.#hands.scrubbed(time);
    this.head(time);
    this.#hands.settled(time);
  }

  #wheel(e: WheelEvent): void {
    e.preventDefault();
    const unit = e.deltaMode === WheelEvent.DOM_DELTA_LINE ? 24 : 1;
    const isSideways = Math.abs(e.deltaX) > Math.abs(e.deltaY) || e.shiftKey;
    if (!isSideways) {
      this.zoom(2 ** ((e.deltaY * unit * (e.ctrlKey ? 4 : 1)) / DOUBLES));
      return;
    }
    this.#stand();
    this.#move(-(Math.abs(e.deltaX) > Math.abs(e.deltaY) ? e.deltaX : e.deltaY) * unit);
    clearTimeout(this.#settling);
    this.#settling = setTimeout(() => {
      this.#settling = 0;
      this.#hands.settled(this.#view.head);
    }, 250);
  }

  /** Whether there was any way left to go. */
  #move(by: number): boolean {
    const wanted = dragged(this.#view, by);
    const head = this.#bounded(wanted);
    this.#view = { ...this.#view, head };
    this.#hands.scrubbed(head);
    this.draw();
    return head === wanted;
  }

  #roll(speed: number, since: number): void {
    this.#rolling = requestAnimationFrame((now) => {
      const next = rolled(speed, Math.max(0, now - since));
      if (this.#move(next.by) && Math.abs(next.speed) > SLOW) {
        this.#roll(next.speed, now);
      } else {
        this.#rolling = 0;
        this.#hands.settled(this.#view.head);
      }
    });
  }

  #stand(): void {
    cancelAnimationFrame(this.#rolling);
    this.#rolling = 0;
  }

  /** Pixels between two fingers; 0 unless there are two. */
  #spread(): number {
    const [a, b, c] = this.#fingers.values();
    return a === undefined || b === undefined || c !== undefined ? 0 : Math.hypot(a.x - b.x, a.y - b.y);
  }

  draw(): void {
    if (this.#drawing === 0) {
      this.#drawing = requestAnimationFrame(() => this.#draw());
    }
  }

  #draw(): void {
    cancelAnimationFrame(this.#drawing);
    this.#drawing = 0;
    const context = this.canvas.getContext("2d");
    if (context === null || this.#gone.signal.aborted) {
      return;
    }
    const style = getComputedStyle(this.element);
    context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
    const { width } = this.#view;
    const height = this.canvas.height / devicePixelRatio;
    context.clearRect(0, 0, width, height);
    paint(context, (name) => style.getPropertyValue(`--${name}`).trim(), this.#view, height, this.#shown);
  }
}

function paint(
  to: CanvasRenderingContext2D,
  colour: (name: string) => string,
  view: View,
  height: number,
  { footage, pieces, events, clip, now }: Shown,
): void {
  const [top, bottom] = [LABELS, height - FOOT];
  const tall = bottom - top;
  const box = (from: number, until: number, y: number, h: number, least = 0): void => {
    const left = Math.max(-2, placeOf(view, from));
    const right = Math.min(view.width + 2, placeOf(view, until));
    if (right > -2 && left < view.width + 2) {
      to.fillRect(left, y, Math.max(least, right - left), h);
    }
  };
  const spans = footage?.spans ?? [];

  to.fillStyle = colour("well");
  box(fromOf(view), now, top, tall);
  if (footage !== undefined) {
    hatch(to, view, top, tall, holes(view, pieces, now), colour("hatch"));
  }
  to.fillStyle = colour("footage");
  pieces.forEach(({ start, end }) => box(start, end, top, tall, 1));

  const bars = (wanted: (time: number) => boolean, fill: string): void => {
    to.fillStyle = fill;
    const { from, step, values } = footage?.activity ?? { from: 0, step: 0, values: [] };
    for (let i = 0; step > 0 && i < values.length; i++) {
      const at = from + i * step;
      const value = values[i] ?? 0;
      if (value > 0 && at + step > fromOf(view) && at < toOf(view) && wanted(at + step / 2)) {
        const high = Math.max(1.5, (value / 255) * (tall - 12));
        const left = placeOf(view, at);
        const wide = (step / view.span) * view.width;
        to.fillRect(left, bottom - high, Math.max(1, wide - (wide > 4 ? 1 : 0)), high);
      }
    }
  };
  bars(() => true, colour("bars"));
  to.fillStyle = colour("event");
  const fills = new Map(["event", ...KINDS].map((name) => [name, colour(name)]));
  const fillOf = (event: Happening): string => fills.get(foremost(event) ?? "event") ?? "";
  for (const event of events) {
    const [start, end] = [event.start, event.end === 0 ? now : event.end];
    to.fillStyle = fillOf(event);
    to.globalAlpha = 0.28;
    box(start, end, top, tall, 2);
    to.globalAlpha = 1;
    box(start, end, top, 5, 3);
  }
  bars((at) => events.some(({ start, end }) => start <= at && at < (end === 0 ? now : end)), colour("event"));
  to.fillStyle = colour("kept");
  spans.filter((span: Span) => span.locked).forEach(({ start, end }) => box(start, end, bottom, 4, 2));

  icons(to, view, top + 8, events, colour("ink"));
  labels(to, colour, view, top, bottom);
  const end = placeOf(view, now);
  if (end < view.width + 40) {
    to.fillStyle = colour("good");
    to.fillRect(end - 1, top - 4, 2, tall + 8);
    to.font = `600 12px system-ui, sans-serif`;
    to.textAlign = "left";
    to.fillText("now", Math.min(end + 6, view.width - 28), top + tall / 2 + 4);
  }
  if (clip !== undefined) {
    to.fillStyle = colour("shade-out");
    box(fromOf(view), clip.from, top, tall);
    box(clip.to, toOf(view), top, tall);
    to.fillStyle = colour("ink");
    box(clip.from, clip.to, top, 2);
    box(clip.from, clip.to, bottom - 2, 2);
  }
  playhead(to, colour, view.width * HEAD, top, bottom);
}

/** Of several kinds the one that people ask for first. */
function foremost({ kinds }: Happening): Kind | undefined {
  return KINDS.find((kind) => kinds.includes(kind));
}

/** Where events are far enough from each other, what was there. */
function icons(
  to: CanvasRenderingContext2D,
  view: View,
  top: number,
  events: readonly Happening[],
  stroke: string,
): void {
  let free = -ICON;
  to.save();
  to.strokeStyle = stroke;
  to.lineWidth = 1.9;
  to.lineCap = to.lineJoin = "round";
  for (const event of events) {
    const kind = foremost(event);
    const left = placeOf(view, event.start);
    if (kind !== undefined && left >= free && left < view.width) {
      free = left + ICON + 4;
      to.save();
      to.translate(left, top);
      to.scale(ICON / 24, ICON / 24);
      to.stroke(new Path2D(SHAPES[kind]));
      to.restore();
    }
  }
  to.restore();
}

/** What is in sight, was, and is not recorded. */
function holes(view: View, pieces: readonly Piece[], now: number): Piece[] {
  const found: Piece[] = [];
  let at = fromOf(view);
  const end = Math.min(toOf(view), now);
  while (at < end) {
    const gap = gapAt(pieces, at);
    const until =
      gap === undefined ? (pieces.find((one) => one.start <= at && at < one.end)?.end ?? end) : gap.to || end;
    if (gap !== undefined) {
      found.push({ start: at, end: Math.min(until, end) });
    }
    at = Math.max(until, at + 1);
  }
  return found;
}

function hatch(
  to: CanvasRenderingContext2D,
  view: View,
  top: number,
  tall: number,
  all: readonly Piece[],
  stroke: string,
): void {
  to.save();
  to.beginPath();
  for (const { start, end } of all) {
    const left = placeOf(view, start);
    to.rect(left, top, placeOf(view, end) - left, tall);
  }
  to.clip();
  to.strokeStyle = stroke;
  to.lineWidth = 1.5;
  to.beginPath();
  // bound to time, so that the hatching moves with the strip
  const shift = 9 - (((fromOf(view) / view.span) * view.width) % 9);
  for (let x = shift - tall - 9; x < view.width + 9; x += 9) {
    to.moveTo(x, top + tall);
    to.lineTo(x + tall, top);
  }
  to.stroke();
  to.restore();
}

function labels(
  to: CanvasRenderingContext2D,
  colour: (name: string) => string,
  view: View,
  top: number,
  bottom: number,
): void {
  const step = stepOf(view.span, view.width, ROOM);
  to.textAlign = "center";
  to.textBaseline = "alphabetic";
  for (const { at, text, isDay } of ticks(fromOf(view) - step, toOf(view) + step, step)) {
    const x = Math.round(placeOf(view, at)) + 0.5;
    to.fillStyle = colour(isDay ? "ink" : "soft");
    to.font = `${isDay ? 600 : 400} 12px system-ui, sans-serif`;
    to.fillText(text, x, 13);
    to.globalAlpha = isDay ? 0.9 : 0.35;
    to.fillRect(x - 0.5, top - 4, 1, isDay ? bottom - top + 4 : 4);
    to.globalAlpha = 1;
  }
}

function playhead(
  to: CanvasRenderingContext2D,
  colour: (name: string) => string,
  x: number,
  top: number,
  bottom: number,
): void {
  to.fillStyle = colour("ground");
  to.fillRect(x - 2.5, top - 3, 5, bottom - top + 9);
  to.fillStyle = colour("ink");
  to.fillRect(x - 1, top - 4, 2, bottom - top + 10);
  to.beginPath();
  to.moveTo(x - 7, top - 6);
  to.lineTo(x + 7, top - 6);
  to.lineTo(x, top + 4);
  to.fill();
}
