import { type AlertRule, LIGHTS, type Rules, SIDES, WATCHING, type What } from "../api/alert-rules.ts";
import { button, make } from "../dom.ts";
import { kindChoices } from "../objects/rules.ts";
import { choice, type Option, own } from "../parts/choices.ts";
import { waitText } from "../parts/wait.ts";
import { listText } from "./receipts.ts";
import {
  isSeen,
  pauseText,
  PLAIN,
  steps,
  SUBJECTS,
  subjectOf,
  timesOf,
  timesText,
  verbOf,
  verbsOf,
  withSubject,
  withVerb,
} from "./rules.ts";
import { MODE_WORDS } from "./words.ts";

const WAITS = [5, 10, 20, 30, 60, 120, 300, 600, 1800, 3600];
const PAUSES = [0, 60, 300, 900, 3600, 6 * 3600, 24 * 3600];
const DIGESTS = [0, 15, 30, 60, 180, 720, 1440];

interface SentenceAsked {
  changed: (change: Partial<AlertRule>) => void;
  what: (what: What) => void;
}

type Part = Node | string;

/** A rule as a sentence with places to choose in. */
export class RuleSentence {
  readonly #rules: Rules;
  readonly #asked: SentenceAsked;
  #rule: AlertRule = PLAIN;

  constructor(rules: Rules, asked: SentenceAsked) {
    this.#rules = rules;
    this.#asked = asked;
  }

