import { getEvents, type Summary } from "../api/events.ts";
import type { Sort } from "../api/kinds.ts";
import { type Footage, getFootage } from "../api/footage.ts";
import type { Answer } from "../api/request.ts";
import { serverNow } from "../api/server.ts";
import { matches } from "../objects/kinds.ts";
import { type Piece, playable } from "./reel.ts";
import { DAY, fromOf, HOUR, MINUTE, toOf, type View } from "./scale.ts";

/** What is known at least, around the moment shown; and what the server tells at most. */
const LEAST = 2 * HOUR;
const MOST = 30 * DAY;
/** Pixels of a bar of activity, and most bars. */
const BAR = 4;
const BARS = 2000;
/** Events that are had at once, and how often. */
const PAGE = 100;
const PAGES = 4;
/** Milliseconds that a view stays before it is asked for. */
const PATIENCE = 120;

interface Range {
  from: number;
  to: number;
  /** Time of a bar. */
  step: number;
}

/** What there is of a camera around the moment shown: asked for when it comes into sight, and again while it grows. */
export class Known {
  footage: Footage | undefined;
  /** Where of that there is something to play. */
  pieces: readonly Piece[] = [];
  /** Oldest first. */
  events: Summary[] = [];
  failure: Exclude<Answer<never>, { kind: "ok" }> | undefined;
  readonly #camera: string;
  readonly #changed: () => void;
  /** Which events are wanted; empty for all. */
  #sorts: readonly Sort[];
  #loaded: Range | undefined;
  #asked: Range | undefined;
  #next = 0;
  #turn = 0;
  #isBusy = false;

  constructor(camera: string, sorts: readonly Sort[], changed: () => void) {
    this.#camera = camera;
    this.#sorts = sorts;
    this.#changed = changed;
  }

  /** Whether it is known what there is at a moment. */
  covers(time: number): boolean {
    return this.#loaded !== undefined && this.#loaded.from <= time && time <= this.#loaded.to;
  }

  /** Somebody looks at this; what is missing comes. */
  look(view: View): void {
    const wanted = rangeFor(view, serverNow());
    if (isWithin(view, wanted, this.#asked ?? this.#loaded)) {
      return;
    }
    this.#asked = wanted;
    clearTimeout(this.#next);
    this.#next = setTimeout(() => void this.#load(wanted), this.#loaded === undefined ? 0 : PATIENCE);
  }

  /** Asks again for what is known: there is more now, or less. */
  async again(view: View): Promise<void> {
    if (!this.#isBusy && this.#asked === undefined) {
      await this.#load(rangeFor(view, serverNow()));
    }
  }

  get sorts(): readonly Sort[] {
    return this.#sorts;
  }

  /** Only events of those sorts from now on: at once of those known, and soon all of them. */
  narrow(sorts: readonly Sort[], view: View): void {
    this.#sorts = sorts;
    this.events = this.events.filter((event) => matches(event, sorts));
    void this.#load(rangeFor(view, serverNow()));
  }

  close(): void {
    this.#turn++;
    clearTimeout(this.#next);
  }

  async #load(range: Range): Promise<void> {
    const turn = ++this.#turn;
    this.#isBusy = true;
    this.#asked = range;
    const buckets = Math.max(1, Math.min(BARS, Math.ceil((range.to - range.from) / range.step)));
    const [footage, events] = await Promise.all([
      getFootage(this.#camera, range, buckets),
      eventsIn(this.#camera, this.#sorts, range.from - 10 * MINUTE, range.to),
    ]);
    if (turn !== this.#turn) {
      return; // something else is looked at since
    }
    this.#isBusy = false;
    this.#asked = undefined;
    this.failure = footage.kind === "ok" ? undefined : footage;
    if (footage.kind === "ok") {
      this.footage = footage.value;
      this.pieces = playable(footage.value.spans);
      this.#loaded = range;
    }
    this.events = events ?? this.events;
    this.#changed();
  }
}

function rangeFor(view: View, now: number): Range {
  const half = Math.min(MOST, Math.max(LEAST, view.span * 3)) / 2;
  const to = Math.round(Math.min(now + MINUTE, view.head + half));
  const from = Math.round(Math.max(1, Math.min(view.head - half, to - MINUTE)));
  const step = Math.max((view.span * BAR) / view.width, (to - from) / BARS);
  return { from, to, step };
}

function isWithin(view: View, wanted: Range, known: Range | undefined): boolean {
  return (
    known !== undefined &&
    known.from <= Math.max(wanted.from, fromOf(view) - view.span / 4) &&
    known.to >= Math.min(wanted.to - MINUTE, toOf(view) + view.span / 4) &&
    known.step <= wanted.step * 2 &&
    known.step >= wanted.step / 6
  );
}

/** Oldest first; undefined if they cannot be had. */
async function eventsIn(
  camera: string,
  sorts: readonly Sort[],
  from: number,
  to: number,
): Promise<Summary[] | undefined> {
  const all: Summary[] = [];
  for (let page = 0; page < PAGES; page++) {
    const answer = await getEvents({
      camera,
      from: Math.max(1, Math.round(from)),
      to: Math.round(to),
      limit: PAGE,
      before: all.at(-1)?.id ?? "",
      sorts,
    });
    if (answer.kind !== "ok") {
      return undefined;
    }
    all.push(...answer.value.events);
    if (!answer.value.more) {
      break;
    }
  }
  return all.reverse().filter((event) => matches(event, sorts)); // an older server knows no kinds
}

/** The event after a moment, or before it, beyond what is known; undefined if there is none. */
export async function eventBeyond(
  camera: string,
  sorts: readonly Sort[],
  time: number,
  way: 1 | -1,
): Promise<Summary | undefined> {
  if (way === -1) {
    const answer = await getEvents({ camera, from: 0, to: Math.round(time), limit: 1, before: "", sorts });
    return answer.kind === "ok" ? answer.value.events[0] : undefined;
  }
  for (const reach of [HOUR, DAY, 30 * DAY]) {
    const found = await eventsIn(camera, sorts, time, time + reach);
    if (found?.[0] !== undefined || time + reach > serverNow()) {
      return found?.[0];
    }
  }
  return undefined;
}

/** When something is recorded after a moment, beyond what is known; undefined if nothing is. */
export async function footageBeyond(camera: string, time: number): Promise<number | undefined> {
  const now = serverNow();
  for (let from = time; from < now; from += MOST) {
    const answer = await getFootage(camera, { from: Math.round(from), to: Math.round(from + MOST) }, 1);
    const found = answer.kind === "ok" ? answer.value.spans.find(({ start }) => start > time) : undefined;
    if (found !== undefined || answer.kind !== "ok") {
      return found?.start;
    }
  }
  return undefined;
}
