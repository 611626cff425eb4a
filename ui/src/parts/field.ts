import { button, make, say, set } from "../dom.ts";

export interface Asked {
  /** As the server names it in a refusal; unique in its form. */
  name: string;
  label: string;
  type?: "text" | "password" | "number";
  value?: string;
  hint?: string;
  /** A hint that follows what is typed. */
  liveHint?: (value: string) => string;
  /** Checked before anything is sent: what is to be mended, or nothing. */
  problem?: (value: string) => string;
  /** May stay empty. */
  optional?: true;
  /** Further attributes of the input, such as autocomplete. */
  attributes?: Readonly<Record<string, string | boolean>>;
}

let made = 0;

/** One line to type in: with its label, a hint below it, and what is wrong with it. */
export class Field {
  readonly element: HTMLElement;
  readonly input: HTMLInputElement;
  readonly name: string;
  readonly #asked: Asked;
  #fixedHint: string;
  readonly #hint: HTMLElement;
  readonly #error: HTMLElement;
  #reveal: HTMLButtonElement | undefined;

  constructor(asked: Asked) {
    const id = `field-${++made}`;
    this.#asked = asked;
    this.#fixedHint = asked.hint ?? "";
    this.name = asked.name;
    this.input = make("input", {
      id,
      name: asked.name,
      type: asked.type ?? "text",
      autocapitalize: "none",
      autocorrect: "off",
      spellcheck: "false",
      "aria-describedby": `${id}-hint ${id}-error`,
      ...(asked.optional === true ? {} : { "aria-required": "true" }),
      ...asked.attributes,
    });
    this.input.value = asked.value ?? "";
    this.#hint = make("p", { class: "hint", id: `${id}-hint` });
    this.#error = make("p", { class: "wrong", id: `${id}-error`, hidden: true });
    const box = make("div", { class: "box" }, this.input);
    if (asked.type === "password") {
      this.#reveal = button("Show", () => this.reveal(this.input.type === "password"), {
        class: "key reveal",
        "aria-pressed": "false",
        "aria-label": `Show ${asked.label.toLowerCase()}`,
      });
      box.append(this.#reveal);
    }
    this.element = make(
      "div",
      { class: "field" },
      make("label", { for: id }, asked.label),
      box,
      this.#hint,
      this.#error,
    );
    this.input.addEventListener("input", () => {
      this.wrong("");
      this.#writeHint();
    });
    this.#writeHint();
  }

  get value(): string {
    return this.input.value;
  }

  set value(text: string) {
    this.input.value = text;
    this.#writeHint();
  }

  set hint(text: string) {
    this.#fixedHint = text;
    this.#writeHint();
  }

  /** Whether a password is shown as it is. */
  reveal(shown: boolean): void {
    this.input.type = shown ? "text" : "password";
    if (this.#reveal !== undefined) {
      say(this.#reveal, shown ? "Hide" : "Show");
      set(this.#reveal, { "aria-pressed": String(shown) });
    }
  }

  /** Says what is wrong with it; nothing takes that back. */
  wrong(why: string): void {
    say(this.#error, why);
    this.#error.hidden = why === "";
    set(this.input, { "aria-invalid": why === "" ? false : "true" });
  }

  /** What is to be mended before it can be sent, said at the field; whether there was something. */
  isWrong(): boolean {
    const isEmpty = this.value === "" && this.#asked.optional !== true;
    const why = isEmpty ? "Please fill this in." : (this.#asked.problem?.(this.value) ?? "");
    this.wrong(why);
    return why !== "";
  }

  #writeHint(): void {
    const hint = this.#asked.liveHint?.(this.value) ?? this.#fixedHint;
    say(this.#hint, hint);
    this.#hint.hidden = hint === "";
  }
}