  of(rule: AlertRule): Part[] {
    this.#rule = rule;
    const { what } = rule;
    return [
      "Tell me when ",
      ...this.#subject(what),
      ...this.#place(what),
      ...(isSeen(what) ? [" while the house is ", this.#modes()] : []),
      " ",
      ...this.#times(),
      ", at most once in ",
      ...this.#often(),
      ".",
    ];
  }

  #subject(what: What): Part[] {
    const kinds = "kinds" in what ? what.kinds : [];
    const seen = kindChoices(this.#rules.kinds, kinds).filter(({ value }) => value !== "");
    const who = choice("Who or what", [...seen, ...SUBJECTS], subjectOf(what), (value) =>
      this.#asked.what(withSubject(what, value)),
    );
    const verbs = verbsOf(what);
    return [
      who,
      ...(verbs.length === 0
        ? []
        : [
            " ",
            choice("What it does", verbs, verbOf(what), (value) => this.#asked.what(withVerb(what, value))),
          ]),
    ];
  }

  #place(what: What): Part[] {
    switch (what.type) {
      case "motion":
      case "object": {
        const zones = [...new Set([...this.#zones(), what.zone])].filter((one) => one !== "");
        const zone = choice(
          "Where",
          [{ value: "", label: "the picture" }, ...zones.map(own)],
          what.zone,
          (value) => this.#asked.what({ ...what, zone: value }),
        );
        return [
          " ",
          zone,
          " of ",
          this.#camera(),
          ...(what.type === "object" && (what.stays || what.seconds > 0)
            ? [
                " longer than ",
                this.#seconds(what.seconds, (seconds) => this.#asked.what({ ...what, seconds })),
              ]
            : []),
        ];
      }
      case "line": {
        const way = choice(
          "Which way",
          [
            { value: "any", label: "either way" },
            { value: "left", label: "to its left" },
            { value: "right", label: "to its right" },
          ],
          what.way,
          (value) => this.#asked.what({ ...what, way: SIDES.find((one) => one === value) ?? "any" }),
        );
        return [" of ", this.#camera(), " ", way];
      }
      case "camera":
        return [
          " (",
          this.#camera(),
          ") gives no picture for ",
          this.#seconds(what.seconds, (seconds) => this.#asked.what({ ...what, seconds })),
        ];
      case "disk":
        return [" is full"];
      case "heat":
        return [" is too hot"];
      case "logins":
        return [
          " fails ",
          choice(
            "How often",
            steps([3, 5, 10, 20], what.count).map((one) => ({ value: String(one), label: `${one} times` })),
            String(what.count),
            (value) => this.#asked.what({ type: "logins", count: Number(value) }),
          ),
          " within ten minutes",
        ];
    }
  }

  #seconds(now: number, changed: (seconds: number) => void): HTMLSelectElement {
    return choice(
      "How long",
      steps(WAITS, now).map((one) => ({ value: String(one), label: waitText(one * 1000) })),
      String(now),
      (value) => changed(Number(value)),
    );
  }

  #camera(): HTMLSelectElement {
    const { cameras, what } = this.#rule;
    const names = this.#rules.cameras.map(({ name }) => own(name));
    return several("Which camera", what.type === "line" ? "" : "any camera", names, cameras, (chosen) =>
      this.#asked.changed({ cameras: chosen }),
    );
  }

  #zones(): readonly string[] {
    const { cameras } = this.#rule;
    return this.#rules.cameras
      .filter(({ name }) => cameras.length === 0 || cameras.includes(name))
      .flatMap(({ zones }) => zones);
  }

  #modes(): HTMLElement {
    const { modes } = this.#rule;
    const keys = WATCHING.map((mode) =>
      button(
        MODE_WORDS[mode],
        () =>
          this.#asked.changed({ modes: WATCHING.filter((one) => (one === mode) !== modes.includes(one)) }),
        {
          class: "key chip",
          "aria-pressed": String(modes.includes(mode)),
          "aria-label": `While it is ${mode}`,
        },
      ),
    );
    return make("span", { class: "chips", role: "group", "aria-label": "While the house is" }, ...keys);
  }

  #times(): Part[] {
    const times = timesOf(this.#rule.times);
    const when = choice(
      "At what times",
      [
        { value: "always", label: "at any time" },
        { value: "between", label: "between" },
        { value: "text", label: "at times I write" },
      ],
      times.kind,
      (kind) =>
        this.#asked.changed({
          times: timesText(
            kind === "between"
              ? { kind, from: "22:00", to: "06:00" }
              : kind === "text"
                ? { kind, text: "Mon-Fri 07:00-17:30" }
                : { kind: "always" },
          ),
        }),
    );
    const light = choice(
      "In what light",
      [
        { value: "any", label: "in any light" },
        ...(["dark", "day"] as const).map((value) => ({
          value,
          label: `${value === "dark" ? "when it is dark" : "by daylight"}${this.#rules.sun ? "" : " (place unknown)"}`,
        })),
      ],
      this.#rule.light,
      (value) => this.#asked.changed({ light: LIGHTS.find((one) => one === value) ?? "any" }),
    );
    const typed = (
      label: string,
      value: string,
      type: string,
      changed: (value: string) => void,
    ): HTMLElement => {
      const input = make("input", { type, class: "key", "aria-label": label, value });
      input.addEventListener("blur", () => {
        if (input.value !== value) {
          changed(input.value); // not with each digit of a time: the sentence is written anew
        }
      });
      return make("label", {}, make("span", { class: "unseen" }, label), input);
    };
    const written: Part[] =
      times.kind === "between"
        ? [
            " ",
            typed("From", times.from, "time", (from) =>
              this.#asked.changed({ times: timesText({ ...times, from }) }),
            ),
            " and ",
            typed("To", times.to, "time", (to) =>
              this.#asked.changed({ times: timesText({ ...times, to }) }),
            ),
          ]
        : times.kind === "text"
          ? [" ", typed("Times", times.text, "text", (text) => this.#asked.changed({ times: text }))]
          : [];
    return [when, ...written, " ", light];
  }

  #often(): Part[] {
    const { coolDown, digest, channels } = this.#rule;
    return [
      choice(
        "How often at most",
        steps(PAUSES, coolDown).map((one) => ({
          value: String(one),
          label: one === 0 ? "no time" : pauseText(one),
        })),
        String(coolDown),
        (value) => this.#asked.changed({ coolDown: Number(value) }),
      ),
      ", ",
      choice(
        "At once or gathered",
        steps(DIGESTS, digest).map((one) => ({
          value: String(one),
          label: one === 0 ? "at once" : `gathered every ${pauseText(one * 60)}`,
        })),
        String(digest),
        (value) => this.#asked.changed({ digest: Number(value) }),
      ),
      " through ",
      several("By which ways", "all ways", this.#rules.channels.map(own), channels, (chosen) =>
        this.#asked.changed({ channels: chosen }),
      ),
    ];
  }
}

/** All, one, or what was put together elsewhere. */
function several(
  label: string,
  all: string,
  options: readonly Option[],
  chosen: readonly string[],
  changed: (chosen: string[]) => void,
): HTMLSelectElement {
  const value = JSON.stringify(chosen);
  const offered = [
    ...(all === "" ? [] : [{ value: "[]", label: all }]),
    ...options.map((one) => ({ value: JSON.stringify([one.value]), label: one.label })),
  ];
  const isKnown = offered.some((one) => one.value === value);
  return choice(label, isKnown ? offered : [...offered, { value, label: listText(chosen) }], value, (now) =>
    changed(JSON.parse(now) as string[]),
  );
}
