import { make, say } from "../dom.ts";

export interface Option {
  value: string;
  label: string;
  hint?: string;
}

let made = 0;

/** One of several, or some of them. */
export class Choices {
  readonly element: HTMLFieldSetElement;
  readonly #inputs: HTMLInputElement[];
  readonly #error = make("p", { class: "wrong", role: "alert", hidden: true });

  constructor(
    legend: string,
    type: "radio" | "checkbox",
    options: readonly Option[],
    chosen: readonly string[],
    changed: () => void = () => undefined,
  ) {
    const name = `choice-${++made}`;
    this.#inputs = options.map(({ value }) =>
      make("input", { type, name, value, checked: chosen.includes(value) }),
    );
    this.element = make(
      "fieldset",
      { class: "choices" },
      make("legend", {}, legend),
      ...options.map(({ label, hint }, i) =>
        make(
          "label",
          {},
          this.#inputs[i] ?? "",
          make("span", {}, label, ...(hint === undefined ? [] : [make("small", {}, hint)])),
        ),
      ),
      this.#error,
    );
    this.element.addEventListener("change", () => {
      this.wrong("");
      changed();
    });
  }

  get chosen(): string[] {
    return this.#inputs.filter(({ checked }) => checked).map(({ value }) => value);
  }

  choose(values: readonly string[]): void {
    for (const input of this.#inputs) {
      input.checked = values.includes(input.value);
    }
  }

  wrong(why: string): void {
    say(this.#error, why);
    this.#error.hidden = why === "";
    if (why !== "") {
      this.#inputs[0]?.focus();
    }
  }
}

/** Something to fill in that has an id, with its label. */
export function labelled(label: string, input: HTMLInputElement | HTMLSelectElement): HTMLElement {
  return make("div", { class: "field" }, make("label", { for: input.id }, label), input);
}

export function select(id: string, options: readonly Option[], chosen: string): HTMLSelectElement {
  return make(
    "select",
    { id },
    ...options.map(({ value, label }) => make("option", { value, selected: value === chosen }, label)),
  );
}
