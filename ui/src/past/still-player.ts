import { fetchFrame } from "../api/footage.ts";
import { serverNow } from "../api/server.ts";
import { loadFailure } from "../parts/words.ts";
import type { Audience, Player } from "./player.ts";
import { nextOf, type Piece, pieceAt } from "./reel.ts";
import { SECOND } from "./scale.ts";

/** Milliseconds between two pictures. */
const EVERY = 500;
/** The server makes none that are wider. */
const WIDEST = 640;
/** A step that is no picture's length, since that is not known here. */
const STEP = SECOND / 10;

/** Pictures one by one, for browsers that play no video made of fragments. */
export class StillPlayer implements Player {
  readonly #canvas: HTMLCanvasElement;
  readonly #camera: string;
  readonly #audience: Audience;
  readonly #gone = new AbortController();
  #pieces: readonly Piece[] | undefined;
  #at = 0;
  #rate = 1;
  #isPlaying = false;
  #asking: AbortController | undefined;
  #asked = 0;

  constructor(canvas: HTMLCanvasElement, camera: string, audience: Audience) {
    this.#canvas = canvas;
    this.#camera = camera;
    this.#audience = audience;
    const going = setInterval(() => this.#go(), EVERY);
    this.#gone.signal.addEventListener("abort", () => clearInterval(going));
  }

  know(pieces: readonly Piece[] | undefined): void {
    this.#pieces = pieces;
  }

  seek(at: number): void {
    this.#at = at;
    this.#asking?.abort();
    this.#asking = undefined;
    void this.#show();
  }

  play(): void {
    this.#isPlaying = true;
    this.#asked = performance.now();
  }

  pause(): void {
    this.#isPlaying = false;
  }

  speed(rate: number): number {
    return (this.#rate = rate);
  }

  step(way: 1 | -1): void {
    this.pause();
    this.seek(this.#at + way * STEP);
  }

  close(): void {
    this.#gone.abort();
    this.#asking?.abort();
  }

  #go(): void {
    const now = performance.now();
    const passed = now - this.#asked;
    this.#asked = now;
    if (!this.#isPlaying || this.#asking !== undefined || this.#pieces === undefined) {
      return; // what is slow plays slowly, and leaves nothing out
    }
    const wanted = this.#at + passed * 1000 * this.#rate;
    const piece = pieceAt(this.#pieces, this.#at);
    this.#at = piece === undefined ? this.#at : Math.min(wanted, piece.end);
    const next = nextOf(this.#pieces, { at: this.#at, loaded: this.#at, rate: 1, now: serverNow() });
    switch (next.kind) {
      case "gap":
        this.#audience.jumped(next.from, next.to);
        this.#at = next.to;
        break;
      case "live":
        this.#audience.caughtUp();
        return;
      case "end":
        this.pause();
        this.#audience.ended();
        return;
      case "fetch":
      case "enough":
        break;
    }
    void this.#show();
  }

  async #show(): Promise<void> {
    const asking = new AbortController();
    const at = Math.round(this.#at);
    this.#asking = asking;
    this.#audience.waits(!this.#isPlaying);
    const width = Math.min(WIDEST, Math.round(this.#canvas.clientWidth * devicePixelRatio) || 640);
    const answer = await fetchFrame(this.#camera, at, width, true, asking.signal);
    const bitmap =
      answer.kind === "ok" ? await createImageBitmap(answer.value.picture).catch(() => undefined) : undefined;
    if (this.#asking !== asking || this.#gone.signal.aborted) {
      bitmap?.close();
      return;
    }
    this.#asking = undefined;
    this.#audience.waits(false);
    if (bitmap !== undefined) {
      this.#canvas.width = bitmap.width;
      this.#canvas.height = bitmap.height;
      this.#canvas.getContext("2d", { alpha: false })?.drawImage(bitmap, 0, 0);
      bitmap.close();
      this.#audience.shown(at);
    } else if (answer.kind === "refused" && answer.status !== 404 && answer.status !== 503) {
      this.#audience.failed(loadFailure(answer));
    }
  }
}
