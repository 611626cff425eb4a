import type { Kind } from "../api/kinds.ts";
import type { Rule } from "../api/objects.ts";
import { button, make } from "../dom.ts";
import { choice, type Option, own } from "../parts/choices.ts";
import { Field } from "../parts/field.ts";
import { kindChoices, kindsFrom, kindsValue, nameOf } from "./rules.ts";
import { WAITS, waitWords } from "./words.ts";

const ANYWHERE: Option = { value: "", label: "anywhere" };

interface RuleAsked {
  /** Names of the other rules. */
  taken: () => readonly string[];
  changed: (rule: Rule) => void;
  remove: () => void;
}

/** One rule, as a sentence with places to choose in. */
export class RuleForm {
  readonly element: HTMLElement;
  readonly #name: Field;
  readonly #kinds: HTMLSelectElement;
  readonly #zone: HTMLSelectElement;
  readonly #asked: RuleAsked;
  #rule: Rule;

  constructor(rule: Rule, kinds: readonly Kind[], zones: readonly string[], asked: RuleAsked) {
    this.#rule = rule;
    this.#asked = asked;
    this.#kinds = choice("Who or what", kindChoices(kinds, rule.kinds), kindsValue(rule.kinds), (value) =>
      this.#change({ kinds: kindsFrom(value) }),
    );
    const stays = choice(
      "Is there, or stands still",
      [
        { value: "", label: "is" },
        { value: "stays", label: "stays" },
      ],
      rule.stays ? "stays" : "",
      (value) => this.#change({ stays: value !== "" }),
    );
    this.#zone = choice("Where", [], "", (zone) => this.#change({ zone }));
    const waits = [...new Set([...WAITS, rule.seconds])].sort((a, b) => a - b);
    const seconds = choice(
      "How long",
      waits.map((one) => ({ value: String(one), label: waitWords(one) })),
      String(rule.seconds),
      (value) => this.#change({ seconds: Number(value) }),
    );
    this.#name = new Field({
      name: "rule",
      label: "Called",
      value: rule.name,
      attributes: { autocomplete: "off", maxlength: "40" },
    });
    this.#name.input.addEventListener("input", () => this.#tell({ name: this.#name.value }));
    this.zones(zones, rule.zone);
    this.element = make(
      "li",
      {},
      make(
        "p",
        { class: "rule" },
        "Tell me when ",
        this.#kinds,
        " ",
        stays,
        " in ",
        this.#zone,
        " longer than ",
        seconds,
      ),
      this.#name.element,
      button("Remove", asked.remove, { class: "key bad" }),
    );
  }

  focus(): void {
    this.#kinds.focus();
  }

  /** Those there are, and the one that it is about though it may be no more. */
  zones(names: readonly string[], chosen: string): void {
    const all = [ANYWHERE, ...[...new Set([...names, chosen])].filter((name) => name !== "").map(own)];
    const isGone = (value: string): boolean => value !== "" && !names.includes(value);
    if (this.#zone.dataset["names"] !== names.join("\n") || this.#zone.value !== chosen) {
      this.#zone.dataset["names"] = names.join("\n");
      this.#zone.replaceChildren(
        ...all.map(({ value, label }) =>
          make("option", { value, selected: value === chosen }, isGone(value) ? `${label} (no more)` : label),
        ),
      );
    }
  }

  wrong(why: string): void {
    this.#name.wrong(why);
    this.#name.input.focus();
  }

  /** A name that nobody has chosen follows what the rule says. */
  #change(change: Partial<Rule>): void {
    const next = { ...this.#rule, ...change };
    const taken = this.#asked.taken();
    const isOurs = this.#rule.name === nameOf(this.#rule, taken);
    this.#tell(isOurs ? { ...change, name: nameOf(next, taken) } : change);
    this.#name.value = this.#rule.name;
  }

  #tell(change: Partial<Rule>): void {
    this.#name.wrong("");
    this.#rule = { ...this.#rule, ...change };
    this.#asked.changed(this.#rule);
  }
}
