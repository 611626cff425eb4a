/** Rules as people put them together: subjects and verbs, times, names that are not taken, and what would be refused. */
import { type AlertRule, type Rules, type Simulated, type What } from "../api/alert-rules.ts";
import type { Refused } from "../api/request.ts";
import { kindsFrom, kindsValue } from "../objects/rules.ts";
import { oneOf, sortWord } from "../objects/kinds.ts";
import { waitText } from "../parts/wait.ts";
import { listText } from "./receipts.ts";

export const MOST_NAME = 60;

/** What the sentence is about; the rest are kinds of objects. */
export const SUBJECTS: readonly { value: string; label: string }[] = [
  { value: "motion", label: "anything that moves" },
  { value: "camera", label: "a camera" },
  { value: "disk", label: "the disk" },
  { value: "heat", label: "the box" },
  { value: "logins", label: "somebody at the login" },
];

export function subjectOf(what: What): string {
  switch (what.type) {
    case "object":
      return kindsValue(what.kinds);
    case "line":
      return what.kinds.length === 0 ? "motion" : kindsValue(what.kinds);
    case "motion":
    case "camera":
    case "disk":
    case "heat":
    case "logins":
      return what.type;
  }
}

/** What it does; where there is nothing to choose, nothing. */
export function verbsOf(what: What): readonly { value: string; label: string }[] {
  return what.type === "motion" || (what.type === "line" && what.kinds.length === 0)
    ? [
        { value: "moves", label: "is in" },
        { value: "line", label: "crosses a line" },
      ]
    : what.type === "object" || what.type === "line"
      ? [
          { value: "enters", label: "comes into" },
          { value: "is", label: "is in" },
          { value: "stays", label: "stays in" },
          { value: "line", label: "crosses a line" },
        ]
      : [];
}

export function verbOf(what: What): string {
  switch (what.type) {
    case "motion":
      return "moves";
    case "object":
      return what.stays ? "stays" : what.seconds > 0 ? "is" : "enters";
    case "line":
    case "camera":
    case "disk":
    case "heat":
    case "logins":
      return what.type;
  }
}

const LINE = [0.3, 0.75, 0.7, 0.75] as const;

export function withSubject(what: What, subject: string): What {
  const zone = "zone" in what ? what.zone : "";
  switch (subject) {
    case "motion":
      return what.type === "line" ? { ...what, kinds: [] } : { type: "motion", zone };
    case "camera":
      return { type: "camera", seconds: 30 };
    case "disk":
    case "heat":
      return { type: subject };
    case "logins":
      return { type: "logins", count: 5 };
    default: {
      const kinds = kindsFrom(subject);
      return what.type === "object" || what.type === "line"
        ? { ...what, kinds }
        : { type: "object", kinds, zone, stays: false, seconds: 0 };
    }
  }
}

export function withVerb(what: What, verb: string): What {
  const zone = "zone" in what ? what.zone : "";
  const kinds = "kinds" in what ? what.kinds : [];
  switch (verb) {
    case "line":
      return { type: "line", kinds, line: LINE, way: "any" };
    case "moves":
      return { type: "motion", zone };
    default:
      return {
        type: "object",
        kinds,
        zone,
        stays: verb === "stays",
        seconds: verb === "enters" ? 0 : "seconds" in what && what.seconds > 0 ? what.seconds : 20,
      };
  }
}

/** Whether it is about what cameras see, and so about a zone and a camera. */
export function isSeen({ type }: What): boolean {
  return type === "motion" || type === "object" || type === "line";
}

export type Times =
  { kind: "always" } | { kind: "between"; from: string; to: string } | { kind: "text"; text: string };

export function timesOf(text: string): Times {
  const [, from, to] = /^daily (\d\d:\d\d)-(\d\d:\d\d)$/.exec(text) ?? [];
  return text === ""
    ? { kind: "always" }
    : from !== undefined && to !== undefined
      ? { kind: "between", from, to }
      : { kind: "text", text };
}

export function timesText(times: Times): string {
  switch (times.kind) {
    case "always":
      return "";
    case "between":
      return `daily ${times.from}-${times.to}`;
    case "text":
      return times.text;
  }
}

/** What it is called until somebody calls it otherwise. */
export function nameOf({ what, cameras }: AlertRule, taken: readonly string[]): string {
  const at = cameras.length === 0 ? "" : ` at ${listText(cameras)}`;
  const name = `${whatName(what)}${at}`.slice(0, MOST_NAME - 4).trim();
  let [free, number] = [name, 2];
  while (taken.includes(free)) {
    free = `${name} ${number++}`;
  }
  return free;
}

