/** Larger than this, a step between two pictures is closed up, in seconds. */
const GAP = 0.05;

interface Mark {
  /** Seconds on the element's timeline. */
  at: number;
  /** Microseconds since 1970. */
  captured: number;
}

/**
 * Places pictures on the timeline of a video element, one directly after the other: a gap in what was sent is not a
 * gap in what is played, since an element stops at gaps. Remembers when the picture at each place was taken.
 */
export class Timeline {
  #marks: Mark[] = [];
  /** Where the next picture belongs, in seconds. */
  #end = 0;
  /** Added to the stream's own times, in seconds; unknown until the next picture. */
  #offset: number | undefined;

  /** The stream's clock may start anew with the next picture. */
  restart(): void {
    this.#offset = undefined;
  }

  /** What to add to this picture's media time; all in seconds but `captured`. */
  place(mediaTime: number, duration: number, captured: number): number {
    if (this.#offset === undefined || Math.abs(mediaTime + this.#offset - this.#end) > GAP) {
      this.#offset = this.#end - mediaTime;
    }
    const at = mediaTime + this.#offset;
    this.#end = at + duration;
    this.#marks.push({ at, captured });
    return this.#offset;
  }

  /** When the picture shown at that place was taken. */
  capturedAt(place: number): number | undefined {
    return this.#marks.findLast(({ at }) => at <= place + 0.002)?.captured;
  }

  /** Nothing before that place is shown again. */
  forget(before: number): void {
    const kept = this.#marks.findLastIndex(({ at }) => at <= before);
    this.#marks.splice(0, Math.max(0, kept));
  }
}
