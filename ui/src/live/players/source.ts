import { chase, cushionAfter } from "../chase.ts";
import { type Fragment, TICKS_PER_SECOND } from "../protocol.ts";
import { messageOf } from "./player.ts";
import { shorten } from "./shorten.ts";
import { Timeline } from "./timeline.ts";

/** Seconds of played video kept, and how much may gather before it is cut to that. */
const KEEP = 3;
const CUT_ABOVE = 10;
/** Milliseconds without starving after which a smaller cushion is tried. */
const CALM = 3000;
/** Milliseconds after a jump in which to starve is only to be expected. */
const SETTLING = 1500;

/**
 * A picture that is to last longer than so many ticks is one of a quiet scene. It is placed as if it lasted BRIEF: a video
 * element waits for the end of a long one before it shows the next, and needs several pictures to go on well after that.
 * Between two of them the element has nothing left to play, and the picture stands.
 */
export const LONG = TICKS_PER_SECOND / 6;
const BRIEF = TICKS_PER_SECOND / 15;

type Part =
  | { kind: "setup"; bytes: Uint8Array<ArrayBuffer>; mime: string }
  | { kind: "fragment"; bytes: Uint8Array<ArrayBuffer>; offset: number };

/** One MediaSource: what waits to be appended to it, one part after the other. */
export class Source {
  readonly timeline = new Timeline();
  readonly #gone = new AbortController();
  readonly #source: MediaSource;
  readonly #video: HTMLVideoElement;
  readonly #address: string;
  readonly #broken: (why: string) => void;
  #buffer: SourceBuffer | undefined;
  #mime: string;
  #parts: Part[] = [];
  #needsIdr = true;
  #cushion = cushionAfter("start", 0);
  #calmSince = performance.now();
  #jumped = performance.now();
  /** Whether the newest picture is one of a quiet scene. */
  #isTrickle = false;
  /** Whether the buffer was full and has been cut since the last part that fitted. */
  #cut = false;

  constructor(source: MediaSource, video: HTMLVideoElement, mime: string, broken: (why: string) => void) {
    this.#source = source;
    this.#video = video;
    this.#mime = mime;
    this.#broken = broken;
    const { signal } = this.#gone;
    source.addEventListener("sourceopen", () => this.#opened(), { once: true, signal });
    source.addEventListener("sourceclose", () => broken("media source closed"), { signal });
    this.#address = URL.createObjectURL(source);
    video.src = this.#address;
  }

  /** Pictures of another size or codec follow, placed directly after those that are there: playing does not stop. */
  changeSetup(bytes: Uint8Array<ArrayBuffer>, mime: string): void {
    this.#parts.push({ kind: "setup", bytes, mime });
    this.timeline.restart();
    this.#needsIdr = true;
    this.#append();
  }

  take(fragment: Fragment): void {
    if (this.#needsIdr && !fragment.idr) {
      return;
    }
    this.#needsIdr = false;
    const { bytes, mediaTime, captured } = fragment;
    const isTrickle = fragment.duration > LONG;
    if (this.#isTrickle && !isTrickle) {
      this.#begin();
    }
    this.#isTrickle = isTrickle;
    const duration = this.#isTrickle ? BRIEF : fragment.duration;
    if (this.#isTrickle) {
      shorten(bytes, duration);
    }
    const offset = this.timeline.place(mediaTime / TICKS_PER_SECOND, duration / TICKS_PER_SECOND, captured);
    this.#parts.push({ kind: "fragment", bytes, offset });
    this.#append();
  }

  /** There was nothing left to play. */
  starved(): void {
    const now = performance.now();
    if (!this.#isTrickle && !this.#video.seeking && now - this.#jumped > SETTLING) {
      this.#cushion = cushionAfter("starved", this.#cushion);
      this.#calmSince = now;
    }
  }

  /** Brings the video to the live edge, once everything that arrived is in the buffer. */
  keepUp(): void {
    const video = this.#video;
    if (this.#parts.length > 0 || video.seeking) {
      return;
    }
    if (performance.now() - this.#calmSince > CALM) {
      this.#cushion = cushionAfter("calm", this.#cushion);
      this.#calmSince = performance.now();
    }
    const { newest } = this.timeline;
    const step = chase(newest - video.currentTime, video.playbackRate, this.#cushion);
    if (step === "jump") {
      this.#jump();
    } else if (video.playbackRate !== step.rate) {
      video.playbackRate = step.rate;
    }
  }

  /** The newest picture has not appeared by itself, though it could have. */
  overdue(): void {
    if (this.#parts.length === 0 && !this.#video.seeking) {
      this.#jump();
    }
  }

  close(): void {
    this.#gone.abort();
    this.#parts = [];
    URL.revokeObjectURL(this.#address);
  }

  /** After a trickle nothing is known of how evenly pictures come at full rate. */
  #begin(): void {
    this.#cushion = cushionAfter("start", this.#cushion);
    this.#calmSince = this.#jumped = performance.now();
  }

  #jump(): void {
    this.#video.currentTime = this.timeline.newest;
    this.#jumped = performance.now();
    this.#video.playbackRate = 1;
  }

  #opened(): void {
    try {
      const buffer = this.#source.addSourceBuffer(this.#mime);
      const { signal } = this.#gone;
      buffer.addEventListener("updateend", () => this.#appended(buffer), { signal });
      buffer.addEventListener("error", () => this.#broken("a fragment was refused"), { signal });
      this.#buffer = buffer;
      this.#append();
    } catch (e) {
      this.#broken(messageOf(e));
    }
  }

  #appended(buffer: SourceBuffer): void {
    const { currentTime } = this.#video;
    const start = buffer.buffered.length > 0 ? buffer.buffered.start(0) : currentTime;
    if (this.#parts.length === 0 && currentTime - start > CUT_ABOVE) {
      buffer.remove(0, currentTime - KEEP);
      this.timeline.forget(currentTime - KEEP);
    } else {
      this.#append();
    }
    this.keepUp();
  }

  #append(): void {
    const buffer = this.#buffer;
    const part = this.#parts[0];
    if (buffer === undefined || part === undefined || buffer.updating || this.#source.readyState !== "open") {
      return;
    }
    try {
      if (part.kind === "fragment" && buffer.timestampOffset !== part.offset) {
        buffer.timestampOffset = part.offset;
      }
      if (part.kind === "setup" && part.mime !== this.#mime) {
        buffer.changeType(part.mime);
        this.#mime = part.mime;
      }
      buffer.appendBuffer(part.bytes);
      this.#parts.shift();
      this.#cut = false;
    } catch (e) {
      this.#full(buffer, e);
    }
  }

  #full(buffer: SourceBuffer, e: unknown): void {
    const until = this.#video.currentTime - 0.5;
    if (e instanceof DOMException && e.name === "QuotaExceededError" && !this.#cut && until > 0) {
      this.#cut = true;
      buffer.remove(0, until);
      this.timeline.forget(until);
    } else {
      this.#broken(messageOf(e));
    }
  }
}
