import { drawn, make, say } from "../dom.ts";
import type { Mark, Spot } from "./course.ts";
import { sortWord } from "./kinds.ts";

/** A label above a box that begins higher than this share of the picture would be cut off. */
const HIGH = 0.08;
/** One that begins further right than this grows to the left. */
const RIGHT = 0.7;
/** Steps in which a way fades. */
const FADES = 6;

/** Boxes, labels and ways over a picture, which lies in a box of its own shape in the middle of what this fills. */
export class Overlay {
  readonly element: HTMLElement;
  readonly #marks = make("div", { class: "marks" });
  readonly #ways = drawn("svg", { viewBox: "0 0 1 1", preserveAspectRatio: "none" });
  readonly #boxes = new Map<number, HTMLElement>();
  #ratio = 0;

  constructor() {
    this.#marks.append(this.#ways);
    this.element = make("div", { class: "sighted", "aria-hidden": "true" }, this.#marks);
  }

  /** Width by height of the picture. */
  shape(ratio: number): void {
    if (ratio !== this.#ratio) {
      this.#ratio = ratio;
      this.#marks.style.setProperty("--exact", String(ratio));
    }
  }

  show(marks: readonly Mark[]): void {
    for (const [id, box] of this.#boxes) {
      if (!marks.some((mark) => mark.id === id)) {
        box.remove();
        this.#boxes.delete(id);
      }
    }
    marks.forEach((mark) => this.#place(mark));
    const lines = marks.flatMap(wayLines);
    if (lines.length > 0 || this.#ways.childElementCount > 0) {
      this.#ways.replaceChildren(...lines);
    }
  }

  #place({ id, kind, score, still, box: [x, y, width, height] }: Mark): void {
    let box = this.#boxes.get(id);
    if (box === undefined) {
      box = make("div", { "data-kind": kind }, make("b"));
      this.#boxes.set(id, box);
      this.#marks.append(box);
    }
    const [inside, left] = [y < HIGH ? " inside" : "", x > RIGHT ? " left" : ""];
    const name = `thing${still ? " still" : ""}${inside}${left}`;
    if (box.className !== name) {
      box.className = name;
    }
    const [label] = box.children;
    if (label !== undefined) {
      say(label, still ? sortWord(kind) : `${sortWord(kind)} ${Math.round(score * 100)} %`);
    }
    box.style.setProperty("--kind", `var(--${kind})`);
    Object.assign(box.style, {
      left: `${x * 100}%`,
      top: `${y * 100}%`,
      width: `${width * 100}%`,
      height: `${height * 100}%`,
    });
  }
}

/** The further back, the fainter. */
function wayLines({ kind, way }: Mark): SVGElement[] {
  const steps = Math.max(1, Math.ceil((way.length - 1) / FADES));
  const lines: SVGElement[] = [];
  for (let from = 0; from < way.length - 1; from += steps) {
    const points = way.slice(from, from + steps + 1).map(([x, y]: Spot) => `${x},${y}`);
    const opacity = String(0.15 + (0.75 * (from + steps)) / way.length);
    const line = drawn("polyline", { points: points.join(" "), opacity });
    line.style.setProperty("--kind", `var(--${kind})`);
    lines.push(line);
  }
  return lines;
}
