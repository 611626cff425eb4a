import { button, drawn, make, say, set } from "../dom.ts";
import { rateText } from "./words.ts";

export const RATES = [0.25, 0.5, 1, 2, 4, 8, 16] as const;

/** What the buttons under the picture do. */
export interface Wishes {
  toggle(): void;
  event(way: 1 | -1): void;
  /** Seconds to go, back if negative. */
  go(seconds: number): void;
  step(way: 1 | -1): void;
  rate(rate: number): void;
  live(): void;
}

const ICONS = {
  play: "M8 5l11 7-11 7z",
  pause: "M7 5h4v14H7zM14 5h4v14h-4z",
  before: "M6 5v14M19 5l-9 7 9 7z",
  after: "M18 5v14M5 5l9 7-9 7z",
  back: "M11 5l-7 7 7 7M20 5l-7 7 7 7",
  on: "M4 5l7 7-7 7M13 5l7 7-7 7",
  stepBack: "M15 6l-6 6 6 6",
  stepOn: "M9 6l6 6-6 6",
} as const;

export function icon(name: keyof typeof ICONS): SVGElement {
  const shape = drawn("svg", { viewBox: "0 0 24 24", "aria-hidden": "true", class: `icon-${name}` });
  shape.append(drawn("path", { d: ICONS[name] }));
  return shape;
}

/** Buttons that play, under the thumb. */
export class Controls {
  readonly element: HTMLElement;
  readonly #toggle: HTMLButtonElement;
  readonly #steps: HTMLButtonElement[];
  readonly #goes: HTMLButtonElement[];
  readonly #rate: HTMLSelectElement;

  constructor(wishes: Wishes) {
    const key = (
      name: keyof typeof ICONS,
      label: string,
      act: () => void,
      title = label,
    ): HTMLButtonElement => {
      const made = button("", act, { class: "key round", "aria-label": label, title });
      made.append(icon(name));
      return made;
    };
    this.#toggle = key("play", "Play", () => wishes.toggle());
    this.#toggle.classList.add("main");
    this.#steps = [
      key("stepBack", "Previous picture", () => wishes.step(-1), "Previous picture (,)"),
      key("stepOn", "Next picture", () => wishes.step(1), "Next picture (.)"),
    ];
    this.#goes = [
      key("back", "10 seconds back", () => wishes.go(-10), "10 seconds back (←)"),
      key("on", "10 seconds on", () => wishes.go(10), "10 seconds on (→)"),
    ];
    this.#rate = make(
      "select",
      { class: "key", "aria-label": "Speed", title: "Speed" },
      ...RATES.map((rate) => make("option", { value: String(rate), selected: rate === 1 }, rateText(rate))),
    );
    this.#rate.addEventListener("change", () => wishes.rate(Number(this.#rate.value)));
    const [stepBack = "", stepOn = ""] = this.#steps;
    const [back = "", on = ""] = this.#goes;
    this.element = make(
      "div",
      { class: "transport", role: "group", "aria-label": "Playing" },
      key("before", "Previous event", () => wishes.event(-1), "Previous event (Ctrl ←)"),
      back,
      stepBack,
      this.#toggle,
      stepOn,
      on,
      key("after", "Next event", () => wishes.event(1), "Next event (Ctrl →)"),
      this.#rate,
    );
    this.show("live");
  }

  /** While it stands, single pictures take the place of seconds. */
  show(state: "live" | "playing" | "paused"): void {
    const isPaused = state === "paused";
    const label = state === "playing" ? "Pause" : state === "live" ? "Pause" : "Play";
    if (this.#toggle.getAttribute("aria-label") !== label) {
      set(this.#toggle, { "aria-label": label, title: `${label} (space)` });
    }
    this.#toggle.replaceChildren(icon(label === "Pause" ? "pause" : "play"));
    this.#steps.forEach((one) => (one.hidden = !isPaused));
    this.#goes.forEach((one) => (one.hidden = isPaused));
    set(this.#rate, { disabled: state === "live" });
  }

  /** The speed that is in force. */
  rate(rate: number): void {
    this.#rate.value = String(rate);
  }
}

/** The moment shown, in figures; a tap leads to another day or time. */
export class Moment {
  readonly element: HTMLButtonElement;
  readonly #day = make("small", {});
  readonly #clock = make("strong", {});

  constructor(choose: () => void) {
    this.element = make(
      "button",
      { type: "button", class: "moment", title: "Another day or time" },
      this.#clock,
      this.#day,
    );
    this.element.addEventListener("click", choose);
  }

  show(day: string, clock: string): void {
    say(this.#day, day);
    say(this.#clock, clock);
    set(this.element, { "aria-label": `${day}, ${clock}: another day or time` });
  }
}
