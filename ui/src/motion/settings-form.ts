import type { Settings } from "../api/motion.ts";
import { make, set } from "../dom.ts";
import { Field } from "../parts/field.ts";
import { DURATIONS, SENSITIVITIES, SIZES, Slider } from "./slider.ts";
import { EXPERT, type Known, millisecondsText, short } from "./words.ts";

/** Told of a change; `step` names what is one step back. */
export type Edited = (change: (settings: Settings) => Settings, step: string) => void;

/** What counts as motion: three sliders, and what is behind them. */
export class SettingsForm {
  readonly element: HTMLElement;
  readonly #on: HTMLInputElement;
  readonly #sensitivity: Slider;
  readonly #size: Slider;
  readonly #duration: Slider;
  readonly #expert: { known: Known; field: Field }[];

  constructor(edited: Edited) {
    this.#on = make("input", { type: "checkbox", role: "switch", id: "motion-on" });
    this.#on.addEventListener("change", () => {
      const on = this.#on.checked;
      edited((settings) => ({ ...settings, on }), "");
    });
    this.#sensitivity = new Slider({
      name: "sensitivity",
      label: "Sensitivity",
      hint: "Further right sees weaker changes, rain and shadows too.",
      values: SENSITIVITIES,
      text: String,
      changed: (sensitivity) => edited((settings) => ({ ...settings, sensitivity }), "sensitivity"),
    });
    this.#size = new Slider({
      name: "minSize",
      label: "Smallest that counts",
      hint: "Part of the picture: the dashed shape in its lower left corner.",
      values: SIZES,
      text: (percent) => `${short(percent)} %`,
      changed: (minSize) => edited((settings) => ({ ...settings, minSize }), "minSize"),
    });
    this.#duration = new Slider({
      name: "minDuration",
      label: "Shortest that counts",
      hint: "It must move for so long before an event begins.",
      values: DURATIONS,
      text: millisecondsText,
      changed: (minDuration) => edited((settings) => ({ ...settings, minDuration }), "minDuration"),
    });
    this.#expert = EXPERT.map((known) => ({ known, field: expertField(known, edited) }));
    this.element = make(
      "div",
      { class: "settings" },
      make("label", { class: "switch", for: "motion-on" }, make("span", {}, "Look for motion"), this.#on),
      this.#sensitivity.element,
      this.#size.element,
      this.#duration.element,
      make(
        "details",
        {},
        make("summary", {}, "For experts"),
        make("div", { class: "expert" }, ...this.#expert.map(({ field }) => field.element)),
      ),
    );
  }

  show(settings: Settings): void {
    this.#on.checked = settings.on;
    this.#sensitivity.show(settings.sensitivity);
    this.#size.show(settings.minSize);
    this.#duration.show(settings.minDuration);
    for (const { known, field } of this.#expert) {
      const value = valueOf(settings, known) / known.per;
      if (Number(field.value) !== value || field.value === "") {
        if (document.activeElement !== field.input) {
          field.value = String(value);
          field.wrong("");
        }
      }
    }
  }

  /** Says what is wrong with what was typed, and goes there; whether there was something. */
  isWrong(): boolean {
    const wrong = this.#expert.filter(({ field }) => field.isWrong());
    if (wrong[0] !== undefined) {
      set(this.element.querySelector("details") ?? this.element, { open: true });
      wrong[0].field.input.focus();
    }
    return wrong.length > 0;
  }
}

function expertField(known: Known, edited: Edited): Field {
  const { name, label, hint, least, most, step } = known;
  const field = new Field({
    name,
    label,
    hint,
    type: "number",
    problem: (text) => (isBetween(text) ? "" : `From ${least} to ${most}.`),
    attributes: { min: String(least), max: String(most), step: String(step), inputmode: "decimal" },
  });
  field.input.addEventListener("input", () => {
    if (isBetween(field.value)) {
      const value = known.per === 1 ? Number(field.value) : Math.round(Number(field.value) * known.per);
      edited((settings) => withValue(settings, known, value), name);
    }
  });
  field.input.addEventListener("blur", () => field.isWrong());
  return field;

  function isBetween(text: string): boolean {
    const value = Number(text);
    return text !== "" && value >= least && value <= most;
  }
}

function valueOf(settings: Settings, { name }: Known): number {
  return name === "fps" ? settings.fps : settings.expert[name];
}

function withValue(settings: Settings, { name }: Known, value: number): Settings {
  return name === "fps"
    ? { ...settings, fps: value }
    : { ...settings, expert: { ...settings.expert, [name]: value } };
}
