import { button, say, set } from "../dom.ts";
import { Field } from "../parts/field.ts";

/** One field for both: six digits of an authenticator app, or one of the recovery codes. Hidden until it is asked for. */
export class CodeField extends Field {
  readonly toggle: HTMLButtonElement;
  #isRecovery = false;

  constructor() {
    super({
      name: "code",
      label: "Code",
      hint: "Six digits, from your authenticator app",
      attributes: { autocomplete: "one-time-code", inputmode: "numeric", maxlength: "40" },
    });
    this.toggle = button("Use a recovery code", () => this.#change(), { class: "key plain" });
    this.hide();
  }

  get isShown(): boolean {
    return !this.element.hidden;
  }

  show(): void {
    this.element.hidden = this.toggle.hidden = false;
    this.input.focus();
  }

  hide(): void {
    this.element.hidden = this.toggle.hidden = true;
    this.value = "";
  }

  /** It was wrong: to be typed again. */
  refuse(why: string): void {
    this.value = "";
    this.wrong(why);
    this.input.focus();
  }

  #change(): void {
    this.#isRecovery = !this.#isRecovery;
    set(this.input, { inputmode: this.#isRecovery ? "text" : "numeric" });
    this.hint = this.#isRecovery
      ? "One of the codes you kept, six groups of four like abcd-efgh. Each works once."
      : "Six digits, from your authenticator app";
    say(this.toggle, this.#isRecovery ? "Use the app's code" : "Use a recovery code");
    this.input.focus();
  }
}
