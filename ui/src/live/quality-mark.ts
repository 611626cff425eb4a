import { button, make, part, say, set } from "../dom.ts";
import { Choices } from "../parts/choices.ts";
import { openDialog } from "../parts/dialog.ts";
import { hashOf } from "../router.ts";
import type { Quality } from "./protocol.ts";
import { qualityText } from "./quality-text.ts";
import { QUALITY, type Wish } from "./wanted.ts";

const WISHES: readonly { value: Wish; label: string; hint: string }[] = [
  { value: "auto", label: "Auto", hint: "As good as the network and its size on the screen allow." },
  { value: "best", label: "Best", hint: "The full picture, however small it is shown." },
  { value: "saver", label: "Saver", hint: "Little data: never more than the small picture." },
];

/** How good the picture is that is sent, and why no better; pressed, it asks what is wanted. */
export class QualityMark {
  readonly #root: HTMLElement;
  readonly #words = make("p", { role: "status" });

  /** `toggle` shows or hides the numbers for the curious. */
  constructor(root: HTMLElement, toggle: () => void, signal: AbortSignal) {
    this.#root = root;
    part(root, "quality", HTMLElement).addEventListener("click", () => this.#ask(toggle), { signal });
    this.show(undefined);
  }

  show(quality: Quality | undefined): void {
    const mark = part(this.#root, "quality", HTMLElement);
    this.#root.classList.toggle("graded", quality !== undefined);
    if (quality !== undefined) {
      const { word, limit, words, bars } = qualityText(quality);
      say(part(mark, "rung", HTMLElement), word);
      say(part(mark, "limit", HTMLElement), limit);
      set(mark, { "data-quality": quality.limit, "data-bars": String(bars), title: words });
      set(mark, { "aria-label": `Quality: ${word}${limit === "" ? "" : `, ${limit}`}` });
      say(this.#words, words);
    }
  }

  #ask(toggle: () => void): void {
    const choices = new Choices("Send me", "radio", WISHES, [QUALITY.value], () => {
      QUALITY.value = WISHES.find(({ value }) => choices.chosen.includes(value))?.value ?? "auto";
    });
    const dialog = openDialog(
      "Quality",
      this.#words,
      choices.element,
      make(
        "div",
        { class: "keys" },
        button("Done", () => dialog.close(), { class: "key main" }),
        button("Numbers (i)", () => {
          dialog.close();
          toggle();
        }),
        make("a", { class: "key plain", href: hashOf({ to: "health" }) }, "Health of the box"),
      ),
    );
  }
}
