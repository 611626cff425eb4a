import type { Point, Zone } from "../api/motion.ts";
import { button, drawn, make, set } from "../dom.ts";
import { nudged, pointedAt } from "./place.ts";
import { nearestOn, placeText, withAdded, withMoved, withShifted, MOST } from "./polygon.ts";

/** Milliseconds that a corner is held to remove it, and pixels a finger may stray meanwhile. */
const HOLD = 700;
const STRAY = 6;

export interface Shaping {
  chosen: (zone: number) => void;
  changed: (points: readonly Point[], step: string) => void;
  /** A corner more is wanted after this one. */
  added: (corner: number) => void;
  removed: (corner: number) => void;
  undo: () => void;
  /** For whoever listens instead of looking. */
  told: (text: string) => void;
  /** Nothing is to be taken up any more. */
  left: () => void;
}

/** Zones drawn over a picture; the one taken up has corners to drag, by finger, mouse or keys. */
export class Shape {
  /** The corner that was touched last. */
  corner = 0;
  readonly #gone = new AbortController();
  readonly #over: HTMLElement;
  readonly #ratio: () => number;
  readonly #asked: Shaping;
  readonly #svg = drawn("svg", { viewBox: "0 0 1 1", preserveAspectRatio: "none", "aria-hidden": "true" });
  readonly #corners = make("div", { class: "corners", role: "application" });
  #zones: readonly Zone[] = [];
  #at = -1;
  #drags = 0;

  constructor(over: HTMLElement, ratio: () => number, asked: Shaping) {
    this.#over = over;
    this.#ratio = ratio;
    this.#asked = asked;
    over.append(this.#svg, this.#corners);
    const { signal } = this.#gone;
    this.#svg.addEventListener("pointerdown", (e) => this.#press(e), { signal });
    this.#corners.addEventListener("keydown", (e) => this.#key(e), { signal });
  }

  show(zones: readonly Zone[], at: number): void {
    const isOther = at !== this.#at;
    this.#zones = zones;
    this.#at = at;
    const points = this.#points;
    this.corner = isOther ? 0 : Math.max(0, Math.min(this.corner, points.length - 1));
    this.#draw();
    while (this.#corners.childElementCount > points.length) {
      this.#corners.lastElementChild?.remove();
    }
    while (this.#corners.childElementCount < points.length) {
      this.#corners.append(this.#newCorner(this.#corners.childElementCount));
    }
    points.forEach((point, i) => this.#place(i, point));
    set(this.#corners, { "aria-label": `Corners of ${zones[at]?.name ?? ""}` });
    this.#corners.hidden = points.length === 0;
  }

  focus(corner: number): void {
    this.corner = corner;
    this.#button(corner)?.focus({ preventScroll: true });
  }

  close(): void {
    this.#gone.abort();
    this.#svg.remove();
    this.#corners.remove();
  }

  get #points(): readonly Point[] {
    return this.#zones[this.#at]?.points ?? [];
  }

  #button(corner: number): HTMLElement | undefined {
    const found = this.#corners.children[corner];
    return found instanceof HTMLElement ? found : undefined;
  }

  #newCorner(corner: number): HTMLButtonElement {
    const made = button("", () => undefined, { class: "corner" });
    made.addEventListener("focus", () => (this.corner = corner));
    made.addEventListener("pointerdown", (e) => {
      made.focus({ preventScroll: true });
      e.preventDefault();
      this.#drag(e, made, corner);
    });
    return made;
  }

