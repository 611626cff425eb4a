import { getCameras } from "../api/cameras.ts";
import type { Summary } from "../api/events.ts";
import { getStorage, type Recording } from "../api/storage.ts";
import { serverNow } from "../api/server.ts";
import { button, make, say, set } from "../dom.ts";
import { isDialogOpen } from "../parts/dialog.ts";
import type { Screen } from "../parts/screen.ts";
import { clockText, dayHeading } from "../parts/times.ts";
import { loadFailure } from "../parts/words.ts";
import { hashOf, type Route } from "../router.ts";
import { openCalendar } from "./calendar.ts";
import { ClipPanel } from "./clip-panel.ts";
import { type Clip, firstClip, moved } from "./clip-span.ts";
import { Controls, Moment, RATES } from "./controls.ts";
import { Handles } from "./handles.ts";
import { HappenedRow } from "./happened-row.ts";
import { eventBeyond, footageBeyond, Known } from "./known.ts";
import { around, gapAt, pieceAt, type Piece, stepEvent } from "./reel.ts";
import { DAY, HOUR, MINUTE, SECOND, within, ZOOMS, zoomName } from "./scale.ts";
import { Stage } from "./stage.ts";
import { Strip } from "./strip.ts";
import { keyOf, Thumbs } from "./thumbs.ts";
import { emptyText, gapText, momentText, recordingLine } from "./words.ts";

