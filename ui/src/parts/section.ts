import { make } from "../dom.ts";
import { closeDialogs } from "./dialog.ts";
import type { Screen } from "./screen.ts";

/** A screen that is read from top to bottom, under a heading. */
export class Column implements Screen {
  readonly element: HTMLElement;

  constructor(main: HTMLElement, title: string, ...content: readonly Node[]) {
    const heading = make("h1", { tabindex: "-1" }, title);
    this.element = make("div", { class: "column" }, heading, ...content);
    main.replaceChildren(this.element);
    document.title = `${title} · Nightjar`;
    scrollTo(0, 0);
    heading.focus({ preventScroll: true });
  }

  close(): void {
    closeDialogs();
    this.element.remove();
  }
}

export function section(title: string, ...content: readonly Node[]): HTMLElement {
  return make("section", { class: "panel" }, make("h2", {}, title), ...content);
}

export interface Row {
  title: string;
  /** A word beside the title that sets it apart. */
  mark?: string;
  details: readonly string[];
  keys: readonly Node[];
}

export function rows(list: readonly Row[], empty: string): HTMLElement {
  return list.length === 0
    ? make("p", { class: "soft" }, empty)
    : make(
        "ul",
        { class: "rows" },
        ...list.map(({ title, mark, details, keys }) =>
          make(
            "li",
            {},
            make(
              "div",
              { class: "about-row" },
              make("strong", {}, title),
              ...(mark === undefined ? [] : [make("span", { class: "mark" }, mark)]),
              ...details.filter((line) => line !== "").map((line) => make("p", {}, line)),
            ),
            make("div", { class: "keys" }, ...keys),
          ),
        ),
      );
}
