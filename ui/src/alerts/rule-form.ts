import { type AlertRule, type Rules, simulate, type What } from "../api/alert-rules.ts";
import { button, make, say, set } from "../dom.ts";
import { Field } from "../parts/field.ts";
import { failureText } from "../parts/words.ts";
import { LineEditor } from "./line-editor.ts";
import { RuleSentence } from "./rule-sentence.ts";
import { isSeen, MOST_NAME, nameOf, PLAIN } from "./rules.ts";
import { simulatedList } from "./simulated.ts";

interface RuleAsked {
  taken: () => readonly string[];
  changed: (rule: AlertRule) => void;
  remove: () => void;
}

/** One rule, as a sentence with places to choose in, and a try of it on the past week. */
export class AlertRuleForm {
  readonly element: HTMLElement;
  readonly #rules: Rules;
  readonly #asked: RuleAsked;
  readonly #name: Field;
  readonly #on = make("input", { type: "checkbox", role: "switch", "aria-label": "This rule is on" });
  readonly #urgent = make("input", { type: "checkbox" });
  readonly #words: RuleSentence;
  readonly #sentence = make("p", { class: "rule" });
  readonly #where = make("div", { class: "line-place" });
  readonly #wrong = make("p", { class: "wrong", role: "alert", hidden: true });
  readonly #tried = make("div", { class: "rule-tried", role: "status" });
  readonly #try = button("Try it on the past week", () => void this.#simulate());
  #line: { camera: string; editor: LineEditor } | undefined;
  #rule: AlertRule;

  constructor(rule: AlertRule, rules: Rules, asked: RuleAsked) {
    this.#rule = rule;
    this.#rules = rules;
    this.#asked = asked;
    this.#words = new RuleSentence(rules, {
      changed: (change) => this.#change(change),
      what: (what) => this.#what(what),
    });
    this.#name = new Field({
      name: "rule",
      label: "Called",
      value: rule.name,
      attributes: { autocomplete: "off", maxlength: String(MOST_NAME) },
    });
    this.#name.input.addEventListener("input", () => this.#tell({ name: this.#name.value }));
    this.#on.addEventListener("change", () => this.#change({ on: this.#on.checked }));
    this.#urgent.addEventListener("change", () => this.#change({ urgent: this.#urgent.checked }));
    this.element = make(
      "li",
      { class: "panel" },
      make(
        "div",
        { class: "rule-head" },
        this.#name.element,
        make("label", { class: "switch" }, make("span", {}, "On"), this.#on),
      ),
      this.#wrong,
      this.#sentence,
      this.#where,
      make(
        "label",
        { class: "urgent-choice" },
        this.#urgent,
        make(
          "span",
          {},
          "Urgent",
          make("small", {}, "Told in spite of quiet, fills the screen and rings on"),
        ),
      ),
      make("div", { class: "keys" }, this.#try, button("Remove", asked.remove, { class: "key bad" })),
      this.#tried,
    );
    this.#write();
  }

  focus(): void {
    this.#sentence.querySelector("select")?.focus();
  }

  wrong(why: string): void {
    say(this.#wrong, why);
    this.#wrong.hidden = why === "";
    if (why !== "") {
      this.element.scrollIntoView({ block: "nearest" });
      this.#name.input.focus({ preventScroll: true });
    }
  }

  close(): void {
    this.#line?.editor.close();
    this.#line = undefined;
  }

  /** A name that nobody has chosen follows what the rule says. */
  #change(change: Partial<AlertRule>): void {
    const next = { ...this.#rule, ...change };
    const taken = this.#asked.taken();
    const isOurs = this.#rule.name === nameOf(this.#rule, taken);
    this.#tell(isOurs ? { ...change, name: nameOf(next, taken) } : change);
    this.#name.value = this.#rule.name;
    this.#write();
  }

  #what(what: What): void {
    const [first] = this.#rules.cameras;
    const isOne = what.type !== "line" || this.#rule.cameras.length === 1 || first === undefined;
    this.#change({
      what,
      ...(isOne ? {} : { cameras: [this.#rule.cameras[0] ?? first.name] }),
      ...(isSeen(what) || what.type === "camera" ? {} : { cameras: [] }),
      ...(isSeen(what) && this.#rule.modes.length === 0 ? { modes: PLAIN.modes } : {}),
    });
  }

  #tell(change: Partial<AlertRule>): void {
    this.wrong("");
    this.#tried.replaceChildren();
    this.#rule = { ...this.#rule, ...change };
    this.#asked.changed(this.#rule);
  }

  #write(): void {
    const { on, urgent } = this.#rule;
    this.#on.checked = on;
    this.#urgent.checked = urgent;
    set(this.element, { "data-off": !on });
    const focused = document.activeElement?.getAttribute("aria-label") ?? "";
    const hadFocus = this.#sentence.contains(document.activeElement);
    this.#sentence.replaceChildren(...this.#words.of(this.#rule));
    if (hadFocus && focused !== "") {
      this.#sentence.querySelector<HTMLElement>(`[aria-label="${CSS.escape(focused)}"]`)?.focus();
    }
    this.#writeLine();
  }

  /** The picture goes on while the rest of the sentence changes. */
  #writeLine(): void {
    const { what, cameras } = this.#rule;
    const [camera] = cameras;
    if (what.type !== "line" || camera === undefined) {
      this.close();
      this.#where.replaceChildren();
      return;
    }
    if (this.#line?.camera === camera) {
      this.#line.editor.show(what.line, what.way);
      return;
    }
    this.close();
    const editor = new LineEditor(camera, what.line, what.way, (line) => {
      if (this.#rule.what.type === "line") {
        this.#tell({ what: { ...this.#rule.what, line } });
      }
    });
    this.#line = { camera, editor };
    this.#where.replaceChildren(editor.element);
  }

  async #simulate(): Promise<void> {
    set(this.#try, { "aria-disabled": "true" });
    this.#tried.replaceChildren(make("p", { class: "soft" }, "Looking at the past week…"));
    const asked = this.#rule;
    const answer = await simulate({ ...asked, name: asked.name.trim() });
    set(this.#try, { "aria-disabled": false });
    if (asked !== this.#rule) {
      this.#tried.replaceChildren(); // it says something else by now
    } else if (answer.kind === "ok") {
      this.#tried.replaceChildren(...simulatedList(answer.value));
    } else {
      this.#tried.replaceChildren();
      this.wrong(failureText(answer));
    }
  }
}
