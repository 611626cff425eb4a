import { type AlertRule, getRules, type Rules, setRules } from "../api/alert-rules.ts";
import type { Refused } from "../api/request.ts";
import { button, make, say, set } from "../dom.ts";
import { openDialog } from "../parts/dialog.ts";
import { Loaded } from "../parts/loaded.ts";
import type { Screen } from "../parts/screen.ts";
import { Column } from "../parts/section.ts";
import { tell } from "../parts/toast.ts";
import { failureText, refusalText } from "../parts/words.ts";
import { AlertRuleForm } from "./rule-form.ts";
import { firstRules, freshRule, nameOf, ruleOf, ruleProblem, tidied } from "./rules.ts";

const MOST_RULES = 50;

/** When people are told: a list of sentences, tried before it is saved, and saved whole. */
export class RulesScreen implements Screen {
  readonly #column: Column;
  #desk: Desk | undefined;
  #isClosed = false;

  constructor(main: HTMLElement, mayOperate: boolean, recheck: () => void) {
    const loaded = new Loaded(getRules, (rules) => {
      if (this.#isClosed) {
        return [];
      }
      this.#desk?.close();
      this.#desk = new Desk(rules, mayOperate, recheck);
      return [this.#desk.element];
    });
    this.#column = new Column(main, "What you are told of", loaded.element);
  }

  stays(go: () => void): boolean {
    if (this.#desk?.isChanged !== true) {
      return false;
    }
    const keys = make("div", { class: "keys" });
    const asked = openDialog(
      "Not saved yet",
      make("p", {}, "Your rules are not saved. Leave without them?"),
      keys,
    );
    keys.append(
      button("Leave", () => {
        this.#desk?.discard();
        asked.close();
        go();
      }),
      button("Stay", () => asked.close(), { class: "key main" }),
    );
    return true;
  }

  close(): void {
    this.#isClosed = true;
    this.#desk?.close();
    this.#column.close();
  }
}

class Desk {
  readonly element: HTMLElement;
  readonly #mayOperate: boolean;
  readonly #recheck: () => void;
  readonly #list = make("ul", { class: "alert-rules" });
  readonly #first = make("div", { class: "panel empty" });
  readonly #add = button("Add a rule", () => this.#append(freshRule(this.#rules)));
  readonly #alert = make("p", { class: "alert", role: "alert" });
  readonly #save = button("Save", () => void this.#put(), { class: "key main" });
  readonly #unsaved = make(
    "div",
    { class: "keys unsaved-rules" },
    this.#save,
    button("Discard", () => this.discard()),
  );
  #rules: Rules;
  #now: readonly AlertRule[];
  #forms: AlertRuleForm[] = [];
  #isBusy = false;

  constructor(rules: Rules, mayOperate: boolean, recheck: () => void) {
    this.#rules = rules;
    this.#now = rules.rules;
    this.#mayOperate = mayOperate;
    this.#recheck = recheck;
    this.element = make(
      "div",
      { class: "alert-panels" },
      ...(mayOperate ? [] : [make("p", { class: "soft" }, "Operators and administrators can change these.")]),
      this.#first,
      this.#list,
      make("div", { class: "keys" }, this.#add),
      this.#alert,
      this.#unsaved,
    );
    this.#writeList();
  }

  get isChanged(): boolean {
    return JSON.stringify(tidied(this.#now)) !== JSON.stringify(this.#rules.rules);
  }

  discard(): void {
    this.#now = this.#rules.rules;
    say(this.#alert, "");
    this.#writeList();
  }

  close(): void {
    this.#forms.forEach((form) => form.close());
    this.#forms = [];
  }

  #writeList(): void {
    this.close();
    this.#forms = this.#now.map((rule) => this.#form(rule));
    this.#list.replaceChildren(...this.#forms.map(({ element }) => element));
    if (!this.#mayOperate) {
      for (const one of this.#list.querySelectorAll("input, select, button")) {
        set(one, { disabled: true });
      }
    }
    this.#write();
  }

  #form(rule: AlertRule): AlertRuleForm {
    const form: AlertRuleForm = new AlertRuleForm(rule, this.#rules, {
      taken: () => this.#now.filter((_, i) => this.#forms[i] !== form).map(({ name }) => name.trim()),
      changed: (changed) => {
        this.#now = this.#now.map((one, i) => (this.#forms[i] === form ? changed : one));
        this.#write();
      },
      remove: () => this.#remove(this.#forms.indexOf(form)),
    });
    return form;
  }

  #append(...rules: readonly AlertRule[]): void {
    for (const rule of rules) {
      const taken = this.#now.map(({ name }) => name.trim());
      const named = rule.name === "" ? { ...rule, name: nameOf(rule, taken) } : rule;
      this.#now = [...this.#now, named];
      const form = this.#form(named);
      this.#forms.push(form);
      this.#list.append(form.element);
    }
    this.#write();
    this.#forms.at(-rules.length)?.focus();
  }

  #remove(at: number): void {
    const [form] = this.#forms.splice(at, 1);
    this.#now = this.#now.toSpliced(at, 1);
    form?.close();
    form?.element.remove();
    this.#write();
    (this.#add.hidden ? this.#save : this.#add).focus();
  }

  #write(): void {
    this.#add.hidden = !this.#mayOperate || this.#now.length >= MOST_RULES;
    this.#list.hidden = this.#now.length === 0;
    this.#unsaved.hidden = !this.isChanged;
    this.#first.hidden = this.#now.length > 0;
    if (!this.#first.hidden) {
      this.#writeFirst();
    }
  }

  /** Who has no rule is offered some. */
  #writeFirst(): void {
    const first = firstRules(this.#rules);
    this.#first.replaceChildren(
      make("h2", {}, "No rule yet"),
      make("p", {}, "So nobody is told of anything. Good to begin with:"),
      ...(this.#mayOperate
        ? [
            make(
              "div",
              { class: "keys" },
              button("Take all three", () => this.#append(...first), { class: "key main" }),
              ...first.map((rule) => button(rule.name, () => this.#append(rule))),
            ),
          ]
        : first.map(({ name }) => make("p", {}, name))),
    );
  }

  async #put(): Promise<void> {
    if (this.#isBusy) {
      return;
    }
    say(this.#alert, "");
    const problem = ruleProblem(this.#now);
    if (problem !== undefined) {
      this.#forms[problem.rule]?.wrong(problem.why);
      return;
    }
    this.#isBusy = true;
    set(this.#save, { "aria-disabled": "true" });
    const sent = this.#now;
    const answer = await setRules(tidied(sent));
    this.#isBusy = false;
    set(this.#save, { "aria-disabled": false });
    if (answer.kind === "ok") {
      this.#rules = answer.value;
      if (this.#now === sent) {
        this.#now = answer.value.rules;
        this.#writeList();
      } else {
        this.#write(); // changed meanwhile: that is not saved yet
      }
      tell("Saved. These rules hold from now on.");
    } else if (answer.kind === "refused") {
      this.#refused(answer);
    } else {
      say(this.#alert, failureText(answer));
    }
  }

  #refused(refused: Refused): void {
    const form = this.#forms[ruleOf(refused, this.#now)];
    if (form === undefined) {
      say(this.#alert, refusalText(refused));
    } else {
      form.wrong(refusalText(refused));
    }
    if (refused.code === "role") {
      this.#recheck();
    }
  }
}
