import { make, say } from "../dom.ts";
import type { Sighting } from "../live/protocol.ts";
import { Appeared } from "./appeared.ts";
import { Course } from "./course.ts";
import { kindsText } from "./kinds.ts";
import { Overlay } from "./overlay.ts";

const CALM = matchMedia("(prefers-reduced-motion: reduce)");

/** What is recognised, over a live picture: matched to the picture that is shown. Also said, once as it comes. */
export class LiveMarks {
  readonly element: HTMLElement;
  readonly #overlay = new Overlay();
  readonly #said = make("p", { class: "unseen", role: "status" });
  readonly #course = new Course();
  readonly #appeared = new Appeared();
  #shown = 0;
  #isDrawn = false;

  constructor() {
    this.element = make("div", { class: "marked" }, this.#overlay.element, this.#said);
  }

  told(sighting: Sighting | undefined): void {
    if (sighting === undefined) {
      this.#course.forget();
      this.#draw();
      return;
    }
    this.#course.take(sighting);
    const kinds = sighting.objects.map(({ kind }) => kind);
    const fresh = this.#appeared.take(kinds, performance.now());
    if (fresh.length > 0 || kinds.length === 0) {
      say(this.#said, kindsText(fresh));
    }
    if (sighting.at <= this.#shown) {
      this.#draw(); // the picture it is about is on the screen already
    }
  }

  shown(captured: number, width: number, height: number): void {
    this.#shown = captured;
    if (this.#isDrawn || !this.#course.isEmpty) {
      this.#overlay.shape(width / Math.max(1, height));
      this.#draw();
    }
  }

  close(): void {
    this.element.remove();
  }

  #draw(): void {
    const marks = this.#course.marksAt(this.#shown, CALM.matches);
    this.#isDrawn = marks.length > 0;
    this.#overlay.show(marks);
  }
}
