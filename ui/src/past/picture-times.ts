import type { Part } from "./fragments.ts";

/** Clocks agree to this, in seconds. */
const SAME = 0.0005;

/** Seconds at which the pictures in a buffer begin. */
export class PictureTimes {
  /** In order. */
  #all: readonly number[] = [];

  /** These are in the buffer now, in place of what was there at that time. */
  add({ times, end }: Part): void {
    const [first] = times;
    if (first === undefined) {
      return;
    }
    const newest = this.#all.at(-1) ?? -1;
    this.#all =
      first > newest
        ? [...this.#all, ...times]
        : [...this.#all.filter((time) => time < first - SAME || time >= end - SAME), ...times].sort(
            (a, b) => a - b,
          );
  }

  remove(from: number, to: number): void {
    this.#all = this.#all.filter((time) => time < from || time >= to);
  }

  /** When the picture begins that is so many after the one on the screen at that second; undefined if it is not known. */
  near(place: number, steps: number): number | undefined {
    return this.#all[this.#indexAt(place) + steps];
  }

  /** Whether one picture is on the screen at both seconds. */
  isOne(a: number, b: number): boolean {
    return this.#indexAt(a) === this.#indexAt(b);
  }

  /** -1: none. */
  #indexAt(place: number): number {
    return this.#all.findLastIndex((time) => time <= place + SAME);
  }
}
