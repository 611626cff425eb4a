import { type Event, portraitUrl, type Seen } from "../api/events.ts";
import { make } from "../dom.ts";
import { clockText } from "../parts/times.ts";
import { waitText } from "../parts/wait.ts";
import { footOf, marksOf } from "./course.ts";
import { sortIcon, sortWord } from "./kinds.ts";
import { Overlay } from "./overlay.ts";

/** What was recognised in an event: all of it in a list, and what of it is in a picture, over that. */
export class EventObjects {
  readonly list: HTMLElement;
  readonly #overlay = new Overlay();
  readonly #objects: readonly Seen[];

  constructor({ id, objects }: Event) {
    this.#objects = objects;
    this.list = make("ul", { class: "things" }, ...objects.map((one) => row(id, one)));
  }

  get over(): HTMLElement {
    return this.#overlay.element;
  }

  /** A picture of that moment is shown: who was there has a box, and the whole of their way. */
  show(moment: number, ratio: number): void {
    this.#overlay.shape(ratio);
    const wayOf = (id: number): Seen["path"] => this.#objects.find((one) => one.id === id)?.path ?? [];
    this.#overlay.show(
      marksOf(this.#objects, moment).map((mark) => ({
        ...mark,
        still: false,
        way: wayOf(mark.id).map(({ box }) => footOf(box)),
      })),
    );
  }
}

function row(event: string, one: Seen): HTMLElement {
  const { id, kind, score, first, last, zones, picture } = one;
  const about = [
    `${clockText(first)}, for ${waitText((last - first) / 1000)}`,
    ...(zones.length === 0 ? [] : [`in ${zones.join(", then ")}`]),
  ];
  return make(
    "li",
    {},
    make("span", { class: "face" }, ...face(event, id, picture), ...(picture ? [] : [sortIcon(kind)])),
    make(
      "span",
      {},
      make("strong", { class: "kind" }, sortIcon(kind), sortWord(kind)),
      make("small", {}, `${Math.round(score * 100)} % sure`),
      make("small", {}, about.join(" · ")),
    ),
  );
}

function face(event: string, object: number, isThere: boolean): HTMLElement[] {
  if (!isThere) {
    return [];
  }
  const image = make("img", { src: portraitUrl(event, object), alt: "", loading: "lazy" });
  image.addEventListener("error", () => image.remove());
  return [image];
}
