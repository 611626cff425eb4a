import { decoderSetup } from "../init-segment.ts";
import type { Media } from "../protocol.ts";
import { type Audience, type Count, type Player, smoothed, toFile, waiting } from "./player.ts";
import { LONG, Source } from "./source.ts";

/** Firefox before 132 does not tell which picture it shows; there the place of playing says it nearly. */
const TELLS_PICTURES = "requestVideoFrameCallback" in HTMLVideoElement.prototype;

/**
 * A picture of a quiet scene that is not on the screen so many milliseconds after it came is jumped to: an element that had
 * nothing left to play does not always go on for one picture, and the next is far.
 */
const OVERDUE = 80;

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
  #overdue = 0;
  #decode = 0;

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
      this.#setUp(media.bytes);
    } else if (media.kind === "fragment") {
      this.#newestArrived = media.captured;
      this.#source?.take(media);
      if (media.duration > LONG) {
        this.#expect(media.captured);
      }
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
      decode: this.#decode,
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

  #expect(captured: number): void {
    clearTimeout(this.#overdue);
    this.#overdue = setTimeout(() => {
      if (this.#newestArrived === captured && this.#newestShown !== captured && !this.#gone.signal.aborted) {
        this.#source?.overdue();
      }
    }, OVERDUE);
  }

  #setUp(initSegment: Uint8Array<ArrayBuffer>): void {
    const setup = decoderSetup(initSegment);
    const mime = `video/mp4; codecs="${setup?.codec ?? ""}"`;
    if (setup === undefined || !this.#MediaSource.isTypeSupported(mime)) {
      this.#audience.impossible(`browser cannot decode ${setup?.codec ?? "this stream"}`);
      return;
    }
    const isFirst = this.#source === undefined;
    this.#source ??= new Source(new this.#MediaSource(), this.#video, mime, (why) => this.#broke(why));
    this.#source.changeSetup(initSegment, mime);
    if (isFirst) {
      this.play();
    }
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
      const again = (_: number, { mediaTime, processingDuration }: VideoFrameCallbackMetadata): void => {
        if (!signal.aborted) {
          if (processingDuration !== undefined) {
            this.#decode = smoothed(this.#decode, processingDuration * 1000);
          }
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
