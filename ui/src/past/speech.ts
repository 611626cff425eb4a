import { make, say } from "../dom.ts";

/** Milliseconds that a word stays. */
const STAYS = 7000;

/** A word on the picture, for a while. */
export class Speech {
  readonly element = make("p", { class: "said", role: "status" });
  #silence = 0;

  speak(text: string): void {
    say(this.element, text);
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => this.hush(), STAYS);
  }

  hush(): void {
    clearTimeout(this.#silence);
    say(this.element, "");
  }
}
