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

/** A place in a sentence where something is chosen. */
export function choice(
  label: string,
  options: readonly Option[],
  chosen: string,
  changed: (value: string) => void,
): HTMLSelectElement {
  const made = make("select", { class: "key", "aria-label": label }, ...toOptions(options, chosen));
  made.addEventListener("change", () => changed(made.value));
  return made;
}

/** What is called as it is chosen. */
export function own(name: string): Option {
  return { value: name, label: name };
}

export function select(id: string, options: readonly Option[], chosen: string): HTMLSelectElement {
  return make("select", { id }, ...toOptions(options, chosen));
}

function toOptions(options: readonly Option[], chosen: string): HTMLOptionElement[] {
  return options.map(({ value, label }) => make("option", { value, selected: value === chosen }, label));
}
