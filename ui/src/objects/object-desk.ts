import { isKind, type Kind, KINDS } from "../api/kinds.ts";
import {
  type Counted,
  getObjects,
  type Objects,
  type ObjectSettings,
  resetObjects,
  type Rule,
  setObjects,
} from "../api/objects.ts";
import { button, make, say, set } from "../dom.ts";
import { Slider } from "../motion/slider.ts";
import { askFirst } from "../parts/ask.ts";
import { originOf } from "../parts/origin.ts";
import { section } from "../parts/section.ts";
import { tell } from "../parts/toast.ts";
import { failureText } from "../parts/words.ts";
import { sortIcon, sortWord } from "./kinds.ts";
import { RuleForm } from "./rule-form.ts";
import { nameOf, ruleOf, ruleProblem, tidied } from "./rules.ts";
import { SortRow } from "./sort-row.ts";
import { costText, SCORES, stateText, sureText } from "./words.ts";

const MOST_RULES = 16;
/** What a kind must score that is taken up again. */
const USUAL = 0.4;

/** What is recognised in front of a camera: which kinds count, where, and what somebody wants to be told of. */
export class ObjectDesk {
  readonly element: HTMLElement;
  readonly #camera: string;
  readonly #on = make("input", { type: "checkbox", role: "switch", id: "objects-on" });
  readonly #state = make("p", { role: "status" });
  readonly #cost = make("p", { class: "soft" });
  readonly #origin = make("p", { class: "soft" });
  readonly #kinds: { kind: Kind; box: HTMLInputElement; slider: Slider }[];
  readonly #zones = make("div", { class: "zone-kinds" });
  readonly #rules = make("ul", { class: "rules" });
  readonly #add = button("Add a rule", () => this.#addRule());
  readonly #alert = make("p", { class: "alert", role: "alert" });
  readonly #save = button("Save", () => void this.#put(), { class: "key main" });
  readonly #unsaved = make(
    "div",
    { class: "keys" },
    this.#save,
    button("Discard", () => this.#begin(this.#objects)),
  );
  #forms: RuleForm[] = [];
  #rows: SortRow[] = [];
  #objects: Objects;
  #now: ObjectSettings;
  #zoneNames: readonly string[];
  #from = "";
  #isBusy = false;

  constructor(camera: string, objects: Objects, zones: readonly string[]) {
    this.#camera = camera;
    this.#objects = objects;
    this.#now = objects.settings;
    this.#zoneNames = zones;
    this.#kinds = this.#offered.map((kind) => this.#counter(kind));
    this.#on.addEventListener("change", () => this.#edit({ on: this.#on.checked }));
    this.element = section(
      "Objects",
      make(
        "label",
        { class: "switch", for: "objects-on" },
        make("span", {}, "Recognise what moves"),
        this.#on,
      ),
      this.#state,
      make("h3", {}, "What counts, and how sure it must be"),
      make(
        "div",
        { class: "counts-list" },
        ...this.#kinds.map(({ kind, box, slider }) =>
          make(
            "div",
            { class: "count" },
            make("label", {}, box, sortIcon(kind), sortWord(kind)),
            slider.element,
          ),
        ),
      ),
      this.#zones,
      make("h3", {}, "Rules"),
      this.#rules,
      make("div", { class: "keys" }, this.#add),
      this.#cost,
      this.#origin,
      this.#alert,
      this.#unsaved,
    );
    this.element.classList.add("objects");
    this.#begin(objects);
  }

