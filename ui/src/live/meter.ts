/** Milliseconds of pictures that a rate is measured over, or so many pictures where they come rarely. */
const SPAN = 3000;
const RARE = 2.5;

export interface Rates {
  /** Bits a second. */
  bitrate: number;
  /** Pictures a second. */
  fps: number;
}

/** Measures what arrives, against the times the pictures were taken: a burst on joining does not count as speed. */
export class Meter {
  #pictures: { captured: number; bytes: number }[] = [];

  /** `captured` in milliseconds; `every` too, from one picture to the next where they come rarely on purpose, else 0. */
  add(captured: number, bytes: number, every = 0): void {
    const span = Math.max(SPAN, RARE * every);
    const last = this.#pictures.at(-1);
    if (last !== undefined && (captured < last.captured || captured > last.captured + span)) {
      this.#pictures = []; // the clock was set, or there was a gap
    }
    this.#pictures.push({ captured, bytes });
    while (captured - (this.#pictures[0]?.captured ?? captured) > span) {
      this.#pictures.shift();
    }
  }

  /** Nothing before there are two pictures to measure between. */
  read(): Rates | undefined {
    const first = this.#pictures[0];
    const last = this.#pictures.at(-1);
    if (first === undefined || last === undefined || last.captured <= first.captured) {
      return undefined;
    }
    const seconds = (last.captured - first.captured) / 1000;
    const bytes = this.#pictures.reduce((sum, picture) => sum + picture.bytes, -first.bytes);
    return { bitrate: (bytes * 8) / seconds, fps: (this.#pictures.length - 1) / seconds };
  }

  clear(): void {
    this.#pictures = [];
  }
}