  #place(corner: number, point: Point): void {
    const made = this.#button(corner);
    if (made !== undefined) {
      made.style.setProperty("--x", String(point[0]));
      made.style.setProperty("--y", String(point[1]));
      set(made, { "aria-label": `Corner ${corner + 1} of ${this.#points.length}: ${placeText(point)}` });
    }
  }

  /** The one taken up lies on top. */
  #draw(): void {
    const order = this.#zones
      .map((_, i) => i)
      .sort((a, b) => Number(a === this.#at) - Number(b === this.#at));
    this.#svg.replaceChildren(
      ...order.map((zone) => this.#polygon(zone)),
      ...this.#points.map((_, edge) => this.#edge(edge)),
    );
  }

  #polygon(zone: number): SVGElement {
    const { kind, points } = this.#zones[zone] ?? { kind: "include", points: [] };
    const made = drawn("polygon", {
      points: points.map(([x, y]) => `${x},${y}`).join(" "),
      class: zone === this.#at ? `${kind} chosen` : kind,
    });
    made.dataset["zone"] = String(zone);
    return made;
  }

  /** Broader than what is seen of it, for fingers. */
  #edge(edge: number): SVGElement {
    const [[x1, y1] = [0, 0], [x2, y2] = [0, 0]] = [
      this.#points[edge],
      this.#points[(edge + 1) % this.#points.length],
    ];
    const made = drawn("line", {
      x1: String(x1),
      y1: String(y1),
      x2: String(x2),
      y2: String(y2),
      class: "edge",
    });
    made.dataset["edge"] = String(edge);
    return made;
  }

  #press(e: PointerEvent): void {
    const { zone, edge } = e.target instanceof SVGElement ? e.target.dataset : {};
    if (edge !== undefined && this.#points.length < MOST) {
      e.preventDefault();
      this.#pressEdge(e, Number(edge));
    } else if (zone !== undefined && Number(zone) === this.#at) {
      e.preventDefault();
      this.#dragWhole(e);
    } else if (zone !== undefined) {
      this.#asked.chosen(Number(zone));
    }
  }

  /** A corner is made where the edge was touched, and goes on with the finger. */
  #pressEdge(e: PointerEvent, edge: number): void {
    const at = nearestOn(this.#points, edge, pointedAt(this.#over, e), this.#ratio());
    this.#asked.changed(withAdded(this.#points, edge, at), `drag ${++this.#drags}`);
    const made = this.#button(edge + 1);
    if (made !== undefined) {
      this.focus(edge + 1);
      this.#asked.told(`Corner added: ${placeText(at)}`);
      this.#drag(e, made, edge + 1, this.#drags);
    }
  }

  #drag(e: PointerEvent, made: HTMLElement, corner: number, drag = ++this.#drags): void {
    const [began, off] = [pointedAt(this.#over, e), this.#points[corner] ?? [0, 0]];
    const holding = setTimeout(() => {
      end.abort();
      this.#asked.removed(corner);
    }, HOLD);
    const end = this.#follow(e, made, (at, isFar) => {
      if (isFar) {
        clearTimeout(holding);
        const to: Point = [off[0] + at[0] - began[0], off[1] + at[1] - began[1]];
        this.#asked.changed(withMoved(this.#points, corner, to), `drag ${drag}`);
      }
    });
    end.signal.addEventListener("abort", () => clearTimeout(holding));
  }

  #dragWhole(e: PointerEvent): void {
    const [began, points, drag] = [pointedAt(this.#over, e), this.#points, ++this.#drags];
    this.#follow(e, this.#over, (at, isFar) => {
      if (isFar) {
        this.#asked.changed(withShifted(points, at[0] - began[0], at[1] - began[1]), `drag ${drag}`);
      }
    });
  }

  /** Every move of a finger or a mouse until it is lifted; `isFar` once it has gone further than one trembles. */
  #follow(e: PointerEvent, made: HTMLElement, moved: (at: Point, isFar: boolean) => void): AbortController {
    const end = new AbortController();
    const { signal } = end;
    let isFar = false;
    made.setPointerCapture(e.pointerId);
    made.addEventListener(
      "pointermove",
      (move) => {
        isFar ||= Math.hypot(move.clientX - e.clientX, move.clientY - e.clientY) > STRAY;
        moved(pointedAt(this.#over, move), isFar);
      },
      { signal },
    );
    for (const over of ["pointerup", "pointercancel", "lostpointercapture"]) {
      made.addEventListener(over, () => end.abort(), { signal });
    }
    this.#gone.signal.addEventListener("abort", () => end.abort(), { signal });
    return end;
  }

  #key(e: KeyboardEvent): void {
    const at = this.#points[this.corner];
    if (at === undefined || e.altKey) {
      return;
    }
    const to = nudged(at, e);
    if (e.key.toLowerCase() === "z" && (e.ctrlKey || e.metaKey)) {
      this.#asked.undo();
    } else if (e.ctrlKey || e.metaKey) {
      return;
    } else if (to !== undefined) {
      this.#asked.changed(withMoved(this.#points, this.corner, to), `nudge ${this.corner}`);
      this.#asked.told(placeText(this.#points[this.corner] ?? at));
    } else if (e.key === "Delete" || e.key === "Backspace") {
      this.#asked.removed(this.corner);
    } else if (e.key === "+" || e.key === "Insert") {
      this.#asked.added(this.corner);
    } else if (e.key === "Escape") {
      this.#asked.left();
    } else {
      return;
    }
    e.preventDefault();
    e.stopPropagation();
  }
}
