import type { Part } from "./fragments.ts";

/** Two clocks that agree to this, in seconds, agree. */
const SAME = 0.001;
/** No part is so short, in seconds, but at the end of a file. */
const SHORT = 0.5;

/**
 * Where what is asked for next joins what was given to a decoder last.
 *
 * Video begins with the IDR before the moment asked for, so that it can be decoded; most of the time that was given
 * already. Given again it would be a new beginning to the element, which then shows nothing until the next IDR: in a
 * quiet scene up to 20 s.
 */
export class Seam {
  #setup: Uint8Array | undefined;
  #end: number | undefined;
  /** Of what was given last. */
  #start = 0;

  /** The decoder is to go on elsewhere, or no longer has all that it was given. */
  forget(): void {
    this.#setup = undefined;
    this.#end = undefined;
  }

  /** Whether the decoder was given what comes after that second, though it is to go on there: somebody went back. */
  isBeyond(second: number): boolean {
    return this.#end !== undefined && this.#end > second + SHORT;
  }

  /** Whether the decoder has it, and not that it lasts so long: what came after it was not known yet. */
  isLonger({ isSetup, isIdr, times, end }: Part): boolean {
    const isLast = Math.abs((times[0] ?? 0) - this.#start) <= SAME;
    return !isSetup && !isIdr && this.#end !== undefined && isLast && end > this.#end + SAME;
  }

  /** Whether the decoder lacks it. What it has goes on longer than it knows only with an IDR: `isLonger` says so. */
  lacks({ isSetup, bytes, isIdr, times, end }: Part): boolean {
    if (isSetup) {
      return this.#end === undefined || !isSame(bytes, this.#setup);
    }
    const [start = 0] = times;
    return this.#end === undefined || (end > this.#end + SAME && (isIdr || start > this.#start + SAME));
  }

  /** The decoder has it now. */
  gave({ isSetup, bytes, times, end }: Part): void {
    if (!isSetup) {
      this.#end = end;
      this.#start = times[0] ?? 0;
    } else if (!isSame(bytes, this.#setup)) {
      this.#setup = bytes;
      this.#end = undefined;
    }
  }
}

function isSame(a: Uint8Array, b: Uint8Array | undefined): boolean {
  return a.length === b?.length && a.every((byte, i) => byte === b[i]);
}
