import { fetchVideo } from "../api/footage.ts";
import { serverNow } from "../api/server.ts";
import { decoderSetup } from "../live/init-segment.ts";
import { mediaSourceClass } from "../live/players/mse.ts";
import { messageOf } from "../live/players/player.ts";
import { loadFailure } from "../parts/words.ts";
import { beyondHole, lastsUntil, type Range, rangeAt, rangesOf, Standing } from "./buffered.ts";
import { type Part, partsOf } from "./fragments.ts";
import { Holes } from "./holes.ts";
import { PictureTimes } from "./picture-times.ts";
import type { Audience, Player } from "./player.ts";
import { type Next, nextOf, type Piece } from "./reel.ts";
import { DAY, HOUR, SECOND } from "./scale.ts";
import { Seam } from "./seam.ts";

/** Seconds of what was played that stay, and how much may gather before it is cut to that. */
const KEEP = 15;
const CUT_ABOVE = 45;
/** Seconds ahead that stay when somebody goes back. */
const KEEP_AHEAD = 90;
/** A gap that is not told. */
const UNTOLD = SECOND;
/** What is so old is written if it ever will be. */
const WRITTEN = 60 * SECOND;
/** Milliseconds until what could not be had is asked for again, and until more of a growing file is. */
const AGAIN = 1500;
const LOOK_EVERY = 200;
const TELLS_PICTURES = "requestVideoFrameCallback" in HTMLVideoElement.prototype;

/** Through a video element, fed with some seconds at a time; its clock counts from `origin`. */
export class MsePlayer implements Player {
  readonly #video: HTMLVideoElement;
  readonly #camera: string;
  readonly #audience: Audience;
  readonly #gone = new AbortController();
  #pieces: readonly Piece[] | undefined;
  readonly #holes = new Holes();
  #origin = 0;
  #source: MediaSource | undefined;
  #address = "";
  #buffer: SourceBuffer | undefined;
  #mime = "";
  #parts: Part[] = [];
  readonly #seam = new Seam();
  #fetching: AbortController | undefined;
  /** Where it is to go, in seconds, until the element is there. */
  #target: number | undefined;
  #isPlaying = false;
  #rate = 1;
  #times = new PictureTimes();
  /** Not before that time of ours is anything asked for. */
  #notBefore = 0;
  /** From where what was asked for last has come, all of it. */
  #answered: number | undefined;
  readonly #standing = new Standing();
  /** Whether what was given lies under what is shown: the decoder goes on with what it had before, up to its end. */
  #isUnder = false;
  #wasFull = false;

