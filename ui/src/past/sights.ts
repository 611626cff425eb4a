import type { Summary } from "../api/events.ts";
import type { Sort } from "../api/kinds.ts";
import { button, set } from "../dom.ts";
import { BOXES, toggleBoxes } from "../live/wanted.ts";
import { SortRow } from "../objects/sort-row.ts";
import { Recognised } from "./recognised.ts";
import type { Stage } from "./stage.ts";

/** What was recognised: boxes over the picture of the moment shown, and which events are shown. */
export class Sights {
  /** Whether boxes are drawn; not there before there is something to draw. */
  readonly key: HTMLButtonElement;
  readonly row: SortRow;
  readonly #recognised = new Recognised(() => this.#draw());
  readonly #stage: Stage;
  #events: readonly Summary[] = [];
  /** The moment of the picture; 0 for a live one. */
  #at = 0;

  constructor(
    stage: Stage,
    sorts: readonly Sort[],
    chosen: (sorts: readonly Sort[]) => void,
    signal: AbortSignal,
  ) {
    this.#stage = stage;
    this.row = new SortRow(sorts, chosen);
    this.key = button("Objects", toggleBoxes, { hidden: true });
    BOXES.on(() => this.#draw(), signal);
    signal.addEventListener("abort", () => this.#recognised.close());
    this.#draw();
  }

  learn(events: readonly Summary[]): void {
    this.#events = events;
    this.row.learn(events);
    this.key.hidden &&= events.every(({ kinds }) => kinds.length === 0);
  }

  /** A picture of that moment is on the screen; 0: one of now. */
  shown(at: number): void {
    this.#at = at;
    this.#draw();
  }

  #draw(): void {
    const isOn = BOXES.value === "on";
    set(this.key, { "aria-pressed": String(isOn) });
    this.#stage.mark(isOn && this.#at !== 0 ? this.#recognised.marksAt(this.#events, this.#at) : []);
    this.#stage.markLive(isOn && this.#at === 0);
  }
}