/** What is so new is watched as it happens. */
const NOW = 5 * SECOND;
/** Shown before an event begins. */
const LEAD = 2 * SECOND;
/** Milliseconds between looks at what grows, near its end; and that the clock of a live picture is written. */
const GROWS_EVERY = 2500;
const TICK = 250;
/** Milliseconds that keys rest before the picture follows, and that a word about a gap stays. */
const REST = 220;
const STAYS = 7000;
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
  readonly #element: HTMLElement;
  readonly #stage: Stage;
  readonly #strip: Strip;
  readonly #known: Known;
  readonly #thumbs: Thumbs;
  readonly #controls: Controls;
  readonly #moment: Moment;
  readonly #row: HappenedRow;
  readonly #said = make("p", { class: "said", role: "status" });
  readonly #line = make("p", { class: "recording-line", role: "status", hidden: true });
  readonly #live: HTMLButtonElement;
  readonly #zooms: HTMLButtonElement[];
  readonly #only: HTMLButtonElement;
  readonly #cut: HTMLButtonElement;
  readonly #tools: HTMLElement;
  readonly #bar: HTMLElement;
  readonly #timers: number[];
  #recording: Recording | undefined;
  #problem = "";
  #mode: "live" | "past" = "past";
  /** The moment shown, or gone to. */
  #at = 0;
  #isPlaying = false;
  #rate = 1;
  #isOnly = false;
  #isSeeking = false;
  #address = -1;
  #resting = 0;
  #silence = 0;
  #grown = 0;
  #clip: Clip | undefined;
  #handles: Handles | undefined;
  #panel: ClipPanel | undefined;
  #others: readonly string[] = [];
  readonly #gone = new AbortController();

  constructor(main: HTMLElement, route: Route, looking: Looking) {
    const { camera } = looking;
    this.#looking = looking;
    this.#known = new Known(camera, () => this.#learned());
    this.#thumbs = new Thumbs(camera, THUMB, () => this.#showStill());
    this.#stage = new Stage(camera, this.#said, {
      shown: (at) => this.#shown(at),
      waits: (isWaiting) => this.#stage.words(this.#stageTitle, "", isWaiting && !this.#strip.isHeld),
      jumped: (from, to) => this.#jumped(from, to),
      caughtUp: () => this.#goLive(),
      ended: () => void this.#ended(),
      doubted: () => void this.#known.again(this.#strip.view),
      blocked: () => this.#pause(),
      failed: (why) => this.#failed(why),
    });
    this.#strip = new Strip(
      { head: serverNow(), span: HOUR, width: 360 },
      {
        scrubbed: (time) => this.#scrub(time),
        settled: (time) => this.#settle(time, true),
        zoomed: () => this.#zoomed(),
      },
    );
    this.#controls = new Controls({
      toggle: () => this.#toggle(),
      event: (way) => void this.#stepEvent(way),
      go: (seconds) => this.#goBy(seconds * SECOND),
      step: (way) => this.#step(way),
      rate: (rate) => this.#setRate(rate),
      live: () => this.#goLive(),
    });
    this.#moment = new Moment(() =>
      openCalendar(camera, this.#at, serverNow(), (time) => this.#settle(time, true)),
    );
    this.#row = new HappenedRow((event) => this.#settle(event.start - LEAD, true));
    this.#live = button("Live", () => this.#goLive(), { class: "key live", title: "Back to now (End)" });
    this.#zooms = ZOOMS.map(({ name, span }) =>
      button(name, () => this.#strip.zoomTo(span), { "aria-pressed": "false" }),
    );
    this.#only = button("Events only", () => this.#toggleOnly(), { "aria-pressed": "false" });
    this.#cut = button("Clip", () => (this.#clip === undefined ? this.#startClip() : this.#endClip()), {
      "aria-pressed": "false",
    });
    this.#tools = make("div", { class: "tools" }, this.#only, this.#cut);
    this.#bar = make("div", { class: "time-bar" }, this.#strip.element);
    this.#element = make(
      "div",
      { class: "past" },
      make("h1", { class: "unseen", tabindex: "-1" }, `${camera}: live and past`),
      this.#stage.element,
      make(
        "div",
        { class: "below" },
        make(
          "div",
          { class: "top-line" },
          this.#moment.element,
          make(
            "div",
            { class: "zoom", role: "group", "aria-label": "Zoom" },
            button("−", () => this.#strip.zoom(2), {
              "aria-label": "Show more time",
              title: "Show more time (-)",
            }),
            ...this.#zooms,
            button("+", () => this.#strip.zoom(0.5), {
              "aria-label": "Show less time",
              title: "Show less time (+)",
            }),
          ),
          this.#live,
        ),
        this.#bar,
        this.#controls.element,
        this.#line,
        this.#tools,
        this.#row.element,
      ),
    );
    main.replaceChildren(this.#element);
    main.dataset["state"] = main.dataset["layout"] = "past";
    this.#main = main;
    document.title = `${camera}, past · Nightjar`;
    this.#element.querySelector("h1")?.focus({ preventScroll: true });
    document.addEventListener("keydown", (e) => this.#press(e), { signal: this.#gone.signal });
    this.#timers = [setInterval(() => this.#tick(), TICK)];
    this.#goTo(route);
    void this.#learnOthers();
  }

  async refresh(reached: boolean): Promise<void> {
    if (!reached) {
      return;
    }
    const [storage] = await Promise.all([getStorage(), this.#known.again(this.#strip.view)]);
    if (storage.kind === "ok" && !this.#isClosed) {
      this.#recording = storage.value.recording.find(({ camera }) => camera === this.#looking.camera);
      this.#problem = storage.value.problem;
      this.#write();
    }
  }

  route(route: Route): void {
    if (route.to === "past" && route.at !== this.#address) {
      this.#goTo(route);
    }
  }

  /** Not by way of the page: a key that is held goes on and on, and some go with Ctrl. */
  #press(e: KeyboardEvent): void {
    const isElsewhere = e.target instanceof HTMLSelectElement || e.target instanceof HTMLInputElement;
    const isArrow = e.key === "ArrowLeft" || e.key === "ArrowRight";
    if (
      isElsewhere ||
      isDialogOpen() ||
      e.defaultPrevented ||
      e.metaKey ||
      e.altKey ||
      (e.ctrlKey && !isArrow)
    ) {
      return;
    }
    const far = e.shiftKey ? MINUTE : 10 * SECOND;
    const acts: Record<string, (() => void) | undefined> = {
      ArrowLeft: () => (e.ctrlKey ? void this.#stepEvent(-1) : this.#goBy(-far)),
      ArrowRight: () => (e.ctrlKey ? void this.#stepEvent(1) : this.#goBy(far)),
      PageUp: () => this.#goBy(-HOUR),
      PageDown: () => this.#goBy(HOUR),
      Home: () => this.#settleSoon(this.#first),
      End: () => this.#goLive(),
      "+": () => this.#strip.zoom(0.5),
      "=": () => this.#strip.zoom(0.5),
      "-": () => this.#strip.zoom(2),
      ",": () => this.#step(-1),
      ".": () => this.#step(1),
      Escape: () =>
        this.#clip === undefined
          ? (location.hash = hashOf({ to: "camera", name: this.#looking.camera }))
          : this.#endClip(),
      ...(e.target instanceof HTMLButtonElement ? {} : { " ": () => this.#toggle() }),
    };
    const act = acts[e.key];
    if (act !== undefined) {
      e.preventDefault();
      act();
    }
  }

  close(): void {
    this.#gone.abort();
    this.#timers.forEach(clearInterval);
    clearTimeout(this.#resting);
    clearTimeout(this.#silence);
    this.#panel?.close();
    this.#known.close();
    this.#thumbs.close();
    this.#strip.close();
    this.#stage.close();
    this.#element.remove();
    delete this.#main.dataset["layout"];
  }

  async #learnOthers(): Promise<void> {
    const answer = await getCameras();
    const names = answer.kind === "ok" ? answer.value.map(({ name }) => name) : [];
    this.#others = names.filter((name) => name !== this.#looking.camera);
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
    this.#address = at;
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
    this.#isSeeking = true;
    this.#hush();
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
    this.#isSeeking = true;
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
      this.#speak(way === 1 ? "There is no later event." : "There is no earlier event.");
    } else {
      this.#settle(start - LEAD, true);
    }
  }

  #beyond(way: 1 | -1): Promise<Summary | undefined> {
    return eventBeyond(this.#looking.camera, this.#at + (way === 1 ? LEAD + SECOND : -2 * SECOND), way);
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
      this.#speak(`This browser plays at ${this.#rate}× at most.`);
    }
    this.#controls.rate(RATES.find((one) => one === this.#rate) ?? 1);
  }

  #toggleOnly(): void {
    this.#isOnly = !this.#isOnly;
    set(this.#only, { "aria-pressed": String(this.#isOnly) });
    if (this.#mode === "past") {
      this.#stage.past().know(this.#pieces);
    }
    this.#write();
  }

  #shown(at: number): void {
    if (this.#mode !== "past" || this.#strip.isHeld || this.#resting !== 0) {
      return; // a picture of before: what is looked for is elsewhere
    }
    if (this.#isSeeking && Math.abs(at - this.#at) > 4 * SECOND) {
      return;
    }
    this.#isSeeking = false;
    this.#stage.still(undefined);
    this.#at = at;
    this.#strip.head(at);
    this.#known.look(this.#strip.view);
    this.#write();
  }

  #jumped(from: number, to: number): void {
    this.#isSeeking = false;
    this.#at = to;
    this.#strip.head(to);
    const start = gapAt(this.#known.pieces, (from + to) / 2)?.from ?? from;
    this.#speak(this.#isOnly ? "On to the next event." : gapText({ from: start, to }));
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
      this.#speak(this.#isOnly ? "There is no later event." : gapText({ from, to: 0 }));
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

  #speak(text: string): void {
    say(this.#said, text);
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => this.#hush(), STAYS);
  }

  #hush(): void {
    clearTimeout(this.#silence);
    say(this.#said, "");
  }

  #zoomed(): void {
    this.#known.look(this.#strip.view);
    this.#write();
  }

  #learned(): void {
    if (this.#mode === "past" && this.#known.covers(this.#at)) {
      this.#stage.past().know(this.#pieces);
    }
    this.#write();
  }

  /** The small picture of the moment, or one near it until it comes. */
  #showStill(at = this.#at): void {
    if (this.#mode !== "past" || !this.#isSeeking) {
      return;
    }
    const { span, width } = this.#strip.view;
    const key = keyOf(at, span, width);
    const step = Math.max(SECOND, keyOf(span / 12, span, width));
    const piece = pieceAt(this.#known.pieces, at);
    if (piece === undefined && this.#known.footage !== undefined) {
      return;
    }
    const beside = this.#strip.isHeld ? [keyOf(at - step, span, width), keyOf(at + step, span, width)] : [];
    const still =
      this.#thumbs.want(
        key,
        beside.filter((one) => one < serverNow()),
      ) ?? this.#thumbs.near(key, span / 4);
    if (still !== undefined) {
      this.#stage.still(still.bitmap);
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
    this.#address = at;
    const hash = hashOf({ to: "past", name: this.#looking.camera, at });
    if (location.hash !== hash) {
      history.replaceState(null, "", hash);
    }
  }

  #startClip(): void {
    const { view } = this.#strip;
    this.#clip = firstClip(this.#at, view.span, serverNow());
    this.#handles = new Handles(view, this.#clip, serverNow, (clip, which) => this.#cutTo(clip, which));
    this.#bar.append(this.#handles.element);
    this.#panel = new ClipPanel({
      camera: this.#looking.camera,
      others: this.#others,
      mayOperate: this.#looking.mayOperate,
      here: (which) => {
        if (this.#clip !== undefined) {
          this.#cutTo(moved(this.#clip, which, this.#at, serverNow()), undefined);
        }
      },
      changed: () => void this.#known.again(this.#strip.view),
      leave: () => this.#endClip(),
    });
    this.#tools.after(this.#panel.element);
    if (this.#mode === "live") {
      this.#settle(serverNow() - NOW - SECOND, false);
    } else {
      this.#pause();
    }
    this.#write();
  }

  /** While a handle moves, the picture at it is shown. */
  #cutTo(clip: Clip, which: keyof Clip | undefined): void {
    this.#clip = clip;
    if (which !== undefined) {
      this.#isSeeking = true;
      this.#showStill(clip[which]);
    }
    this.#write();
  }

  #endClip(): void {
    this.#panel?.close();
    this.#handles?.element.remove();
    this.#clip = this.#handles = this.#panel = undefined;
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
    const shown = { footage, pieces, events, clip: this.#clip, first: this.#first, now };
    this.#strip.show(shown);
    this.#moment.show(dayHeading(this.#at, new Date(now / 1000)), clockText(this.#at));
    this.#strip.say(momentText(this.#at, this.#stateText(isLive), new Date(now / 1000)));
    Object.assign(this.#element.dataset, {
      mode: this.#mode,
      at: String(this.#at),
      span: String(Math.round(this.#strip.view.span / SECOND)),
    });
    set(this.#live, { "aria-pressed": String(isLive) });
    const zoom = zoomName(this.#strip.view.span);
    this.#zooms.forEach((one, i) => set(one, { "aria-pressed": String(ZOOMS[i]?.name === zoom) }));
    this.#controls.show(isLive ? "live" : this.#isPlaying ? "playing" : "paused");
    this.#row.show(events, this.#at);
    set(this.#cut, { "aria-pressed": String(this.#clip !== undefined) });
    if (this.#clip !== undefined) {
      this.#handles?.show(this.#strip.view, this.#clip);
      this.#panel?.show(this.#clip, footage?.spans ?? []);
    }
    const line =
      failure !== undefined
        ? loadFailure(failure)
        : footage?.first === 0
          ? emptyText(this.#recording, this.#problem)
          : recordingLine(this.#recording, this.#problem, Stage.plays);
    say(this.#line, line);
    this.#line.hidden = line === "";
  }

  #stateText(isLive: boolean): string {
    if (isLive) {
      return "live";
    }
    const isEvent = this.#known.events.some(
      ({ start, end }) => start <= this.#at && this.#at < (end === 0 ? Infinity : end),
    );
    return pieceAt(this.#known.pieces, this.#at) === undefined
      ? "nothing recorded"
      : isEvent
        ? "recorded, an event"
        : "recorded";
  }
}
