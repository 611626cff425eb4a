import { type Kind, type Sort, SORTS } from "../api/kinds.ts";
import { button, make } from "../dom.ts";
import { sortIcon, sortWord } from "./kinds.ts";

/** What a list is narrowed to: all, or any of the kinds that occur in it. Not there while nothing was ever recognised. */
export class SortRow {
  readonly element = make("div", { class: "sorts", role: "group", "aria-label": "Which", hidden: true });
  readonly #chosen: (sorts: readonly Sort[]) => void;
  readonly #all: string;
  #known: Set<Sort>;
  #sorts: readonly Sort[];
  #written = "";

  constructor(sorts: readonly Sort[], chosen: (sorts: readonly Sort[]) => void, all = "All") {
    this.#chosen = chosen;
    this.#all = all;
    this.#sorts = sorts;
    this.#known = new Set(sorts.length === 0 ? [] : SORTS); // of a list that was never whole nobody knows
    this.#write();
  }

  /** `offered` in place of what was learned. */
  show(sorts: readonly Sort[], offered?: readonly Sort[]): void {
    this.#known = offered === undefined ? this.#known : new Set([...offered, ...sorts]);
    this.#sorts = sorts;
    this.#write();
  }

  /** What has been seen of the list. */
  learn(events: readonly { kinds: readonly Kind[] }[]): void {
    events
      .flatMap(({ kinds }) => (kinds.length === 0 ? "none" : kinds))
      .forEach((one) => this.#known.add(one));
    this.#write();
  }

  #write(): void {
    const offered = SORTS.filter((sort) => this.#known.has(sort));
    const written = `${offered.join()} ${this.#sorts.join()}`;
    if (written === this.#written) {
      return;
    }
    this.#written = written;
    this.element.hidden = offered.every((sort) => sort === "none");
    const focused = document.activeElement?.getAttribute("data-sort");
    this.element.replaceChildren(
      key(this.#all, "", this.#sorts.length === 0, () => this.#choose([])),
      ...offered.map((sort) => {
        const made = key(sortWord(sort), sort, this.#sorts.includes(sort), () =>
          this.#choose(toggled(this.#sorts, sort)),
        );
        made.prepend(sortIcon(sort));
        return made;
      }),
    );
    if (focused !== null && focused !== undefined) {
      this.element.querySelector<HTMLElement>(`[data-sort="${focused}"]`)?.focus({ preventScroll: true });
    }
  }

  #choose(sorts: readonly Sort[]): void {
    this.show(sorts);
    this.#chosen(sorts);
  }
}

/** What was not recognised is of no kind: it goes alone. */
export function toggled(sorts: readonly Sort[], sort: Sort): Sort[] {
  const isOn = sorts.includes(sort);
  return SORTS.filter((one) =>
    one === sort ? !isOn : sorts.includes(one) && (one === "none") === (sort === "none"),
  );
}

function key(text: string, sort: string, isOn: boolean, act: () => void): HTMLButtonElement {
  return button(text, act, { class: "key chip", "aria-pressed": String(isOn), "data-sort": sort });
}
