import { button, make, set } from "../dom.ts";
import { ZOOMS, zoomName } from "./scale.ts";

/** How much time is in sight: a day, an hour, a minute, or more or less than now. */
export class ZoomKeys {
  readonly element: HTMLElement;
  readonly #named: ReadonlyMap<string, HTMLButtonElement>;

  /** `to` shows so much, `by` so many times as much. */
  constructor(to: (span: number) => void, by: (factor: number) => void) {
    this.#named = new Map(
      ZOOMS.map(({ name, span }) => [name, button(name, () => to(span), { "aria-pressed": "false" })]),
    );
    this.element = make(
      "div",
      { class: "zoom", role: "group", "aria-label": "Zoom" },
      button("−", () => by(2), { "aria-label": "Show more time", title: "Show more time (-)" }),
      ...this.#named.values(),
      button("+", () => by(0.5), { "aria-label": "Show less time", title: "Show less time (+)" }),
    );
  }

  show(span: number): void {
    const nearest = zoomName(span);
    for (const [name, key] of this.#named) {
      set(key, { "aria-pressed": String(name === nearest) });
    }
  }
}
