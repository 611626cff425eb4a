import { fetchFrame, type Frame, type Fetched } from "../api/footage.ts";
import type { Piece } from "./reel.ts";
import { SECOND, type View } from "./scale.ts";

/** Pictures kept, the longest unused going first. */
const KEPT = 80;
/** A picture that is not there, or was not to be had, is not asked for again for so many milliseconds. */
const DOUBTED = 10_000;

/** A picture ready to be drawn. */
export interface Still {
  bitmap: ImageBitmap;
  captured: number;
}

/**
 * Small pictures of moments, while somebody drags over them: one is asked for at a time, and then the one wanted last,
 * whatever was wanted in between. Neighbours come when nothing else is wanted.
 */
export class Thumbs {
  readonly #gone = new AbortController();
  readonly #camera: string;
  readonly #width: number;
  readonly #arrived: (key: number) => void;
  readonly #kept = new Map<number, Still>();
  readonly #doubted = new Map<number, number>();
  #wanted: number[] = [];
  #isBusy = false;

  constructor(camera: string, width: number, arrived: (key: number) => void) {
    this.#camera = camera;
    this.#width = width;
    this.#arrived = arrived;
  }

  /** The picture of a moment if it is here, and else it is asked for; after it those beside it. */
  want(key: number, beside: readonly number[]): Still | undefined {
    const known = this.#kept.get(key);
    if (known !== undefined) {
      this.#kept.delete(key);
      this.#kept.set(key, known);
    }
    this.#wanted = [key, ...beside].filter((one) => !this.#kept.has(one) && !this.#isDoubted(one));
    void this.#work();
    return known;
  }

  /** The nearest that is here, not farther than so much. */
  near(key: number, reach: number): Still | undefined {
    let best: Still | undefined;
    let far = reach;
    for (const [at, still] of this.#kept) {
      if (Math.abs(at - key) <= far) {
        best = still;
        far = Math.abs(at - key);
      }
    }
    return best;
  }

  /** The picture of a moment of a piece, or one near it until that comes; while somebody drags, those beside it are had too. */
  around(at: number, piece: Piece, view: View, isDragged: boolean): Still | undefined {
    const key = keyOf(at, piece, view);
    const step = Math.max(SECOND, view.span / 12);
    const beside = isDragged ? [at - step, at + step].map((one) => keyOf(one, piece, view)) : [];
    return this.want(key, beside) ?? this.near(key, view.span / 4);
  }

  close(): void {
    this.#gone.abort();
    this.#wanted = [];
    for (const { bitmap } of this.#kept.values()) {
      bitmap.close();
    }
    this.#kept.clear();
  }

  async #work(): Promise<void> {
    if (this.#isBusy) {
      return;
    }
    this.#isBusy = true;
    for (let key = this.#wanted.shift(); key !== undefined; key = this.#wanted.shift()) {
      const answer = await fetchFrame(this.#camera, key, this.#width, false, this.#gone.signal);
      await this.#keep(key, answer);
    }
    this.#isBusy = false;
  }

  async #keep(key: number, answer: Fetched<Frame>): Promise<void> {
    const bitmap =
      answer.kind === "ok" ? await createImageBitmap(answer.value.picture).catch(() => undefined) : undefined;
    if (this.#gone.signal.aborted) {
      bitmap?.close();
      return;
    }
    if (bitmap === undefined || answer.kind !== "ok") {
      this.#doubted.set(key, performance.now());
      return;
    }
    this.#kept.set(key, { bitmap, captured: answer.value.captured });
    for (const [oldest, { bitmap: old }] of this.#kept) {
      if (this.#kept.size <= KEPT) {
        break;
      }
      old.close();
      this.#kept.delete(oldest);
    }
    this.#arrived(key);
  }

  #isDoubted(key: number): boolean {
    const since = this.#doubted.get(key);
    return since !== undefined && performance.now() - since < DOUBTED;
  }
}

/** Moments of a piece that are closer than a few pixels, or half a second, share a picture of that piece. */
export function keyOf(time: number, { start, end }: Piece, { span, width }: View): number {
  const grain = Math.max(500_000, Math.round(((span / Math.max(1, width)) * 6) / 500_000) * 500_000);
  return Math.max(start, Math.min(Math.round(time / grain) * grain, end - 1));
}
