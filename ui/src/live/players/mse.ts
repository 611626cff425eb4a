import { chase, cushionAfter } from "../chase.ts";
import { decoderSetup } from "../init-segment.ts";
import { type Fragment, type Media, TICKS_PER_SECOND } from "../protocol.ts";
import { Timeline } from "./timeline.ts";
import { type Audience, type Count, messageOf, type Player, toFile, waiting } from "./player.ts";

/** Seconds of played video kept, and how much may gather before it is cut to that. */
const KEEP = 3;
const CUT_ABOVE = 10;
/** Milliseconds without starving after which a smaller cushion is tried. */
const CALM = 3000;
/** Milliseconds after a jump in which to starve is only to be expected. */
const SETTLING = 1500;

/** Firefox before 132 does not tell which picture it shows; there the place of playing says it nearly. */
const TELLS_PICTURES = "requestVideoFrameCallback" in HTMLVideoElement.prototype;

interface MediaSources {
  MediaSource?: typeof MediaSource;
  ManagedMediaSource?: typeof MediaSource;
}

/** The browser's MediaSource, or what iPhones have in its place. */
export function mediaSourceClass(): typeof MediaSource | undefined {
  const { MediaSource: usual, ManagedMediaSource: managed } = globalThis as MediaSources;
  return usual ?? managed;
}

/** Plays fragments through a video element, and keeps it at the live edge. */
export class MsePlayer implements Player {
  readonly #video: HTMLVideoElement;
  readonly #gone = new AbortController();
  readonly #audience: Audience;
  readonly #MediaSource: typeof MediaSource;
  #source: Source | undefined;
  #newestArrived = 0;
  #newestShown = 0;

