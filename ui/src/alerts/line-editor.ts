import type { Line, Side } from "../api/alert-rules.ts";
import type { Point } from "../api/motion.ts";
import { button, drawn, make, set } from "../dom.ts";
import { Picture } from "../motion/picture.ts";
import { nudged, pointedAt } from "../motion/place.ts";
import { inside, placeText } from "../motion/polygon.ts";
import { arrowsOf } from "./line.ts";

/** A line over the live picture of a camera: two points to drag, by finger, mouse or keys. */
export class LineEditor {
  readonly element: HTMLElement;
  readonly #picture: Picture;
  readonly #changed: (line: Line) => void;
  readonly #svg = drawn("svg", { viewBox: "0 0 1 1", preserveAspectRatio: "none", "aria-hidden": "true" });
  readonly #ends: HTMLButtonElement[];
  #line: Line;
  #way: Side;

  constructor(camera: string, line: Line, way: Side, changed: (line: Line) => void) {
    this.#line = line;
    this.#way = way;
    this.#changed = changed;
    this.#picture = new Picture({ name: camera, width: 16, height: 9 }, () => undefined);
    this.#ends = [0, 1].map((end) => this.#end(end));
    this.#picture.over.append(
      this.#svg,
      make("div", { class: "corners", role: "application", "aria-label": "Ends of the line" }, ...this.#ends),
    );
    this.element = make(
      "div",
      { class: "liner" },
      this.#picture.element,
      make("p", { class: "hint" }, "Drag both ends. By keyboard: arrows move one by 1 %, with Shift by 5 %."),
    );
    this.#draw();
  }

  show(line: Line, way: Side): void {
    this.#line = line;
    this.#way = way;
    this.#draw();
  }

  close(): void {
    this.#picture.close();
  }

  #end(end: number): HTMLButtonElement {
    const made = button("", () => undefined, { class: "corner numbered" });
    made.append(make("span", {}, String(end + 1)));
    made.addEventListener("pointerdown", (e) => {
      e.preventDefault();
      made.focus({ preventScroll: true });
      made.setPointerCapture(e.pointerId);
      const over = new AbortController();
      const { signal } = over;
      made.addEventListener("pointermove", (move) => this.#move(end, pointedAt(this.#picture.over, move)), {
        signal,
      });
      for (const last of ["pointerup", "pointercancel"]) {
        made.addEventListener(last, () => over.abort(), { signal });
      }
    });
    made.addEventListener("keydown", (e) => {
      const to = nudged(this.#point(end), e);
      if (to !== undefined && !e.ctrlKey && !e.metaKey && !e.altKey) {
        e.preventDefault();
        e.stopPropagation();
        this.#move(end, to);
      }
    });
    return made;
  }

  #move(end: number, to: Point): void {
    const [x, y] = inside(to);
    const [x1, y1, x2, y2] = this.#line;
    this.#line = end === 0 ? [x, y, x2, y2] : [x1, y1, x, y];
    this.#draw();
    this.#changed(this.#line);
  }

  #point(end: number): Point {
    const [x1, y1, x2, y2] = this.#line;
    return end === 0 ? [x1, y1] : [x2, y2];
  }

  #draw(): void {
    const [[x1, y1], [x2, y2]] = [this.#point(0), this.#point(1)];
    const straight = (ax: number, ay: number, bx: number, by: number, name: string): SVGElement =>
      drawn("line", { x1: String(ax), y1: String(ay), x2: String(bx), y2: String(by), class: name });
    const arrows = arrowsOf(this.#line, this.#way, this.#picture.ratio).map((points) =>
      drawn("polyline", { points: points.map((point) => point.join()).join(" "), class: "toward" }),
    );
    this.#svg.replaceChildren(
      straight(x1, y1, x2, y2, "trip under"),
      straight(x1, y1, x2, y2, "trip"),
      ...arrows,
    );
    this.#ends.forEach((made, end) => {
      const [x, y] = this.#point(end);
      made.style.setProperty("--x", String(x));
      made.style.setProperty("--y", String(y));
      set(made, { "aria-label": `End ${end + 1} of the line: ${placeText([x, y])}` });
    });
  }
}
