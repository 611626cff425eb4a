import type { Summary } from "../api/events.ts";
import type { Sort } from "../api/kinds.ts";
import { serverNow } from "../api/server.ts";
import { toggleBoxes } from "../live/wanted.ts";
import type { Screen } from "../parts/screen.ts";
import { hashOf, type Route } from "../router.ts";
import { openCalendar } from "./calendar.ts";
import { Cutter } from "./cutter.ts";
import { Face } from "./face.ts";
import { listenToKeys } from "./keys.ts";
import { eventBeyond, footageBeyond, Known } from "./known.ts";
import { Recorder } from "./recorder.ts";
import { around, gapAt, pieceAt, type Piece, stepEvent } from "./reel.ts";
import { DAY, HOUR, MINUTE, SECOND, within } from "./scale.ts";
import { Sights } from "./sights.ts";
import { Speech } from "./speech.ts";
import { Stage } from "./stage.ts";
import { Strip } from "./strip.ts";
import { Thumbs } from "./thumbs.ts";
import { gapText, momentText, stateText } from "./words.ts";

/** What is so new is watched as it happens. */
const NOW = 5 * SECOND;
/** Shown before an event begins. */
const LEAD = 2 * SECOND;
/** Milliseconds between looks at what grows, near its end; and that the clock of a live picture is written. */
const GROWS_EVERY = 2500;
const TICK = 250;
/** Milliseconds that keys rest before the picture follows. */
const REST = 220;
/** Device pixels of a thumbnail. */
const THUMB = 320;

export interface Looking {
  camera: string;
  mayOperate: boolean;
}

/** One bar for live and past: what a camera recorded, up to what it sees now. */
export class PastScreen implements Screen {
  readonly #main: HTMLElement;
  readonly #looking: Looking;
  readonly #face: Face;
  readonly #stage: Stage;
  readonly #strip: Strip;
  readonly #known: Known;
  readonly #recorder: Recorder;
  readonly #sights: Sights;
  readonly #thumbs: Thumbs;
  readonly #speech = new Speech();
  readonly #cutter: Cutter;
  readonly #timer: number;
  #mode: "live" | "past" = "past";
  /** The moment shown, or gone to. */
  #at = 0;
  #isPlaying = false;
  #rate = 1;
  #isOnly = false;
  /** The moment whose small picture is wanted, for the player has none of it yet. */
  #sought: number | undefined;
  #address = "";
  #resting = 0;
  #grown = 0;
  readonly #gone = new AbortController();

