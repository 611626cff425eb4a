import { type Abilities, choose, type Choice, type Play } from "./choose.ts";
import { Link, wallNow } from "./link.ts";
import { Meter, type Rates } from "./meter.ts";
import { JpegPlayer } from "./players/jpeg.ts";
import { Layered } from "./players/layered.ts";
import { mediaSourceClass, MsePlayer } from "./players/mse.ts";
import type { Audience, Player } from "./players/player.ts";
import { WebCodecsPlayer } from "./players/webcodecs.ts";
import {
  type Health,
  type Media,
  type Motion,
  type Quality,
  type Rendition,
  type Sighting,
  type Size,
  TICKS_PER_SECOND,
  type Told,
} from "./protocol.ts";
import { type Passed, Renditions } from "./renditions.ts";
import type { Known } from "./stats.ts";
import { type Facts, type Status, statusOf } from "./status.ts";
import { QUALITY, RATE } from "./wanted.ts";
import { verdict } from "./watch.ts";

/** A page hidden for so long, in milliseconds, gives up its connection. */
const HIDDEN_LONG = 30_000;
/** A way of playing may break so often in so many milliseconds before another is tried. */
const FORGIVEN = 2;
const FORGIVEN_AFTER = 60_000;
const REPORT_EVERY = 1000;
const LOOK_EVERY = 500;

/** A picture that is on the screen. */
export interface Shown {
  /** Microseconds since 1970 by the server's clock. */
  captured: number;
  /** Milliseconds between the camera taking it and its being shown; unknown before the clocks are compared. */
  delay: number | undefined;
  width: number;
  height: number;
}

/** What a live view tells whoever shows it. */
export interface Viewer {
  status(status: Status): void;
  shown(picture: Shown): void;
  choice(choice: Choice): void;
  rendition(rendition: Rendition): void;
  /** What is sent of what there is, and why not better; undefined in a conversation that has not said. */
  quality?(quality: Quality | undefined): void;
  /** How the scene is; undefined in a conversation that has not said. */
  motion(motion: Motion | undefined): void;
  /** What is recognised now; undefined in a conversation that has not said. */
  objects?(sighting: Sighting | undefined): void;
  /** Nobody here may watch any more, or the camera was switched off: nothing of the picture is left. */
  blank(): void;
  /** Perhaps nobody here may. */
  doubted(): void;
}

