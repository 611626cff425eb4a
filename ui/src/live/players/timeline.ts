/** A picture so much later than expected, in seconds, is brought forward. */
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
  /** Where a picture belongs that comes when it is expected, in seconds. */
  #end = 0;
  /** Added to the stream's own times, in seconds; unknown until the next picture. */
  #offset: number | undefined;

  /** Where the newest picture is, in seconds. */
  get newest(): number {
    return this.#marks.at(-1)?.at ?? 0;
  }

  /** The stream's clock may start anew with the next picture. */
  restart(): void {
    this.#offset = undefined;
  }

  /** What to add to this picture's media time; all in seconds but `captured`. */
  place(mediaTime: number, duration: number, captured: number): number {
    const offset = this.#offset === undefined ? undefined : this.#fit(mediaTime, this.#offset);
    this.#offset = offset ?? this.#end - mediaTime;
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

  /** The offset as it is, if the picture then comes after the newest one and leaves no gap. */
  #fit(mediaTime: number, offset: number): number | undefined {
    const at = mediaTime + offset;
    return at > this.newest && at <= this.#end + GAP ? offset : undefined;
  }
}
