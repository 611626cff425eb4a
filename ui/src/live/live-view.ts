import { type Abilities, choose, type Choice, type Play } from "./choose.ts";
import { Link, wallNow } from "./link.ts";
import { Meter, type Rates } from "./meter.ts";
import { JpegPlayer } from "./players/jpeg.ts";
import { mediaSourceClass, MsePlayer } from "./players/mse.ts";
import type { Audience, Player } from "./players/player.ts";
import { WebCodecsPlayer } from "./players/webcodecs.ts";
import type { Fragment, Health, Media, Motion, Rendition, Told } from "./protocol.ts";
import type { Rate } from "./rate.ts";
import { type Facts, type Status, statusOf } from "./status.ts";
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
  /** How the scene is; undefined in a conversation that has not said. */
  motion(motion: Motion | undefined): void;
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
  #rendition: Rendition | undefined;
  /** Sequence that the next picture has, unless it is an IDR. */
  #next: number | undefined;
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
  #floating = false;
  #rate: Rate;

  /** `stage` is given over to the view: the picture is all that is in it. */
  constructor(stage: HTMLElement, url: string, asked: Play | undefined, rate: Rate, viewer: Viewer) {
    this.#stage = stage;
    this.#viewer = viewer;
    this.#asked = asked;
    this.#rate = rate;
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

  /** Whether the picture is also in a window of its own, seen even while the page is hidden. */
  float(floating: boolean): void {
    this.#floating = floating;
    this.#look();
  }

  /** How many pictures are wanted of a quiet scene. */
  want(rate: Rate): void {
    this.#rate = rate;
    this.#link.send({ type: "rate", rate });
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
    this.#change({ opened: true, health: undefined, shown: false, stalled: false });
    this.#openPlayer();
    const { play } = this.#choice;
    this.#link.send({
      type: "start",
      play,
      codecs: play === "jpeg" ? ["jpeg"] : ["avc1"],
      screen: sizeOf(this.#stage),
    });
    if (this.#rate === "full") {
      this.#link.send({ type: "rate", rate: "full" });
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
        return new WebCodecsPlayer(this.#canvas, audience);
      case "mse":
        return new MsePlayer(this.#video, audience);
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
        this.#rendition = message;
        this.#viewer.rendition(message);
        break;
      case "motion":
        this.#viewer.motion(message);
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
    this.#change({ shown: false, blocked: false, stalled: false });
    this.#viewer.blank();
  }

  #take(media: Media, bytes: number): void {
    if (media.kind === "malformed") {
      console.warn(`live: ${media.why}`);
    }
    if (media.kind === "malformed" || media.kind === "unknown" || media.rendition !== this.#rendition?.id) {
      return; // or the last of a rendition that was changed for another
    }
    if (media.kind === "fragment" && !this.#follows(media)) {
      return;
    }
    if (media.kind !== "init") {
      this.#meter.add(media.captured / 1000, bytes);
      this.#arrived = Date.now();
      this.#change({ stalled: false });
    }
    this.#player?.take(media);
  }

  /** Whether what the picture refers to came before it: never shown otherwise, whatever went wrong. */
  #follows({ idr, sequence }: Fragment): boolean {
    if (!idr && sequence !== this.#next) {
      return false;
    }
    this.#next = (sequence + 1) % 2 ** 32;
    return true;
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
    const paused = document.hidden && !this.#floating;
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
    switch (
      verdict({ now, message: this.#link.heard, picture: this.#arrived, shown: this.#seen, expecting })
    ) {
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

/** Device pixels the picture has. */
function sizeOf(stage: HTMLElement): { width: number; height: number } {
  const { width, height } = stage.getBoundingClientRect();
  return {
    width: Math.max(1, Math.round(width * devicePixelRatio)),
    height: Math.max(1, Math.round(height * devicePixelRatio)),
  };
}

function abilities(): Abilities {
  return {
    secureContext: globalThis.isSecureContext,
    videoDecoder: "VideoDecoder" in globalThis,
    mediaSource: mediaSourceClass() !== undefined,
  };
}