  constructor(video: HTMLVideoElement, camera: string, audience: Audience) {
    this.#video = video;
    this.#camera = camera;
    this.#audience = audience;
    const { signal } = this.#gone;
    video.addEventListener("loadedmetadata", () => this.#go(), { signal });
    video.addEventListener("seeked", () => (this.#target = undefined), { signal });
    for (const event of ["timeupdate", "waiting", "seeked", "progress"]) {
      video.addEventListener(event, () => this.#work(), { signal });
    }
    video.addEventListener("error", () => this.#fail(video.error?.message ?? "it cannot be decoded"), {
      signal,
    });
    const looking = setInterval(() => this.#work(), LOOK_EVERY);
    signal.addEventListener("abort", () => clearInterval(looking));
    this.#watch();
  }

  know(pieces: readonly Piece[] | undefined): void {
    this.#pieces = pieces;
    this.#work();
  }

  seek(at: number): void {
    if (at < this.#origin || at > this.#origin + 7 * DAY || this.#origin === 0) {
      this.#restart(Math.floor((at - DAY) / HOUR) * HOUR);
    }
    this.#holes.forget(at);
    const place = this.#placeOf(at);
    if (rangeAt(this.#ranges, place) === undefined) {
      this.#giveUp();
      this.#notBefore = 0;
    }
    this.#target = place;
    this.#go();
    this.#work();
  }

  play(): void {
    this.#isPlaying = true;
    this.#start();
    this.#work();
  }

  pause(): void {
    this.#isPlaying = false;
    this.#video.pause();
  }

  speed(rate: number): number {
    try {
      this.#video.playbackRate = rate;
      this.#video.defaultPlaybackRate = rate;
      this.#rate = rate;
    } catch {
      // this browser does not play so fast or slowly
    }
    return this.#rate;
  }

  step(way: 1 | -1): void {
    this.pause();
    const now = this.#here;
    const time = this.#times.near(now, way);
    if (time !== undefined && Math.abs(time - now) < 5) {
      this.#target = time + 0.001;
      this.#go();
    } else {
      this.seek(this.#timeAt(now) + (way * SECOND) / 15);
    }
  }

  close(): void {
    this.#gone.abort();
    this.#discard();
  }

  #start(): void {
    if (this.#source === undefined) {
      return; // with the first fragment
    }
    this.#video.play().catch((e: unknown) => {
      if (e instanceof DOMException && e.name === "NotAllowedError") {
        this.#isPlaying = false;
        this.#audience.blocked();
      }
    });
  }

  get #here(): number {
    return this.#target ?? this.#video.currentTime;
  }

  #go(): void {
    if (this.#target !== undefined && this.#video.readyState >= HTMLMediaElement.HAVE_METADATA) {
      this.#video.currentTime = this.#target;
    }
  }

  #placeOf(time: number): number {
    return (time - this.#origin) / SECOND;
  }

  #timeAt(place: number): number {
    return Math.round(this.#origin + place * SECOND);
  }

  get #ranges(): Range[] {
    return rangesOf(this.#buffer?.buffered);
  }

  #work(): void {
    if (this.#gone.signal.aborted) {
      return;
    }
    this.#append();
    const video = this.#video;
    const ranges = this.#ranges;
    const isStuck = video.readyState < HTMLMediaElement.HAVE_FUTURE_DATA;
    const hasNone = video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA || video.seeking;
    const end = lastsUntil(ranges, video.currentTime);
    const stands = isStuck && this.#isPlaying && !video.seeking ? video.currentTime : undefined;
    const stood = this.#standing.seconds(stands, end, performance.now()) * this.#rate;
    const place = Math.min(this.#here + stood, end ?? this.#here);
    const isShort = isStuck && this.#isPlaying && (end === undefined || place >= end);
    this.#audience.waits(hasNone || isShort);
    const start = isStuck && !video.seeking ? beyondHole(ranges, place) : undefined;
    if (start !== undefined) {
      video.currentTime = start + 0.001; // an element stops at a hole however small
      return;
    }
    if (this.#parts.length > 0 || this.#buffer?.updating === true || this.#fetching !== undefined) {
      return;
    }
    if (this.#isUnder) {
      this.#isUnder = false;
      this.#target = this.#here;
      this.#go();
      return;
    }
    if (this.#cut()) {
      return;
    }
    this.#plan(place, ranges, isStuck);
  }

  #plan(place: number, ranges: readonly Range[], isStuck: boolean): void {
    if (this.#pieces === undefined) {
      return;
    }
    const at = this.#timeAt(place);
    const range = rangeAt(ranges, place);
    const loaded = this.#timeAt(range?.end ?? place);
    const next = nextOf(this.#holes.outside(this.#pieces), {
      at,
      loaded,
      rate: this.#rate,
      now: serverNow(),
    });
    switch (next.kind) {
      case "fetch":
        this.#have(next, ranges);
        break;
      case "gap": {
        const isTold = next.to - next.from >= UNTOLD;
        if (this.#isPlaying && isTold) {
          this.#audience.jumped(next.from, next.to);
        }
        if (this.#isPlaying || (!isTold && range === undefined)) {
          this.seek(next.to);
        }
        break;
      }
      case "live":
        if (this.#isPlaying) {
          this.#audience.caughtUp();
        }
        break;
      case "end":
        if (this.#isPlaying && isStuck) {
          this.pause();
          this.#audience.ended();
        }
        break;
      case "enough":
        break;
    }
  }

  #have({ from, to }: Next & { kind: "fetch" }, ranges: readonly Range[]): void {
    if (performance.now() < this.#notBefore || this.#origin === 0) {
      return;
    }
    if (from === this.#answered) {
      this.#missed(from, to, ranges);
    } else {
      void this.#fetch(from, to);
    }
  }

  async #fetch(from: number, to: number): Promise<void> {
    const fetching = new AbortController();
    this.#fetching = fetching;
    const origin = this.#origin;
    if (this.#seam.isBeyond(this.#placeOf(from))) {
      this.#seam.forget();
    }
    const answer = await fetchVideo(this.#camera, { from, to }, origin, fetching.signal);
    let isWhole = answer.kind === "ok";
    try {
      for await (const parts of answer.kind === "ok" ? partsOf(answer.value.body) : []) {
        if (fetching.signal.aborted) {
          return;
        }
        this.#parts.push(...parts);
        this.#append();
      }
    } catch (e) {
      isWhole = !(e instanceof TypeError); // what it is will not change
      if (!fetching.signal.aborted) {
        console.warn("video:", messageOf(e));
      }
    }
    if (this.#fetching !== fetching) {
      return;
    }
    this.#fetching = undefined;
    if (isWhole) {
      this.#answered = from; // what comes of it shows when the buffer has it
    } else if (answer.kind !== "refused" || answer.status === 503) {
      this.#notBefore = performance.now() + AGAIN;
    } else if (answer.status === 404) {
      this.#missed(from, to, this.#ranges);
    } else {
      this.#notBefore = Infinity;
      this.#audience.failed(loadFailure(answer));
    }
    this.#work();
  }

  /** Nothing came of what was thought to be there: later there may, or what is known of it is wrong. */
  #missed(from: number, to: number, ranges: readonly Range[]): void {
    this.#answered = undefined;
    const next = ranges.map(({ start }) => this.#timeAt(start)).find((start) => start > from);
    const isHole = next !== undefined && next <= to;
    if (!isHole) {
      this.#notBefore = performance.now() + AGAIN;
      this.#audience.doubted();
    }
    if (isHole || serverNow() - to > WRITTEN) {
      this.#holes.add({ start: from, end: isHole ? next : to });
    }
  }

  #append(): void {
    const lacking = this.#parts.findIndex((one) => this.#seam.lacks(one) || this.#seam.isLonger(one));
    this.#parts.splice(0, lacking === -1 ? this.#parts.length : lacking);
    const part = this.#parts[0];
    if (part !== undefined && this.#seam.isLonger(part)) {
      this.#giveUp(); // it is asked for again, and then given whole
      return;
    }
    if (part === undefined || this.#buffer?.updating === true) {
      return;
    }
    const setup = part.isSetup ? decoderSetup(part.bytes) : undefined;
    if (part.isSetup && !this.#prepare(setup?.codec ?? "")) {
      return;
    }
    if (this.#buffer === undefined) {
      return;
    }
    try {
      this.#buffer.appendBuffer(part.bytes);
      this.#parts.shift();
      this.#wasFull = false;
      this.#seam.gave(part);
      const isBefore = part.isIdr && (part.times[0] ?? Infinity) <= this.#video.currentTime;
      this.#isUnder ||= isBefore && !this.#video.seeking;
      this.#times.add(part);
    } catch (e) {
      this.#full(this.#buffer, e);
    }
  }

  /** Whether there is a buffer that takes this codec. */
  #prepare(codec: string): boolean {
    const mime = `video/mp4; codecs="${codec}"`;
    if (this.#source === undefined) {
      this.#open(mime);
      return false;
    }
    if (this.#buffer !== undefined && this.#mime !== mime) {
      this.#buffer.changeType(mime);
      this.#mime = mime;
    }
    return this.#buffer !== undefined;
  }

  #open(mime: string): void {
    const Source = mediaSourceClass();
    if (Source?.isTypeSupported(mime) !== true) {
      this.#fail(`this browser cannot decode ${mime}`);
      return;
    }
    const source = new Source();
    this.#source = source;
    source.addEventListener(
      "sourceopen",
      () => {
        if (this.#source !== source) {
          return;
        }
        // an element goes nowhere beyond the end it knows
        source.duration = this.#placeOf(serverNow() + 30 * DAY);
        const buffer = source.addSourceBuffer(mime);
        buffer.addEventListener("updateend", () => this.#work(), { signal: this.#gone.signal });
        this.#buffer = buffer;
        this.#mime = mime;
        this.#work();
      },
      { once: true, signal: this.#gone.signal },
    );
    this.#video.disableRemotePlayback = true;
    this.#address = URL.createObjectURL(source);
    this.#video.src = this.#address;
    this.speed(this.#rate);
    if (this.#isPlaying) {
      this.#start();
    }
  }

  #full(buffer: SourceBuffer, e: unknown): void {
    const now = this.#video.currentTime;
    if (e instanceof DOMException && e.name === "QuotaExceededError" && !this.#wasFull) {
      this.#wasFull = true;
      this.#remove(buffer, 0, Math.max(0.1, now - 1));
    } else {
      this.#fail(messageOf(e));
    }
  }

  /** Takes away what is far from what is shown; whether there was something. */
  #cut(): boolean {
    const buffer = this.#buffer;
    if (buffer === undefined || this.#video.seeking || buffer.buffered.length === 0) {
      return false;
    }
    const { buffered } = buffer;
    const now = this.#video.currentTime;
    const ahead = KEEP_AHEAD * Math.max(1, this.#rate);
    if (now - buffered.start(0) > CUT_ABOVE * Math.max(1, this.#rate / 2)) {
      this.#remove(buffer, 0, now - KEEP);
      return true;
    }
    if (buffered.end(buffered.length - 1) - now > 2 * ahead) {
      this.#remove(buffer, now + ahead, Infinity);
      return true;
    }
    return false;
  }

  #remove(buffer: SourceBuffer, from: number, to: number): void {
    buffer.remove(from, to);
    if (to === Infinity) {
      this.#seam.forget();
    }
    this.#times.remove(from, to);
  }

  /** What is on its way is of no use any more. */
  #giveUp(): void {
    this.#fetching?.abort();
    this.#fetching = undefined;
    this.#parts = [];
    this.#answered = undefined;
    this.#isUnder = false;
    this.#seam.forget();
  }

  #restart(origin: number): void {
    this.#discard();
    this.#origin = origin;
  }

  #discard(): void {
    this.#giveUp();
    this.#times = new PictureTimes();
    this.#buffer = undefined;
    if (this.#source !== undefined) {
      this.#source = undefined;
      URL.revokeObjectURL(this.#address);
      this.#video.removeAttribute("src");
      this.#video.load();
    }
  }

  #fail(why: string): void {
    if (this.#source !== undefined || this.#parts.length > 0) {
      this.#target = this.#here;
      this.#discard();
      this.#isPlaying = false;
      this.#notBefore = Infinity; // until somebody goes elsewhere
      this.#audience.failed(why);
    }
  }

  /** Learns which picture is on the screen. */
  #watch(): void {
    const video = this.#video;
    const { signal } = this.#gone;
    const shown = (place: number): void => {
      if (this.#origin !== 0 && !video.seeking) {
        this.#audience.shown(this.#timeAt(place));
      }
    };
    if (TELLS_PICTURES) {
      let early: number | undefined;
      const again = (_: number, { mediaTime }: VideoFrameCallbackMetadata): void => {
        if (!signal.aborted) {
          early = video.seeking ? mediaTime : undefined;
          shown(mediaTime);
          video.requestVideoFrameCallback(again);
        }
      };
      video.requestVideoFrameCallback(again);
      // a picture may be on the screen before the element says that it is there, and is told only once
      const arrived = (): void => {
        if (early !== undefined && this.#times.isOne(early, video.currentTime)) {
          shown(early);
        }
        early = undefined;
      };
      video.addEventListener("seeked", arrived, { signal });
    } else {
      for (const event of ["timeupdate", "seeked"]) {
        video.addEventListener(event, () => video.readyState >= 2 && shown(video.currentTime), { signal });
      }
    }
  }
}
