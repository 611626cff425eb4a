/** What somebody wants of every camera. Remembered by the browser, and the same in all its pages. */
export class Wanted<T extends string> {
  readonly #key: string;
  readonly #values: readonly [T, ...T[]];
  readonly #listeners = new Set<(value: T) => void>();
  #value: T;

  /** The first of the values is what is wanted until somebody says otherwise. */
  constructor(key: string, ...values: [T, ...T[]]) {
    this.#key = key;
    this.#values = values;
    this.#value = this.#kept();
    globalThis.addEventListener("storage", (e) => {
      if (e.key === key) {
        this.#become(this.#kept());
      }
    });
  }

  get value(): T {
    return this.#value;
  }

  set value(value: T) {
    try {
      localStorage.setItem(this.#key, value);
    } catch {
      // a browser that keeps nothing: it holds until the page is left
    }
    this.#become(value);
  }

  /** Called whenever it changes, in this page or in another of the same browser. */
  on(changed: (value: T) => void, signal: AbortSignal): void {
    this.#listeners.add(changed);
    signal.addEventListener("abort", () => this.#listeners.delete(changed));
  }

  #become(value: T): void {
    this.#value = value;
    this.#listeners.forEach((changed) => changed(value));
  }

  #kept(): T {
    try {
      const kept = localStorage.getItem(this.#key);
      return this.#values.find((value) => value === kept) ?? this.#values[0];
    } catch {
      return this.#values[0];
    }
  }
}

/** How many pictures of a scene in which nothing stirs. */
export const RATE = new Wanted("nightjar.rate", "auto", "full");

/** What it may cost: as good as the way allows and the place on the screen needs, always the best, or little. */
export const QUALITY = new Wanted("nightjar.quality", "auto", "best", "saver");
export type Wish = typeof QUALITY.value;

/** Whether what is recognised is drawn over pictures. */
export const BOXES = new Wanted("nightjar.boxes", "on", "off");

export function toggleBoxes(): void {
  BOXES.value = BOXES.value === "on" ? "off" : "on";
}