  constructor(main: HTMLElement, route: Route, looking: Looking) {
    const { camera } = looking;
    this.#looking = looking;
    const sorts = sortsOf(route);
    this.#known = new Known(camera, sorts, () => this.#learned());
    this.#recorder = new Recorder(camera);
    this.#thumbs = new Thumbs(camera, THUMB, () => this.#showStill());
    this.#stage = new Stage(camera, this.#speech.element, {
      shown: (at) => this.#shown(at),
      waits: (isWaiting) => this.#stage.words(this.#stageTitle, "", isWaiting && !this.#strip.isHeld),
      jumped: (from, to) => this.#jumped(from, to),
      caughtUp: () => this.#goLive(),
      ended: () => void this.#ended(),
      doubted: () => void this.#known.again(this.#strip.view),
      blocked: () => this.#pause(),
      failed: (why) => this.#failed(why),
    });
    this.#sights = new Sights(this.#stage, sorts, (some) => this.#narrow(some), this.#gone.signal);
    this.#strip = new Strip(
      { head: serverNow(), span: HOUR, width: 360 },
      {
        scrubbed: (time) => this.#scrub(time),
        settled: (time) => this.#settle(time, true),
        zoomed: () => this.#zoomed(),
      },
    );
    const { element: stage } = this.#stage;
    this.#face = new Face(
      camera,
      { stage, strip: this.#strip.element, sights: this.#sights },
      {
        toggle: () => this.#toggle(),
        event: (way) => void this.#stepEvent(way),
        go: (seconds) => this.#goBy(seconds * SECOND),
        step: (way) => this.#step(way),
        rate: (rate) => this.#setRate(rate),
        live: () => this.#goLive(),
        moment: () => openCalendar(camera, this.#at, serverNow(), (time) => this.#settle(time, true)),
        happened: (event) => this.#settle(event.start - LEAD, true),
        zoomTo: (span) => this.#strip.zoomTo(span),
        zoom: (factor) => this.#strip.zoom(factor),
        only: () => this.#toggleOnly(),
        cut: () => (this.#isCutting ? this.#endClip() : this.#startClip()),
      },
    );
    const { bar, tools } = this.#face;
    this.#cutter = new Cutter(camera, {
      bar,
      tools,
      here: () => this.#at,
      cut: (held) => this.#wasCut(held),
    });
    main.replaceChildren(this.#face.element);
    main.dataset["state"] = main.dataset["layout"] = "past";
    this.#main = main;
    document.title = `${camera}, past · Nightjar`;
    this.#face.element.querySelector("h1")?.focus({ preventScroll: true });
    listenToKeys(
      {
        event: (way) => void this.#stepEvent(way),
        goBy: (by) => this.#goBy(by),
        first: () => this.#settleSoon(this.#first),
        live: () => this.#goLive(),
        zoom: (factor) => this.#strip.zoom(factor),
        step: (way) => this.#step(way),
        toggle: () => this.#toggle(),
        leave: () => this.#leave(),
        boxes: toggleBoxes,
      },
      this.#gone.signal,
    );
    this.#timer = setInterval(() => this.#tick(), TICK);
    this.#goTo(route);
  }

  async refresh(reached: boolean): Promise<void> {
    if (!reached) {
      return;
    }
    await Promise.all([this.#recorder.learn(), this.#known.again(this.#strip.view)]);
    this.#write();
  }

  route(route: Route): void {
    if (route.to !== "past" || hashOf(route) === this.#address) {
      return;
    }
    if (sortsOf(route).join() !== this.#known.sorts.join()) {
      this.#sights.row.show(sortsOf(route));
      this.#known.narrow(sortsOf(route), this.#strip.view);
    }
    this.#goTo(route);
  }

  close(): void {
    this.#gone.abort();
    clearInterval(this.#timer);
    clearTimeout(this.#resting);
    this.#speech.hush();
    this.#cutter.end();
    this.#known.close();
    this.#thumbs.close();
    this.#strip.close();
    this.#stage.close();
    this.#face.element.remove();
    delete this.#main.dataset["layout"];
  }

  get #isClosed(): boolean {
    return this.#gone.signal.aborted;
  }

  get #first(): number {
    const { first = 0 } = this.#known.footage ?? {};
    return first === 0 ? serverNow() - MINUTE : first;
  }

  /** What may be played: all, or what happened. */
  get #pieces(): readonly Piece[] {
    const all = this.#known.pieces;
    return this.#isOnly ? around(all, this.#known.events, LEAD, serverNow()) : all;
  }

  get #stageTitle(): string {
    return this.#mode === "past" && this.#known.footage?.first === 0 ? "Nothing is recorded yet" : "";
  }

  #goTo(route: Route): void {
    const at = route.to === "past" ? route.at : 0;
    this.#address = hashOf(route);
    if (at === 0 || at > serverNow() - NOW) {
      this.#goLive();
    } else {
      this.#settle(at, true);
    }
  }

  #rested(): void {
    clearTimeout(this.#resting);
    this.#resting = 0;
  }

  #goLive(): void {
    this.#rested();
    this.#mode = "live";
    this.#isPlaying = true;
    this.#at = serverNow();
    this.#strip.head(this.#at);
    this.#stage.live();
    this.#stage.still(undefined);
    this.#sights.shown(0);
    this.#remember(0);
    this.#known.look(this.#strip.view);
    this.#write();
  }

  /** Over moments, without staying. */
  #scrub(time: number): void {
    if (this.#mode === "live") {
      this.#mode = "past";
    }
    this.#rested();
    this.#stage.past().pause();
    this.#at = time;
    this.#sought = time;
    this.#speech.hush();
    this.#showStill();
    this.#known.look(this.#strip.view);
    this.#write();
  }

  #settle(time: number, plays: boolean): void {
    this.#rested();
    const now = serverNow();
    if (time >= now - NOW) {
      this.#goLive();
      return;
    }
    const at = Math.round(time);
    this.#mode = "past";
    this.#at = at;
    this.#sought = at;
    this.#strip.head(at);
    this.#known.look(this.#strip.view);
    this.#showStill();
    const player = this.#stage.past();
    player.know(this.#known.covers(at) ? this.#pieces : undefined);
    player.speed(this.#rate);
    player.seek(at);
    this.#isPlaying = plays;
    if (plays) {
      player.play();
    } else {
      player.pause();
    }
    this.#remember(at);
    this.#write();
  }

  /** By keys: the picture follows when they rest. */
  #settleSoon(time: number): void {
    const plays = this.#mode === "live" || this.#isPlaying;
    const bounded = within(time, this.#first, serverNow());
    this.#scrub(bounded);
    this.#strip.head(bounded);
    this.#resting = setTimeout(() => this.#settle(bounded, plays), REST);
  }

  #goBy(by: number): void {
    this.#settleSoon(this.#at + by);
  }

  async #stepEvent(way: 1 | -1): Promise<void> {
    const { events } = this.#known;
    const start =
      stepEvent(
        events.map((event) => event.start),
        this.#at + LEAD,
        way,
      ) ?? (await this.#beyond(way))?.start;
    if (this.#isClosed) {
      return;
    }
    if (start === undefined) {
      this.#speech.speak(way === 1 ? "There is no later event." : "There is no earlier event.");
    } else {
      this.#settle(start - LEAD, true);
    }
  }

  #beyond(way: 1 | -1): Promise<Summary | undefined> {
    return eventBeyond(
      this.#looking.camera,
      this.#known.sorts,
      this.#at + (way === 1 ? LEAD + SECOND : -2 * SECOND),
      way,
    );
  }

  #toggle(): void {
    if (this.#mode === "live") {
      this.#settle(serverNow() - NOW - SECOND, false); // the picture that was on the screen a moment ago
    } else if (this.#isPlaying) {
      this.#pause();
    } else {
      this.#isPlaying = true;
      this.#stage.past().play();
      this.#write();
    }
  }

  #pause(): void {
    this.#isPlaying = false;
    this.#stage.past().pause();
    this.#remember(this.#at);
    this.#write();
  }

  #step(way: 1 | -1): void {
    if (this.#mode === "live") {
      this.#toggle();
      return;
    }
    if (this.#resting !== 0) {
      this.#settle(this.#at, false);
    }
    this.#isPlaying = false;
    this.#stage.past().step(way);
    this.#write();
  }

  #setRate(rate: number): void {
    this.#rate = this.#stage.past().speed(rate);
    if (this.#rate !== rate) {
      this.#speech.speak(`This browser plays at ${this.#rate}× at most.`);
    }
    this.#face.rate(this.#rate);
  }

  #toggleOnly(): void {
    this.#isOnly = !this.#isOnly;
    if (this.#mode === "past") {
      this.#stage.past().know(this.#pieces);
    }
    this.#write();
  }

  #shown(at: number): void {
    if (this.#mode !== "past" || this.#strip.isHeld || this.#resting !== 0) {
      return; // a picture of before: what is looked for is elsewhere
    }
    if (this.#sought !== undefined && Math.abs(at - this.#at) > 4 * SECOND) {
      return;
    }
    this.#sought = undefined;
    this.#stage.still(undefined);
    this.#sights.shown(at);
    this.#at = at;
    this.#strip.head(at);
    this.#known.look(this.#strip.view);
    this.#write();
  }

  #jumped(from: number, to: number): void {
    this.#sought = undefined;
    this.#at = to;
    this.#strip.head(to);
    const start = gapAt(this.#known.pieces, (from + to) / 2)?.from ?? from;
    this.#speech.speak(this.#isOnly ? "On to the next event." : gapText({ from: start, to }));
  }

  async #ended(): Promise<void> {
    const from = this.#pieces.findLast(({ end }) => end <= this.#at + SECOND)?.end ?? this.#at;
    const next = this.#isOnly
      ? (await this.#beyond(1))?.start
      : await footageBeyond(this.#looking.camera, Math.max(this.#at, from));
    if (this.#isClosed || this.#mode === "live" || this.#strip.isHeld) {
      return;
    }
    if (next === undefined) {
      this.#isPlaying = false;
      this.#speech.speak(this.#isOnly ? "There is no later event." : gapText({ from, to: 0 }));
      this.#write();
    } else {
      this.#settle(next, true);
      this.#jumped(from, next);
    }
  }

  #failed(why: string): void {
    this.#isPlaying = false;
    this.#stage.words("It cannot be shown", why);
    this.#write();
  }

  #zoomed(): void {
    this.#known.look(this.#strip.view);
    this.#write();
  }

  /** Only events of those sorts; the address says so. */
  #narrow(sorts: readonly Sort[]): void {
    this.#known.narrow(sorts, this.#strip.view);
    this.#remember(this.#mode === "live" ? 0 : Math.round(this.#at));
    this.#write();
  }

  #learned(): void {
    this.#sights.learn(this.#known.events);
    if (this.#mode === "past" && this.#known.covers(this.#at)) {
      this.#stage.past().know(this.#pieces);
    }
    this.#showStill();
    this.#write();
  }

  /** The small picture of the moment sought, or one near it until it comes. */
  #showStill(): void {
    const at = this.#sought;
    const piece = at === undefined ? undefined : pieceAt(this.#known.pieces, at);
    if (this.#mode !== "past" || at === undefined || piece === undefined) {
      return;
    }
    const still = this.#thumbs.around(at, piece, this.#strip.view, this.#strip.isHeld);
    if (still !== undefined) {
      this.#stage.still(still.bitmap);
      this.#sights.shown(still.captured);
    }
  }

  #tick(): void {
    const now = serverNow();
    if (this.#mode === "live" && !this.#strip.isHeld) {
      this.#at = now;
      this.#strip.head(now);
      this.#write();
    }
    const last = this.#known.footage?.last ?? 0;
    const isNearEnd =
      this.#mode === "past" && this.#isPlaying && last - this.#at < 40 * SECOND * Math.max(1, this.#rate);
    if (performance.now() - this.#grown > (isNearEnd ? GROWS_EVERY : GROWS_EVERY * 2) && !document.hidden) {
      this.#grown = performance.now();
      if (isNearEnd || (this.#mode === "live" && this.#strip.view.span < DAY)) {
        void this.#known.again(this.#strip.view);
      }
    }
  }

  /** The address says which moment it is, so that it can be sent to somebody, or come back to. */
  #remember(at: number): void {
    const hash = hashOf({ to: "past", name: this.#looking.camera, at, sorts: this.#known.sorts });
    this.#address = hash;
    if (location.hash !== hash) {
      history.replaceState(null, "", hash);
    }
  }

  /** The clip, and else the past. */
  #leave(): void {
    if (this.#isCutting) {
      this.#endClip();
    } else {
      location.hash = hashOf({ to: "camera", name: this.#looking.camera });
    }
  }

  get #isCutting(): boolean {
    return this.#cutter.clip !== undefined;
  }

  #startClip(): void {
    this.#cutter.start(this.#strip.view, {
      mayOperate: this.#looking.mayOperate,
      changed: () => void this.#known.again(this.#strip.view),
      leave: () => this.#endClip(),
    });
    if (this.#mode === "live") {
      this.#settle(serverNow() - NOW - SECOND, false);
    } else {
      this.#pause();
    }
    this.#write();
  }

  /** While a handle moves, the picture at it is shown. */
  #wasCut(held: number | undefined): void {
    if (held !== undefined) {
      this.#sought = held;
      this.#showStill();
    }
    this.#write();
  }

  #endClip(): void {
    this.#cutter.end();
    this.#sought = undefined;
    this.#stage.still(undefined);
    this.#write();
  }

  #write(): void {
    if (this.#isClosed) {
      return;
    }
    const { footage, pieces, events, failure } = this.#known;
    const now = serverNow();
    const isLive = this.#mode === "live";
    const shown = { footage, pieces, events, clip: this.#cutter.clip, first: this.#first, now };
    this.#strip.show(shown);
    this.#strip.say(
      momentText(this.#at, isLive ? "live" : stateText(this.#at, pieces, events), new Date(now / 1000)),
    );
    this.#cutter.show(this.#strip.view, footage?.spans ?? []);
    this.#face.show({
      mode: this.#mode,
      at: this.#at,
      now,
      isPlaying: this.#isPlaying,
      isOnly: this.#isOnly,
      isCutting: this.#isCutting,
      view: this.#strip.view,
      events,
      line: this.#recorder.line(footage, failure, Stage.plays),
    });
  }
}

function sortsOf(route: Route): readonly Sort[] {
  return route.to === "past" ? (route.sorts ?? []) : [];
}
