import { type House, MODES, setMode, snooze } from "../api/alerts.ts";
import type { Answer } from "../api/request.ts";
import { button, make, say, set } from "../dom.ts";
import { tell } from "../parts/toast.ts";
import { failureText } from "../parts/words.ts";
import { MODE_WORDS, quietText, sinceText } from "./words.ts";

/** The house's mode, changed by one tap, and until when it is quiet. Who may change nothing sees it in words. */
export class HouseBar {
  readonly element: HTMLElement;
  readonly #took: (house: House) => void;
  readonly #modes = MODES.map((mode) => ({
    mode,
    key: button(MODE_WORDS[mode], () => void this.#do(() => setMode(mode)), { class: "key mode" }),
  }));
  readonly #group: HTMLElement;
  readonly #word = make("p", { class: "house-word" });
  readonly #since = make("small");
  readonly #until = make("span", { role: "status" });
  readonly #quiet: HTMLElement;
  readonly #end = button("End", () => void this.#do(() => snooze(0)), { class: "key plain" });
  #isBusy = false;

  constructor(took: (house: House) => void) {
    this.#took = took;
    this.#group = make(
      "div",
      { class: "modes", role: "group", "aria-label": "Mode of the house" },
      ...this.#modes.map(({ key }) => key),
    );
    this.#quiet = make("p", { class: "quiet" }, this.#until, this.#end);
    this.element = make(
      "section",
      { class: "house", "aria-label": "The house" },
      this.#group,
      this.#word,
      this.#quiet,
    );
  }

  show(house: House, mayChange: boolean): void {
    const now = new Date();
    this.#group.hidden = !mayChange;
    this.#word.hidden = mayChange;
    for (const { mode, key } of this.#modes) {
      set(key, {
        "aria-pressed": String(mode === house.mode),
        title: mode === house.mode ? sinceText(house, now) : false,
      });
    }
    say(this.#since, sinceText(house, now));
    this.#word.replaceChildren("The house: ", make("strong", {}, MODE_WORDS[house.mode]), " ", this.#since);
    const quiet = quietText(house, now);
    say(this.#until, quiet);
    this.#quiet.hidden = quiet === "";
    this.#end.hidden = !mayChange;
  }

  async #do(act: () => Promise<Answer<House>>): Promise<void> {
    if (this.#isBusy) {
      return;
    }
    this.#isBusy = true;
    set(this.element, { "aria-busy": "true" });
    const answer = await act();
    this.#isBusy = false;
    set(this.element, { "aria-busy": false });
    if (answer.kind === "ok") {
      this.#took(answer.value);
    } else {
      tell(failureText(answer));
    }
  }
}
