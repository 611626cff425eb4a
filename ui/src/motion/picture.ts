import { liveUrl } from "../api/cameras.ts";
import type { Box, Heat } from "../api/motion.ts";
import { make, say } from "../dom.ts";
import { askedPlay } from "../live/choose.ts";
import { LiveView } from "../live/live-view.ts";
import { wordsFor } from "../live/status.ts";
import { drawHeat } from "./heat.ts";
import { shapeOf } from "./polygon.ts";

/** The live picture of a camera, and what is drawn over it. */
export class Picture {
  readonly element: HTMLElement;
  /** As large as the picture: for whatever is drawn by others. */
  readonly over = make("div", { class: "over" });
  readonly #canvas = make("canvas", { class: "heat" });
  readonly #boxes = make("div", { class: "boxes" });
  readonly #smallest = make("div", { class: "smallest", "aria-hidden": "true" });
  readonly #view: LiveView;
  #ratio: number;
  #minSize = 0;

  constructor(camera: { name: string; width: number; height: number }, doubted: () => void) {
    const stage = make("div", { class: "live" });
    const words = make("p", { class: "words", role: "status" }, "Connecting…");
    this.element = make(
      "div",
      { class: "picture" },
      stage,
      this.#canvas,
      this.#boxes,
      this.#smallest,
      words,
      this.over,
    );
    this.#ratio = camera.width / camera.height;
    this.#view = new LiveView(stage, liveUrl(camera.name), askedPlay(location.search), {
      status: (status) => {
        say(words, wordsFor(status, Date.now())?.title ?? "");
      },
      shown: () => undefined,
      choice: () => undefined,
      motion: () => undefined,
      rendition: ({ width, height }) => {
        this.#ratio = width / height;
        this.#shape();
      },
      blank: () => this.heat(undefined, []),
      doubted,
    });
    this.#canvas.width = 0;
    this.#shape();
  }

  get ratio(): number {
    return this.#ratio;
  }

  /** What the engine sees now; undefined takes all of it away. */
  heat(heat: Heat | undefined, tracks: readonly Box[]): void {
    if (heat === undefined) {
      this.#canvas.width = 0;
    } else {
      drawHeat(this.#canvas, heat);
    }
    this.#boxes.replaceChildren(...tracks.map(boxOf));
  }

  /** The smallest that counts, in percent of the picture. */
  smallest(percent: number): void {
    this.#minSize = percent;
    this.#shape();
  }

  close(): void {
    this.#view.close();
    this.element.remove();
  }

  #shape(): void {
    this.element.style.setProperty("--ratio", String(this.#ratio));
    const { width, height } = shapeOf(this.#minSize, this.#ratio);
    this.#smallest.style.width = `${width * 100}%`;
    this.#smallest.style.height = `${height * 100}%`;
  }
}

function boxOf({ box: [x, y, width, height], counts, still }: Box): HTMLElement {
  const made = make("i", { class: counts ? (still ? "still" : "counts") : "" });
  Object.assign(made.style, {
    left: `${x * 100}%`,
    top: `${y * 100}%`,
    width: `${width * 100}%`,
    height: `${height * 100}%`,
  });
  return made;
}
