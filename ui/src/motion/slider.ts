import { make, say, set } from "../dom.ts";

export interface Sliding {
  name: string;
  label: string;
  hint: string;
  /** The values there are, ascending. */
  values: readonly number[];
  text: (value: number) => string;
  changed: (value: number) => void;
}

let made = 0;

/** A value to slide: its label, what it is now, and what that means. */
export class Slider {
  readonly element: HTMLElement;
  readonly #asked: Sliding;
  readonly #input: HTMLInputElement;
  readonly #value: HTMLOutputElement;

  constructor(asked: Sliding) {
    const id = `slider-${++made}`;
    this.#asked = asked;
    this.#input = make("input", {
      id,
      name: asked.name,
      type: "range",
      min: "0",
      max: String(asked.values.length - 1),
      step: "1",
      "aria-describedby": `${id}-hint`,
    });
    this.#value = make("output", { for: id });
    this.element = make(
      "div",
      { class: "slider" },
      make("label", { for: id }, asked.label),
      this.#value,
      this.#input,
      make("p", { class: "hint", id: `${id}-hint` }, asked.hint),
    );
    this.#input.addEventListener("input", () => {
      const value = asked.values[Number(this.#input.value)] ?? 0;
      this.#write(value);
      asked.changed(value);
    });
  }

  show(value: number): void {
    const position = String(nearest(this.#asked.values, value));
    if (this.#input.value !== position) {
      this.#input.value = position;
    }
    this.#write(value);
  }

  #write(value: number): void {
    const text = this.#asked.text(value);
    say(this.#value, text);
    set(this.#input, { "aria-valuetext": text });
  }
}

export const SENSITIVITIES = Array.from({ length: 100 }, (_, i) => i + 1);
/** Percent of the picture: each step multiplies, as fine for the small as for the large. */
export const SIZES = Array.from({ length: 80 }, (_, i) => Number((0.01 * 5000 ** (i / 79)).toPrecision(2)));
/** Milliseconds. */
export const DURATIONS = [0, 100, 250, 500, 750, 1000, 1500, 2000, 3000, 5000, 10_000] as const;

/** Where a value lies among others, or nearly. */
export function nearest(values: readonly number[], value: number): number {
  const away = values.map((one) => Math.abs(one - value));
  return away.indexOf(Math.min(...away));
}
