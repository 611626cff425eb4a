/** When people are told, by which ways, and how each wants it. */
import { type Alert, type Preferences, toAlert, toPreferences } from "./alerts.ts";
import { fieldsOf, listOf, numberOr, oneOf, textOr, textsOf } from "./fields.ts";
import { type Kind, kindsOf } from "./kinds.ts";
import { type Answer, change, get } from "./request.ts";

export type Line = readonly [x1: number, y1: number, x2: number, y2: number];

export const SIDES = ["any", "left", "right"] as const;
export type Side = (typeof SIDES)[number];

export type What =
  | { type: "motion"; zone: string }
  | { type: "object"; kinds: readonly Kind[]; zone: string; stays: boolean; seconds: number }
  /** Without a kind: anything that moves. `way` is the side it comes to, looking from the first point to the second. */
  | { type: "line"; kinds: readonly Kind[]; line: Line; way: Side }
  | { type: "camera"; seconds: number }
  | { type: "disk" }
  | { type: "heat" }
  | { type: "logins"; count: number };

/** Modes of the house in which there is something to tell. */
export const WATCHING = ["home", "night", "away"] as const;
export type Watching = (typeof WATCHING)[number];

export const LIGHTS = ["any", "day", "dark"] as const;

export interface AlertRule {
  name: string;
  on: boolean;
  modes: readonly Watching[];
  /** Empty for always, or such as "daily 22:00-06:00". */
  times: string;
  light: (typeof LIGHTS)[number];
  /** None: all. */
  cameras: readonly string[];
  what: What;
  /** Seconds that it then keeps silent. */
  coolDown: number;
  /** Minutes that are told together; 0 tells at once. */
  digest: number;
  /** None: all. */
  channels: readonly string[];
  urgent: boolean;
}

export interface Rules {
  rules: readonly AlertRule[];
  cameras: readonly { name: string; zones: readonly string[] }[];
  kinds: readonly Kind[];
  channels: readonly string[];
  /** Whether it is known when it gets dark there. */
  sun: boolean;
}

/** What a rule would have told. */
export interface Simulated {
  days: number;
  fired: number;
  heldBack: number;
  times: readonly { at: number; camera: string; text: string; event: string }[];
  note: string;
}

export interface Way {
  name: string;
  kind: string;
  state: "ready" | "failing" | "waiting";
  problem: string;
  waiting: number;
  dead: number;
  /** When something was last accepted there. */
  accepted: number;
}

export function getRules(): Promise<Answer<Rules>> {
  return get("api/v1/alerts/rules", toRules);
}

export function setRules(rules: readonly AlertRule[]): Promise<Answer<Rules>> {
  return change("PUT", "api/v1/alerts/rules", { rules }, toRules);
}

export function simulate(rule: AlertRule): Promise<Answer<Simulated>> {
  return change("POST", "api/v1/alerts/simulate", { rule }, (value) => {
    const { days, fired, heldBack, times, note } = fieldsOf(value);
    return {
      days: numberOr(days, 7),
      fired: numberOr(fired, 0),
      heldBack: numberOr(heldBack, 0),
      times: listOf(times, (one) => {
        const { at, camera, text, event } = fieldsOf(one);
        return {
          at: numberOr(at, 0),
          camera: textOr(camera, ""),
          text: textOr(text, ""),
          event: textOr(event, ""),
        };
      }),
      note: textOr(note, ""),
    };
  });
}

export function getWays(): Promise<Answer<Way[]>> {
  return get("api/v1/alerts/channels", (value) => listOf(fieldsOf(value)["channels"], toWay));
}

/** The answer is the alert that is on its way; how it fares is asked for by its id. */
export function testWay(name: string): Promise<Answer<Alert>> {
  return change("POST", `api/v1/alerts/channels/${encodeURIComponent(name)}/test`, {}, toAlert);
}

export function getPreferences(): Promise<Answer<Preferences>> {
  return get("api/v1/me/alerts", toPreferences);
}

export function setPreferences(preferences: Preferences): Promise<Answer<Preferences>> {
  return change("PUT", "api/v1/me/alerts", { ...preferences }, (value) =>
    value === undefined ? preferences : toPreferences(value),
  );
}

function toWay(value: unknown): Way {
  const { name, kind, state, problem, waiting, dead, accepted } = fieldsOf(value);
  return {
    name: textOr(name, ""),
    kind: textOr(kind, ""),
    state: oneOf(state, ["ready", "failing", "waiting"], "ready"),
    problem: textOr(problem, ""),
    waiting: numberOr(waiting, 0),
    dead: numberOr(dead, 0),
    accepted: numberOr(accepted, 0),
  };
}

function toRules(value: unknown): Rules {
  const { rules, cameras, kinds, channels, sun } = fieldsOf(value);
  return {
    rules: listOf(rules, toRule),
    cameras: listOf(cameras, (one) => {
      const { name, zones } = fieldsOf(one);
      return { name: textOr(name, ""), zones: textsOf(zones) };
    }),
    kinds: kindsOf(kinds),
    channels: textsOf(channels),
    sun: sun === true,
  };
}

function toRule(value: unknown): AlertRule {
  const { name, on, modes, times, light, cameras, what, coolDown, digest, channels, urgent } =
    fieldsOf(value);
  return {
    name: textOr(name, ""),
    on: on !== false,
    modes: WATCHING.filter((mode) => textsOf(modes).includes(mode)),
    times: textOr(times, ""),
    light: oneOf(light, LIGHTS, "any"),
    cameras: textsOf(cameras),
    what: toWhat(what),
    coolDown: numberOr(coolDown, 0),
    digest: numberOr(digest, 0),
    channels: textsOf(channels),
    urgent: urgent === true,
  };
}

function toWhat(value: unknown): What {
  const { type, zone, kinds, stays, seconds, line, way, count } = fieldsOf(value);
  switch (type) {
    case "object":
      return {
        type,
        kinds: kindsOf(kinds),
        zone: textOr(zone, ""),
        stays: stays === true,
        seconds: numberOr(seconds, 0),
      };
    case "line": {
      const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = listOf(line, (one) => numberOr(one, 0));
      return { type, kinds: kindsOf(kinds), line: [x1, y1, x2, y2], way: oneOf(way, SIDES, "any") };
    }
    case "camera":
      return { type, seconds: numberOr(seconds, 30) };
    case "disk":
    case "heat":
      return { type };
    case "logins":
      return { type, count: numberOr(count, 5) };
    default:
      return { type: "motion", zone: textOr(zone, "") };
  }
}