/** One camera on the page: owns its connection, its player and everything it listens to; `close` undoes all of it. */
export class LiveView {
  readonly #gone = new AbortController();
  readonly #viewer: Viewer;
  readonly #link: Link;
  readonly #meter = new Meter();
  readonly #asked: Play | undefined;
  readonly #failedPlays = new Map<Play, string>();
  readonly #stage: HTMLElement;
  readonly #canvas = canvasElement();
  readonly #video = videoElement();
  #choice: Choice;
  #player: Player | undefined;
  readonly #renditions = new Renditions();
  #quality: Quality | undefined;
  #facts: Facts = {
    link: { kind: "asleep" },
    opened: false,
    health: undefined,
    shown: false,
    paused: false,
    stalled: false,
    blocked: false,
  };
  #last: Shown | undefined;
  /** When a picture last arrived, and was shown; or when that was first to be hoped for. */
  #arrived = 0;
  #seen = 0;
  #looked = Date.now();
  /** When this way of playing broke lately. */
  #breaks: number[] = [];
  #hiddenLong = 0;
  /** Size of the window that floats, if there is one. */
  #floating: Size | undefined;
  /** The size that the server was last told. */
  #told: Size = { width: 0, height: 0 };

  /** `stage` is given over to the view: the picture is all that is in it. */
  constructor(stage: HTMLElement, url: string, asked: Play | undefined, viewer: Viewer) {
    this.#stage = stage;
    this.#viewer = viewer;
    this.#asked = asked;
    this.#choice = choose(abilities(), this.#failedPlays, asked);
    this.#link = new Link(url, {
      opened: () => this.#start(),
      told: (message) => this.#hear(message),
      media: (media, bytes) => this.#take(media, bytes),
      changed: (link) => this.#change({ link }),
      expelled: () => this.#blank(),
      doubted: () => this.#viewer.doubted(),
    });
    const { signal } = this.#gone;
    document.addEventListener("visibilitychange", () => this.#look(), { signal });
    globalThis.addEventListener("pageshow", () => this.#look(), { signal });
    RATE.on((rate) => this.#link.send({ type: "rate", rate }), signal);
    QUALITY.on((rendition) => this.#link.send({ type: "ask", rendition }), signal);
    const timers = [
      setInterval(() => this.#watch(), LOOK_EVERY),
      setInterval(() => this.#report(), REPORT_EVERY),
    ];
    signal.addEventListener("abort", () => timers.forEach(clearInterval));
    viewer.choice(this.#choice);
    this.#look();
  }

  /** What is wrong with a camera that can be seen all the same; empty if nothing is. */
  get trouble(): string {
    const { health } = this.#facts;
    return health?.state === "live" ? health.reason : "";
  }

  get rates(): Rates | undefined {
    return this.#meter.read();
  }

  /** What is known of what plays, for the curious. */
  get known(): Known {
    return {
      choice: this.#choice,
      rendition: this.#renditions.current,
      switches: this.#renditions.switches,
      quality: this.#quality,
      size: this.#last,
      rates: this.rates,
      roundTrip: this.#link.offset?.roundTrip,
      count: this.#player?.count(),
    };
  }

  get last(): Shown | undefined {
    return this.#last;
  }

  /** What the pictures appear in; another one only after a change of the way to play. */
  get element(): HTMLCanvasElement | HTMLVideoElement {
    return this.#choice.play === "mse" ? this.#video : this.#canvas;
  }

  /** The picture shown, as a file. */
  snapshot(): Promise<Blob | undefined> {
    return this.#player?.snapshot() ?? Promise.resolve(undefined);
  }

  /** The picture is also in a window of its own of that size, seen even while the page is hidden. */
  float(floating: Size | undefined): void {
    this.#floating = floating;
    this.#look();
  }

  /** Somebody asks for the picture: by a tap the browser waits for, or instead of waiting longer. */
  wanted(): void {
    if (this.#facts.blocked) {
      this.#player?.play();
    } else {
      this.#link.restart();
    }
  }

  close(): void {
    this.#gone.abort();
    clearTimeout(this.#hiddenLong);
    this.#link.close();
    this.#player?.close();
  }

  #start(): void {
    this.#meter.clear();
    this.#expectNow();
    this.#viewer.motion(undefined);
    this.#viewer.objects?.(undefined);
    this.#renditions.restart();
    this.#tellQuality(undefined);
    this.#change({ opened: true, health: undefined, shown: false, stalled: false });
    this.#openPlayer();
    const { play } = this.#choice;
    this.#link.send({
      type: "start",
      play,
      codecs: play === "jpeg" ? ["jpeg"] : ["avc1", "jpeg"],
      acks: true,
      screen: (this.#told = this.#size()),
    });
    if (RATE.value !== "auto") {
      this.#link.send({ type: "rate", rate: RATE.value });
    }
    if (QUALITY.value !== "auto") {
      this.#link.send({ type: "ask", rendition: QUALITY.value });
    }
    if (this.#facts.paused) {
      this.#link.send({ type: "pause" });
    }
  }

  /** A new player for each conversation: nothing of the one before can disturb it. Its last picture stays over the new. */
  #openPlayer(): void {
    this.#player?.close();
    const audience: Audience = {
      shown: (captured, width, height) => this.#shown(player, captured, width, height),
      broke: (why) => this.#broke(player, why),
      impossible: (why) => this.#fallBack(player, why),
      blocked: (blocked) => this.#change({ blocked }),
    };
    if (this.element.parentNode !== this.#stage) {
      this.#stage.prepend(this.element);
    }
    const player = this.#newPlayer(audience);
    this.#player = player;
  }

  #newPlayer(audience: Audience): Player {
    switch (this.#choice.play) {
      case "webcodecs":
        return new Layered(this.#canvas, audience, (under) => new WebCodecsPlayer(this.#canvas, under));
      case "mse":
        return new Layered(this.#video, audience, (under) => new MsePlayer(this.#video, under));
      case "jpeg":
        return new JpegPlayer(this.#canvas, audience);
    }
  }

  #hear(message: Told): void {
    switch (message.type) {
      case "health":
        this.#health(message);
        break;
      case "rendition":
        if (this.#renditions.announce(message)) {
          this.#viewer.rendition(message);
        }
        break;
      case "quality":
        this.#tellQuality(message);
        break;
      case "motion":
        this.#viewer.motion(message);
        break;
      case "objects":
        this.#viewer.objects?.(message);
        break;
      case "malformed":
        console.warn(`live: ${message.why}`);
        break;
      case "hello":
      case "skipped":
      case "pong":
      case "bye":
      case "unknown":
        break;
    }
  }

  #health(health: Health): void {
    const wasOff = this.#facts.health?.state === "off";
    if (health.state === "off") {
      this.#blank();
    } else if (wasOff) {
      this.#link.restart(); // a new conversation, for nothing of the old one is left
      return;
    }
    if (health.state === "live" && this.#facts.health?.state !== "live") {
      this.#expectNow();
    }
    this.#change({ health: { ...health, told: Date.now() } });
  }

  /** Whoever switched the camera off, or ended a session, wants its last picture gone, too. */
  #blank(): void {
    this.#player?.close();
    this.#player = undefined;
    this.#stage.replaceChildren();
    this.#canvas.width = 0;
    this.#last = undefined;
    this.#meter.clear();
    this.#tellQuality(undefined);
    this.#viewer.objects?.(undefined);
    this.#change({ shown: false, blocked: false, stalled: false });
    this.#viewer.blank();
  }

  #take(media: Media, bytes: number): void {
    if (media.kind === "malformed") {
      console.warn(`live: ${media.why}`);
    }
    if (media.kind === "malformed" || media.kind === "unknown") {
      return;
    }
    const before = this.#renditions.current;
    for (const passed of this.#renditions.pass(media)) {
      this.#pass(passed, bytes);
    }
    const { current } = this.#renditions;
    if (current !== before && current !== undefined) {
      this.#viewer.rendition(current);
    }
  }

  #pass(media: Passed, bytes: number): void {
    if (media.kind !== "init") {
      const every = this.#every;
      if (every > 0) {
        media.duration = Math.max(media.duration, (every / 1000) * TICKS_PER_SECOND);
      }
      this.#meter.add(media.captured / 1000, bytes, every);
      this.#arrived = Date.now();
      this.#change({ stalled: false });
    }
    this.#player?.take(media);
  }

  /** Milliseconds from one picture to the next where they are sent rarely on purpose, else 0. */
  get #every(): number {
    return this.#quality?.every ?? 0;
  }

  #tellQuality(quality: Quality | undefined): void {
    this.#quality = quality;
    this.#viewer.quality?.(quality);
  }

  #shown(player: Player, captured: number, width: number, height: number): void {
    if (player !== this.#player) {
      return;
    }
    this.#seen = Date.now();
    const offset = this.#link.offset;
    const delay = offset && wallNow() + offset.offset - captured / 1000;
    this.#last = { captured, delay, width, height };
    if (!this.#facts.shown) {
      this.#stage.replaceChildren(this.element);
    }
    this.#viewer.shown(this.#last);
    this.#change({ shown: true });
  }

  #fallBack(player: Player, why: string): void {
    if (player !== this.#player) {
      return;
    }
    this.#breaks = [];
    this.#failedPlays.set(this.#choice.play, why);
    this.#choice = choose(abilities(), this.#failedPlays, this.#asked);
    this.#viewer.choice(this.#choice);
    this.#link.restart();
  }

  #expectNow(): void {
    this.#arrived = this.#seen = Date.now();
  }

  /** A new conversation mostly mends it: browsers take decoders from pages they find idle. If not, another way may. */
  #broke(player: Player | undefined, why: string): void {
    if (player === undefined || player !== this.#player) {
      return;
    }
    const now = Date.now();
    this.#breaks = [...this.#breaks.filter((at) => now - at < FORGIVEN_AFTER), now];
    if (this.#breaks.length > FORGIVEN) {
      this.#fallBack(player, why);
    } else {
      this.#link.restart();
    }
  }

  #look(): void {
    const paused = document.hidden && this.#floating === undefined;
    clearTimeout(this.#hiddenLong);
    if (paused) {
      this.#hiddenLong = setTimeout(() => this.#link.sleep(), HIDDEN_LONG);
    }
    if (paused !== this.#facts.paused) {
      this.#expectNow();
      this.#link.send({ type: paused ? "pause" : "resume" });
      this.#change({ paused, stalled: false });
    }
    if (!paused) {
      this.#link.wake();
      this.#player?.play();
    }
  }

  #watch(): void {
    const now = Date.now();
    const late = now - this.#looked > 4 * LOOK_EVERY; // slept, or was busy: let what waits arrive first
    this.#looked = now;
    if (late || this.#facts.link.kind !== "open") {
      return;
    }
    const expecting = this.#facts.health?.state === "live" && !this.#facts.paused && !this.#facts.blocked;
    this.#tellSize();
    const [message, every] = [this.#link.heard, this.#every];
    switch (verdict({ now, message, picture: this.#arrived, shown: this.#seen, expecting, every })) {
      case "fine":
        this.#change({ stalled: false });
        break;
      case "stalled":
        this.#change({ stalled: true });
        break;
      case "dead":
        this.#link.abandon("nothing arrived any more");
        break;
      case "blind":
        this.#broke(this.#player, "showed nothing");
        break;
    }
  }

  /**
   * Device pixels of the picture where it is largest. Looked at twice a second rather than listened for: turning, full
   * screen, zoom, another monitor and the window that floats have no event in common.
   */
  #size(): Size {
    const { width, height } = document.hidden ? { width: 0, height: 0 } : this.#stage.getBoundingClientRect();
    const pixels = (one: number, other = 0): number =>
      Math.max(1, Math.round(Math.max(one, other) * devicePixelRatio));
    return {
      width: pixels(width, this.#floating?.width),
      height: pixels(height, this.#floating?.height),
    };
  }

  #tellSize(): void {
    const size = this.#size();
    if (!this.#facts.paused && (size.width !== this.#told.width || size.height !== this.#told.height)) {
      this.#told = size;
      this.#link.send({ type: "screen", ...size });
    }
  }

  #report(): void {
    const offset = this.#link.offset;
    const count = this.#player?.count();
    if (
      offset === undefined ||
      count === undefined ||
      this.#last?.delay === undefined ||
      !this.#facts.shown
    ) {
      return;
    }
    this.#link.send({
      type: "report",
      buffered: Math.round(count.buffered),
      decoded: count.decoded,
      dropped: count.dropped,
      delay: Math.max(0, Math.round(this.#last.delay)),
      rtt: Math.round(offset.roundTrip),
      hidden: this.#facts.paused,
      decode: Math.round(count.decode),
    });
  }

  #change(some: Partial<Facts>): void {
    const before = statusOf(this.#facts);
    this.#facts = { ...this.#facts, ...some };
    const after = statusOf(this.#facts);
    if (JSON.stringify(before) !== JSON.stringify(after)) {
      this.#viewer.status(after);
    }
  }
}

function canvasElement(): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  canvas.width = 0; // nothing to see before the first picture
  return canvas;
}

function videoElement(): HTMLVideoElement {
  const video = document.createElement("video");
  video.muted = true;
  video.autoplay = true;
  video.playsInline = true;
  video.disableRemotePlayback = true; // without it an iPhone's ManagedMediaSource never opens
  return video;
}

function abilities(): Abilities {
  return {
    secureContext: globalThis.isSecureContext,
    videoDecoder: "VideoDecoder" in globalThis,
    mediaSource: mediaSourceClass() !== undefined,
  };
}