  constructor(video: HTMLVideoElement, audience: Audience) {
    this.#video = video;
    this.#audience = audience;
    const found = mediaSourceClass();
    if (found === undefined) {
      throw new Error("browser has no MediaSource");
    }
    this.#MediaSource = found;
    const { signal } = this.#gone;
    video.addEventListener("waiting", () => this.#source?.starved(), { signal });
    video.addEventListener("seeked", () => this.#source?.keepUp(), { signal });
    video.addEventListener("error", () => this.#broke(video.error?.message ?? ""), { signal });
    this.#watch();
  }

  take(media: Media): void {
    if (media.kind === "init") {
      if (this.#source === undefined) {
        this.#open(media.bytes);
      } else {
        this.#source.changeSetup(media.bytes);
      }
    } else if (media.kind === "fragment") {
      this.#newestArrived = media.captured;
      this.#source?.take(media);
    }
  }

  play(): void {
    this.#video.play().then(
      () => this.#audience.blocked(false),
      (e: unknown) => {
        if (e instanceof DOMException && e.name === "NotAllowedError") {
          this.#audience.blocked(true);
        }
      },
    );
  }

  count(): Count {
    const quality = this.#video.getVideoPlaybackQuality();
    return {
      buffered: waiting(this.#newestArrived, this.#newestShown),
      decoded: quality.totalVideoFrames,
      dropped: quality.droppedVideoFrames,
    };
  }

  snapshot(): Promise<Blob | undefined> {
    const still = stillOf(this.#video);
    return still === undefined ? Promise.resolve(undefined) : toFile(still);
  }

  close(): void {
    this.#gone.abort();
    this.#source?.close();
    this.#source = undefined;
    const still = stillOf(this.#video);
    if (still !== undefined) {
      this.#video.after(still);
    }
    this.#video.removeAttribute("src");
    this.#video.load();
  }

  #open(initSegment: Uint8Array<ArrayBuffer>): void {
    const setup = decoderSetup(initSegment);
    const mime = `video/mp4; codecs="${setup?.codec ?? ""}"`;
    if (setup === undefined || !this.#MediaSource.isTypeSupported(mime)) {
      this.#audience.impossible(`browser cannot decode ${setup?.codec ?? "this stream"}`);
      return;
    }
    this.#source = new Source(new this.#MediaSource(), this.#video, mime, (why) => this.#broke(why));
    this.#source.changeSetup(initSegment);
    this.play();
  }

  #broke(why: string): void {
    if (this.#source !== undefined) {
      this.#source.close();
      this.#source = undefined;
      this.#audience.broke(`video failed: ${why}`);
    }
  }

  /** Learns which picture is on the screen, at each new one. */
  #watch(): void {
    const video = this.#video;
    const shown = (mediaTime: number): void => {
      const captured = this.#source?.timeline.capturedAt(mediaTime);
      if (captured !== undefined && captured !== this.#newestShown) {
        this.#newestShown = captured;
        this.#audience.shown(captured, video.videoWidth, video.videoHeight);
      }
    };
    const { signal } = this.#gone;
    if (TELLS_PICTURES) {
      const again = (_: number, { mediaTime }: VideoFrameCallbackMetadata): void => {
        if (!signal.aborted) {
          shown(mediaTime);
          video.requestVideoFrameCallback(again);
        }
      };
      video.requestVideoFrameCallback(again);
    } else {
      const again = (): void => {
        if (!signal.aborted) {
          if (!video.seeking && video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA) {
            shown(video.currentTime);
          }
          requestAnimationFrame(again);
        }
      };
      requestAnimationFrame(again);
    }
  }
}

type Part =
  | { kind: "setup"; bytes: Uint8Array<ArrayBuffer> }
  | { kind: "fragment"; bytes: Uint8Array<ArrayBuffer>; offset: number };

/** One MediaSource: what waits to be appended to it, one part after the other. */
class Source {
  readonly timeline = new Timeline();
  readonly #gone = new AbortController();
  readonly #source: MediaSource;
  readonly #video: HTMLVideoElement;
  readonly #address: string;
  readonly #broken: (why: string) => void;
  #buffer: SourceBuffer | undefined;
  #parts: Part[] = [];
  #needsIdr = true;
  #cushion = cushionAfter("start", 0);
  #calmSince = performance.now();
  #jumped = performance.now();
  /** Whether the buffer was full and has been cut since the last part that fitted. */
  #cut = false;

  constructor(source: MediaSource, video: HTMLVideoElement, mime: string, broken: (why: string) => void) {
    this.#source = source;
    this.#video = video;
    this.#broken = broken;
    const { signal } = this.#gone;
    source.addEventListener("sourceopen", () => this.#opened(mime), { once: true, signal });
    source.addEventListener("sourceclose", () => broken("media source closed"), { signal });
    this.#address = URL.createObjectURL(source);
    video.src = this.#address;
  }

  changeSetup(bytes: Uint8Array<ArrayBuffer>): void {
    this.#parts.push({ kind: "setup", bytes });
    this.timeline.restart();
    this.#needsIdr = true;
    this.#append();
  }

  take(fragment: Fragment): void {
    if (this.#needsIdr && !fragment.idr) {
      return;
    }
    this.#needsIdr = false;
    const { bytes, mediaTime, duration, captured } = fragment;
    const offset = this.timeline.place(mediaTime / TICKS_PER_SECOND, duration / TICKS_PER_SECOND, captured);
    this.#parts.push({ kind: "fragment", bytes, offset });
    this.#append();
  }

  /** There was nothing left to play. */
  starved(): void {
    const now = performance.now();
    if (!this.#video.seeking && now - this.#jumped > SETTLING) {
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
      video.currentTime = newest;
      this.#jumped = performance.now();
      video.playbackRate = 1;
    } else if (video.playbackRate !== step.rate) {
      video.playbackRate = step.rate;
    }
  }

  close(): void {
    this.#gone.abort();
    this.#parts = [];
    URL.revokeObjectURL(this.#address);
  }

  #opened(mime: string): void {
    try {
      const buffer = this.#source.addSourceBuffer(mime);
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

/** The picture a video shows, at its own size. */
function stillOf(video: HTMLVideoElement): HTMLCanvasElement | undefined {
  if (video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA || video.videoWidth === 0) {
    return undefined;
  }
  const still = document.createElement("canvas");
  still.width = video.videoWidth;
  still.height = video.videoHeight;
  still.getContext("2d", { alpha: false })?.drawImage(video, 0, 0);
  return still;
}
