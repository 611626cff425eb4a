import type { Piece } from "./reel.ts";

const MOST = 50;

/** Where nothing came, though something was said to be there. */
export class Holes {
  #all: readonly Piece[] = [];

  add(hole: Piece): void {
    this.#all = [...this.#all.slice(1 - MOST), hole];
  }

  /** Somebody looks there again. */
  forget(at: number): void {
    this.#all = this.#all.filter(({ start, end }) => at < start || at >= end);
  }

  /** What of the pieces is in none. */
  outside(pieces: readonly Piece[]): Piece[] {
    return this.#all.reduce<Piece[]>(
      (left, hole) =>
        left.flatMap(({ start, end }) =>
          [
            { start, end: Math.min(end, hole.start) },
            { start: Math.max(start, hole.end), end },
          ].filter((one) => one.end > one.start),
        ),
      [...pieces],
    );
  }
}
