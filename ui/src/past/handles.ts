import { make, set } from "../dom.ts";
import { clockText } from "../parts/times.ts";
import { type Clip, moved } from "./clip-span.ts";
import { placeOf, SECOND, timeAt, type View } from "./scale.ts";

/** Two handles over the strip, by pointer or keys. */
export class Handles {
  readonly element: HTMLElement;
  readonly #ends: Readonly<Record<keyof Clip, HTMLElement>>;
  readonly #now: () => number;
  readonly #changed: (clip: Clip, which: keyof Clip) => void;
  #view: View;
  #clip: Clip;

  constructor(view: View, clip: Clip, now: () => number, changed: (clip: Clip, which: keyof Clip) => void) {
    this.#view = view;
    this.#clip = clip;
    this.#now = now;
    this.#changed = changed;
    this.#ends = {
      from: this.#handle("from", "Beginning of the clip"),
      to: this.#handle("to", "End of the clip"),
    };
    this.element = make("div", { class: "handles" }, this.#ends.from, this.#ends.to);
    this.show(view, clip);
  }

  show(view: View, clip: Clip): void {
    this.#view = view;
    this.#clip = clip;
    for (const which of ["from", "to"] as const) {
      const place = placeOf(view, clip[which]);
      const end = this.#ends[which];
      end.style.setProperty("--place", `${place}px`);
      end.classList.toggle("away", place < -1 || place > view.width + 1);
      set(end, {
        "aria-valuenow": String(Math.round(clip[which] / SECOND)),
        "aria-valuetext": clockText(clip[which]),
      });
    }
  }

  #handle(which: keyof Clip, label: string): HTMLElement {
    const handle = make("div", {
      class: `handle ${which}`,
      role: "slider",
      tabindex: "0",
      "aria-label": label,
      "aria-valuemin": "0",
    });
    let grabbed = 0;
    handle.addEventListener("pointerdown", (e) => {
      e.preventDefault();
      handle.focus();
      handle.setPointerCapture(e.pointerId);
      grabbed = e.clientX - placeOf(this.#view, this.#clip[which]);
    });
    handle.addEventListener("pointermove", (e) => {
      if (handle.hasPointerCapture(e.pointerId)) {
        this.#move(which, timeAt(this.#view, e.clientX - grabbed));
      }
    });
    handle.addEventListener("keydown", (e) => {
      const way = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }[e.key];
      if (way !== undefined) {
        e.preventDefault();
        e.stopPropagation();
        this.#move(which, this.#clip[which] + way * (e.shiftKey ? 10 : 1) * SECOND);
      }
    });
    return handle;
  }

  #move(which: keyof Clip, time: number): void {
    const clip = moved(this.#clip, which, time, this.#now());
    this.show(this.#view, clip);
    this.#changed(clip, which);
  }
}
