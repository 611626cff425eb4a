import type { Answer, Refused } from "../api/request.ts";
import { make, say, set } from "../dom.ts";
import type { Field } from "./field.ts";
import { refusalText, UNREACHABLE } from "./words.ts";
import { waitText } from "./wait.ts";

export interface Submitting<T> {
  fields: readonly Field[];
  /** What stands between the fields and the button. */
  extra?: readonly Node[];
  /** What stands beside the button. */
  beside?: readonly Node[];
  submit: string;
  act: () => Promise<Answer<T>>;
  done: (value: T) => void;
  /** Words for a refusal that mean something here; empty: it was dealt with; undefined: the usual ones. */
  words?: (refused: Refused) => string | undefined;
}

/** Fields and a button: sends by script, once at a time, says what was wrong where it was wrong, and counts down a wait. */
export class Form<T> {
  readonly element: HTMLFormElement;
  readonly #asked: Submitting<T>;
  readonly #alert = make("p", { class: "alert", role: "alert" });
  readonly #submit: HTMLButtonElement;
  #isBusy = false;
  #waitsUntil = 0;

  constructor(asked: Submitting<T>) {
    this.#asked = asked;
    this.#submit = make("button", { type: "submit", class: "key main" }, asked.submit);
    this.element = make(
      "form",
      { class: "form", novalidate: true, method: "post" },
      ...asked.fields.map(({ element }) => element),
      ...(asked.extra ?? []),
      this.#alert,
      make("div", { class: "keys" }, this.#submit, ...(asked.beside ?? [])),
    );
    this.element.addEventListener("submit", (e) => {
      e.preventDefault();
      void this.submit();
    });
  }

  /** Says something about all of it; nothing takes that back. */
  alert(text: string): void {
    if (this.#alert.textContent === text) {
      this.#alert.textContent = ""; // said again, it is read out again
    }
    say(this.#alert, text);
  }

  async submit(): Promise<void> {
    if (this.#isBusy || Date.now() < this.#waitsUntil) {
      return;
    }
    const wrong = this.#asked.fields.filter((field) => isThere(field) && field.isWrong());
    if (wrong[0] !== undefined) {
      this.alert("");
      wrong[0].input.focus();
      return;
    }
    this.#busy(true);
    const answer = await this.#asked.act();
    this.#busy(false);
    switch (answer.kind) {
      case "ok":
        this.alert("");
        this.#asked.done(answer.value);
        break;
      case "refused":
        this.#refused(answer);
        break;
      case "unreachable":
        this.alert(UNREACHABLE);
        break;
    }
  }

  #refused(refused: Refused): void {
    const words = this.#asked.words?.(refused);
    const field = this.#asked.fields.find((one) => one.name === refused.field && isThere(one));
    if (refused.retryIn > 0) {
      this.#wait(refused.retryIn);
    }
    if (words === "") {
      this.alert("");
    } else if (field !== undefined) {
      this.alert("");
      field.wrong(words ?? refusalText(refused));
      field.input.focus();
    } else {
      this.alert(words ?? refusalText(refused));
    }
  }

  #busy(isBusy: boolean): void {
    this.#isBusy = isBusy;
    set(this.element, { "aria-busy": String(isBusy) });
  }

  /** The button counts, and is not read out while it does: the alert has said so once. */
  #wait(milliseconds: number): void {
    this.#waitsUntil = Date.now() + milliseconds;
    set(this.#submit, { "aria-disabled": "true" });
    const count = (): void => {
      const left = this.#waitsUntil - Date.now();
      if (left > 0 && this.element.isConnected) {
        say(this.#submit, `Wait ${waitText(left)}`);
        return;
      }
      clearInterval(counting);
      say(this.#submit, this.#asked.submit);
      set(this.#submit, { "aria-disabled": false });
      this.alert("");
    };
    const counting = setInterval(count, 250);
    count();
  }
}

function isThere({ element }: Field): boolean {
  return !element.hidden;
}
