import { getNow, type Now } from "../api/motion.ts";
import type { Answer } from "../api/request.ts";

/** Milliseconds from one look to the next, and after one that failed. */
const LOOK_EVERY = 250;
const LOOK_AFTER_FAILURE = 2000;

/** Asks again and again what a camera's motion sees, while the page is seen; `close` ends it. */
export class Look {
  readonly #gone = new AbortController();
  readonly #camera: string;
  readonly #seen: (answer: Answer<Now>) => void;
  #next = 0;
  #isAsking = false;

  constructor(camera: string, seen: (answer: Answer<Now>) => void) {
    this.#camera = camera;
    this.#seen = seen;
    document.addEventListener("visibilitychange", () => void this.#look(), { signal: this.#gone.signal });
    void this.#look();
  }

  close(): void {
    this.#gone.abort();
    clearTimeout(this.#next);
  }

  async #look(): Promise<void> {
    clearTimeout(this.#next);
    if (document.hidden || this.#isAsking) {
      return;
    }
    const began = performance.now();
    this.#isAsking = true;
    const answer = await getNow(this.#camera);
    this.#isAsking = false;
    if (this.#gone.signal.aborted) {
      return;
    }
    this.#seen(answer);
    const pause = answer.kind === "ok" ? LOOK_EVERY - (performance.now() - began) : LOOK_AFTER_FAILURE;
    this.#next = setTimeout(() => void this.#look(), Math.max(50, pause));
  }
}