  /** Without a model nobody knows which there will be. */
  get #offered(): readonly Kind[] {
    const { kinds } = this.#objects.model;
    return kinds.length === 0 ? KINDS : kinds;
  }

  get isChanged(): boolean {
    return JSON.stringify(tidied(this.#now)) !== JSON.stringify(this.#objects.settings);
  }

  /** What somebody is changing stays. */
  async refresh(): Promise<void> {
    const answer = await getObjects(this.#camera);
    if (answer.kind === "ok" && !this.#isBusy) {
      if (this.isChanged) {
        this.#objects = { ...answer.value, settings: this.#objects.settings };
        this.#write();
      } else {
        this.#begin(answer.value);
      }
    }
  }

  /** Those that things may be in. */
  zones(names: readonly string[]): void {
    this.#zoneNames = names;
    this.#write();
  }

  discard(): void {
    this.#begin(this.#objects);
  }

  #begin(objects: Objects): void {
    const isSame = JSON.stringify(objects.settings) === JSON.stringify(this.#now);
    this.#objects = objects;
    this.#now = objects.settings;
    say(this.#alert, "");
    if (!isSame || this.#forms.length !== this.#now.rules.length) {
      this.#writeRules();
    }
    this.#write();
  }

  #edit(change: Partial<ObjectSettings>): void {
    this.#now = { ...this.#now, ...change };
    say(this.#alert, "");
    this.#write();
  }

  #counter(kind: Kind): { kind: Kind; box: HTMLInputElement; slider: Slider } {
    const box = make("input", { type: "checkbox" });
    const slider = new Slider({
      name: `score-${kind}`,
      label: `How sure it must be: ${sortWord(kind).toLowerCase()}`,
      hint: "",
      values: SCORES,
      text: (score) => `${sureText(score)}, ${Math.round(score * 100)} %`,
      changed: (score) => this.#count({ kind, score }),
    });
    slider.element.firstElementChild?.classList.add("unseen");
    box.addEventListener("change", () => {
      if (box.checked) {
        this.#count({ kind, score: USUAL });
      } else {
        this.#edit({ kinds: this.#now.kinds.filter((one) => one.kind !== kind) });
      }
    });
    return { kind, box, slider };
  }

  #count(counted: Counted): void {
    const isOld = this.#now.kinds.some(({ kind }) => kind === counted.kind);
    this.#edit({
      kinds: isOld
        ? this.#now.kinds.map((one) => (one.kind === counted.kind ? counted : one))
        : [...this.#now.kinds, counted],
    });
  }

  #write(): void {
    const { on, kinds, rules } = this.#now;
    this.#on.checked = on;
    for (const { kind, box, slider } of this.#kinds) {
      const counted = kinds.find((one) => one.kind === kind);
      box.checked = counted !== undefined;
      slider.element.hidden = counted === undefined;
      slider.show(counted?.score ?? USUAL);
    }
    this.#writeState();
    this.#writeZones();
    this.#forms.forEach((form, i) => form.zones(this.#zoneNames, rules[i]?.zone ?? ""));
    this.#add.hidden = rules.length >= MOST_RULES;
    this.#unsaved.hidden = !this.isChanged;
  }

  #writeState(): void {
    const { from } = this.#objects;
    const { text, isBad } = stateText({ ...this.#objects, settings: this.#now });
    say(this.#state, text);
    this.#state.classList.toggle("alert", isBad);
    if (from !== this.#from) {
      this.#from = from;
      this.#origin.replaceChildren(...originOf(from, () => this.#forget()));
    }
    say(this.#cost, costText(this.#objects));
  }

  /** Of each zone: everything, or only some kinds. */
  #writeZones(): void {
    const names = this.#zoneNames.join("\n");
    if (this.#zones.dataset["names"] !== names) {
      this.#zones.dataset["names"] = names;
      this.#rows = this.#zoneNames.map(
        (zone) => new SortRow([], (kinds) => this.#narrow(zone, kinds.filter(isKind)), "Everything"),
      );
      this.#zones.replaceChildren(
        ...this.#rows.flatMap(({ element }, i) => {
          set(element, { "aria-label": `What counts in ${this.#zoneNames[i] ?? ""}` });
          return [make("h3", {}, `In ${this.#zoneNames[i] ?? ""}`), element];
        }),
      );
    }
    const offered = this.#now.kinds.map(({ kind }) => kind);
    this.#rows.forEach((row, i) => {
      const only = this.#now.zones.find(({ zone }) => zone === this.#zoneNames[i]);
      row.show(only?.kinds ?? [], offered);
    });
  }

  #narrow(zone: string, kinds: readonly Kind[]): void {
    const others = this.#now.zones.filter((one) => one.zone !== zone);
    this.#edit({ zones: kinds.length === 0 ? others : [...others, { zone, kinds }] });
  }

  #writeRules(): void {
    this.#forms = this.#now.rules.map((rule, i) => this.#form(rule, i));
    this.#rules.replaceChildren(...this.#forms.map(({ element }) => element));
  }

  #form(rule: Rule, at: number): RuleForm {
    return new RuleForm(rule, this.#offered, this.#zoneNames, {
      taken: () => this.#now.rules.filter((_, i) => i !== at).map(({ name }) => name),
      changed: (next) => this.#edit({ rules: this.#now.rules.map((one, i) => (i === at ? next : one)) }),
      remove: () => {
        this.#edit({ rules: this.#now.rules.toSpliced(at, 1) });
        this.#writeRules();
        this.#add.focus();
      },
    });
  }

  #addRule(): void {
    const kind = this.#offered[0] ?? "person";
    const rule: Rule = { name: "", kinds: [kind], zone: this.#zoneNames[0] ?? "", stays: false, seconds: 20 };
    const name = nameOf(
      rule,
      this.#now.rules.map((one) => one.name),
    );
    this.#edit({ rules: [...this.#now.rules, { ...rule, name }] });
    this.#writeRules();
    this.#forms.at(-1)?.focus();
  }

  #forget(): void {
    askFirst(
      "Forget what was set here",
      "Kinds, zones and rules are again as the settings file has them, or the standard ones.",
      "Forget",
      () => resetObjects(this.#camera),
      () => {
        this.discard();
        void this.refresh();
        tell(`${this.#camera}: back to the settings file.`);
      },
    );
  }

  async #put(): Promise<void> {
    const wrong = ruleProblem(this.#now);
    if (wrong !== undefined) {
      this.#forms[wrong.rule]?.wrong(wrong.why);
    }
    if (this.#isBusy || wrong !== undefined) {
      return;
    }
    this.#busy(true);
    const sent = this.#now;
    // where a zone is no more there is nothing to say of it
    const zones = sent.zones.filter(({ zone }) => this.#zoneNames.includes(zone));
    const answer = await setObjects(this.#camera, { ...tidied(sent), zones });
    this.#busy(false);
    if (answer.kind === "ok") {
      this.#objects = answer.value;
      if (this.#now === sent) {
        this.#begin(answer.value);
      }
      tell(`Saved. ${this.#camera} recognises by these settings from now on.`);
      return;
    }
    const failure = failureText(answer);
    const rule = this.#forms[ruleOf(failure, sent.rules)];
    if (rule === undefined) {
      say(this.#alert, failure);
    } else {
      rule.wrong(failure);
    }
  }

  #busy(isBusy: boolean): void {
    this.#isBusy = isBusy;
    set(this.#save, { "aria-disabled": isBusy ? "true" : false });
  }
}
