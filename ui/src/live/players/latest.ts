/**
 * Hands the newest of many things on once a frame of the screen and discards the ones before it.
 * A hidden page has no frames; there it hands on at once, for a window that floats over other pages.
 */
export class Latest<T> {
  #waiting: T | undefined;
  #frame = 0;
  readonly #show: (thing: T) => void;
  readonly #discard: (thing: T) => void;

  constructor(show: (thing: T) => void, discard: (thing: T) => void) {
    this.#show = show;
    this.#discard = discard;
  }

  offer(thing: T): void {
    this.#drop();
    this.#waiting = thing;
    if (document.hidden) {
      this.#hand();
    } else if (this.#frame === 0) {
      this.#frame = requestAnimationFrame(() => {
        this.#hand();
      });
    }
  }

  close(): void {
    cancelAnimationFrame(this.#frame);
    this.#drop();
  }

  #hand(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    const thing = this.#waiting;
    this.#waiting = undefined;
    if (thing !== undefined) {
      this.#show(thing);
    }
  }

  #drop(): void {
    if (this.#waiting !== undefined) {
      this.#discard(this.#waiting);
      this.#waiting = undefined;
    }
  }
}
