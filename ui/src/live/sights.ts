import { part, set } from "../dom.ts";
import { kindMarks, kindsText } from "../objects/kinds.ts";
import { LiveMarks } from "../objects/live-marks.ts";
import type { Sighting } from "./protocol.ts";
import { BOXES, toggleBoxes } from "./wanted.ts";

/** What is recognised in front of a camera: boxes over its large picture, words on a small one. */
export class Sights {
  readonly #root: HTMLElement;
  readonly #chip: HTMLElement;
  readonly #key: HTMLElement;
  #isLarge = false;
  #now: Sighting | undefined;
  #marks: LiveMarks | undefined;
  #last = { captured: 0, width: 16, height: 9 };

  constructor(root: HTMLElement, signal: AbortSignal) {
    this.#root = root;
    this.#chip = part(root, "sighted", HTMLElement);
    this.#key = part(root, "boxes", HTMLElement);
    this.#key.addEventListener("click", toggleBoxes, { signal });
    BOXES.on(() => this.#turn(), signal);
    this.#turn();
  }

  /** Whether the picture is large enough for boxes. */
  enlarge(isLarge: boolean): void {
    if (isLarge !== this.#isLarge) {
      this.#isLarge = isLarge;
      this.#turn();
    }
  }

  told(sighting: Sighting | undefined): void {
    this.#now = sighting;
    this.#key.hidden &&= sighting === undefined; // once there is something to choose it stays
    this.#writeChip();
    this.#marks?.told(sighting);
    this.#begin();
  }

  shown(captured: number, width: number, height: number): void {
    this.#last = { captured, width, height };
    this.#marks?.shown(captured, width, height);
  }

  #writeChip(): void {
    const kinds = [...new Set(this.#now?.objects.map(({ kind }) => kind))];
    const text = kindsText(kinds);
    if (this.#chip.title !== text) {
      this.#chip.title = text;
      this.#chip.hidden = kinds.length === 0;
      this.#chip.replaceChildren(...kindMarks(kinds));
    }
  }

  #turn(): void {
    const isOn = BOXES.value === "on";
    set(this.#key, { "aria-pressed": String(isOn) });
    if (isOn && this.#isLarge) {
      this.#begin();
    } else {
      this.#marks?.close();
      this.#marks = undefined;
    }
  }

  /** With the first thing that is to be drawn. */
  #begin(): void {
    const isWanted = this.#isLarge && BOXES.value === "on" && (this.#now?.objects.length ?? 0) > 0;
    if (isWanted && this.#marks === undefined) {
      const { captured, width, height } = this.#last;
      this.#marks = new LiveMarks();
      part(this.#root, "stage", HTMLElement).after(this.#marks.element);
      this.#marks.told(this.#now);
      this.#marks.shown(captured, width, height);
    }
  }
}
