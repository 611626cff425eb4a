import { make, say, set } from "../dom.ts";

/** How a value lies on a slider. */
export interface Scale {
  /** Positions there are, beginning with 0. */
  positions: number;
  toPosition: (value: number) => number;
  toValue: (position: number) => number;
}

export interface Sliding {
  name: string;
  label: string;
  hint: string;
  scale: Scale;
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
      max: String(asked.scale.positions - 1),
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
      const value = asked.scale.toValue(Number(this.#input.value));
      this.#write(value);
      asked.changed(value);
    });
  }

  show(value: number): void {
    const position = String(this.#asked.scale.toPosition(value));
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

export function evenly(least: number, most: number): Scale {
  return {
    positions: most - least + 1,
    toPosition: (value) => Math.round(value) - least,
    toValue: (position) => position + least,
  };
}

/** Each step multiplies: as fine for the small as for the large. Values are rounded to two digits. */
export function multiplying(least: number, most: number, positions: number): Scale {
  const steps = Math.log(most / least) / (positions - 1);
  return {
    positions,
    toPosition: (value) => Math.round(Math.log(Math.max(value, least) / least) / steps),
    toValue: (position) => Number((least * Math.exp(steps * position)).toPrecision(2)),
  };
}

/** These values and no others; what lies between is shown at the nearest. */
export function listed(values: readonly number[]): Scale {
  return {
    positions: values.length,
    toPosition: (value) =>
      values.reduce(
        (best, one, i) => (Math.abs(one - value) < Math.abs((values[best] ?? 0) - value) ? i : best),
        0,
      ),
    toValue: (position) => values[position] ?? 0,
  };
}