function whatName(what: What): string {
  switch (what.type) {
    case "motion":
      return `Motion${what.zone === "" ? "" : ` in ${what.zone}`}`;
    case "object":
      return `${kindsName(what.kinds)}${what.stays ? " stays" : ""}${what.zone === "" ? "" : ` in ${what.zone}`}`;
    case "line":
      return `${kindsName(what.kinds)} crosses a line`;
    case "camera":
      return "A camera gives no picture";
    case "disk":
      return "The disk is full";
    case "heat":
      return "The box is too hot";
    case "logins":
      return "Somebody tries to log in";
  }
}

function kindsName(kinds: readonly Parameters<typeof oneOf>[0][]): string {
  const [first] = kinds;
  return kinds.length === 1 && first !== undefined ? sortWord(first) : "Something";
}

export const PLAIN: AlertRule = {
  name: "",
  on: true,
  modes: ["night", "away"],
  times: "",
  light: "any",
  cameras: [],
  what: { type: "motion", zone: "" },
  coolDown: 300,
  digest: 0,
  channels: [],
  urgent: false,
};

/** A rule to begin from, and those that are good for most houses; without objects, what moves stands for a person. */
export function freshRule({ kinds }: Rules): AlertRule {
  return kinds.includes("person")
    ? { ...PLAIN, what: { type: "object", kinds: ["person"], zone: "", stays: false, seconds: 0 } }
    : PLAIN;
}

export function firstRules(rules: Rules): AlertRule[] {
  const fresh = freshRule(rules);
  return [
    {
      ...fresh,
      name: `${fresh.what.type === "object" ? "A person" : "Something moves"} at night or away`,
      urgent: fresh.what.type === "object",
    },
    { ...PLAIN, name: "A camera gives no picture", modes: [], what: { type: "camera", seconds: 60 } },
    { ...PLAIN, name: "The disk is full", modes: [], what: { type: "disk" }, coolDown: 3600 * 6 },
  ];
}

/** What the server would refuse, and of which rule; undefined if nothing. */
export function ruleProblem(rules: readonly AlertRule[]): { rule: number; why: string } | undefined {
  for (const [rule, { name, modes, what, cameras }] of rules.entries()) {
    const own = name.trim();
    const why =
      own === ""
        ? "A rule needs a name."
        : own.length > MOST_NAME
          ? `At most ${MOST_NAME} characters.`
          : rules.findIndex((other) => other.name.trim() === own) < rule
            ? "Another rule has this name."
            : isSeen(what) && modes.length === 0
              ? "Choose at least one: while the house is at home, night or away."
              : what.type === "line" && cameras.length !== 1
                ? "A line is of exactly one camera."
                : "";
    if (why !== "") {
      return { rule, why };
    }
  }
  return undefined;
}

export function tidied(rules: readonly AlertRule[]): AlertRule[] {
  return rules.map((rule) => ({ ...rule, name: rule.name.trim(), times: rule.times.trim() }));
}

/** Which rule a refusal is about, by its field ("rules[2].times") or by what it quotes; -1: none, or not to be told. */
export function ruleOf({ field, error }: Refused, rules: readonly AlertRule[]): number {
  const at = /^rules[.[](\d+)/.exec(field)?.[1];
  return at !== undefined && Number(at) < rules.length
    ? Number(at)
    : rules.findIndex(({ name }) => name !== "" && error.includes(`"${name}"`));
}

/** What the past week says of a rule. */
export function simulatedText({ days, fired, heldBack }: Simulated): string {
  const when = days === 7 ? "In the past week" : `In the past ${days} days`;
  const held = heldBack === 0 ? "" : `, and held back ${timesWord(heldBack)} more`;
  return fired === 0 && heldBack === 0
    ? `${when} it would have told you nothing.`
    : `${when} it would have told you ${timesWord(fired)}${held}.`;
}

function timesWord(n: number): string {
  return n === 1 ? "once" : `${n} times`;
}

export function pauseText(seconds: number): string {
  return seconds === 0
    ? "every time"
    : seconds % 3600 === 0
      ? hours(seconds / 3600)
      : waitText(seconds * 1000);
}

function hours(n: number): string {
  return n === 1 ? "hour" : n === 24 ? "day" : `${n} h`;
}

/** Values to choose from, and the one that was chosen elsewhere. */
export function steps(usual: readonly number[], own: number): number[] {
  return [...new Set([...usual, own])].sort((a, b) => a - b);
}
