import type { Summary } from "../api/events.ts";
import { make } from "../dom.ts";
import { thumbnail } from "../events/thumbnail.ts";
import { sortIcon } from "../objects/kinds.ts";
import { clockText, isoDay, timeText } from "../parts/times.ts";

/** Events shown beside each other at most. */
const MOST = 60;

/** Pictures of what happened around the moment shown, oldest on the left as on the strip. */
export class HappenedRow {
  readonly element = make("div", { class: "happened", role: "group", "aria-label": "Events", hidden: true });
  readonly #go: (event: Summary) => void;
  #shown = "";

  constructor(go: (event: Summary) => void) {
    this.#go = go;
  }

  show(events: readonly Summary[], at: number): void {
    const middle = Math.max(
      0,
      events.findLastIndex(({ start }) => start <= at),
    );
    const from = Math.max(0, Math.min(middle - MOST / 2, events.length - MOST));
    const near = events.slice(from, from + MOST);
    const today = isoDay(at);
    const key = [today, ...near.map(({ id, kinds }) => `${id}${kinds.join()}`)].join(" ");
    if (key !== this.#shown) {
      this.#shown = key;
      this.element.replaceChildren(...near.map((event) => this.#tile(event, today)));
      this.element.hidden = near.length === 0;
    }
    this.#mark(near[middle - from]?.id ?? "", at, near[middle - from]);
  }

  #mark(id: string, at: number, event: Summary | undefined): void {
    const isIn = event !== undefined && at >= event.start - 3e6 && (event.end === 0 || at <= event.end + 3e6);
    for (const tile of this.element.children) {
      const isHere = isIn && tile.getAttribute("data-event") === id;
      if (isHere !== tile.hasAttribute("aria-current")) {
        tile.toggleAttribute("aria-current", isHere);
      }
    }
    const here = this.element.querySelector<HTMLElement>(`[data-event="${CSS.escape(id)}"]`);
    if (here !== null && !this.element.matches(":hover, :focus-within")) {
      this.element.scrollLeft = here.offsetLeft - (this.element.clientWidth - here.offsetWidth) / 2;
    }
  }

  #tile(event: Summary, today: string): HTMLElement {
    const { id, start, why, kinds } = event;
    const day = new Date(start / 1000).toLocaleDateString(undefined, { weekday: "short" });
    const when = isoDay(start) === today ? clockText(start) : `${day} ${timeText(start)}`;
    const tile = make(
      "button",
      { type: "button", "data-event": id, title: why, "aria-label": `${when}: ${why}` },
      thumbnail(event, 112),
      make("span", {}, when, ...kinds.slice(0, 1).map(sortIcon)),
    );
    tile.addEventListener("click", () => this.#go(event));
    return tile;
  }
}
