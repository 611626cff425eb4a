/** What is recognised in front of a camera: what counts there, and how the model does. */
import { fieldsOf, listOf, numberOr, oneOf, textOr } from "./fields.ts";
import { isKind, type Kind, kindsOf } from "./kinds.ts";
import { type Answer, change, get, nothing } from "./request.ts";

/** A kind that counts. */
export interface Counted {
  kind: Kind;
  /** The least score, 0 to 1. */
  score: number;
}

export interface ZoneKinds {
  zone: string;
  /** Only these count there. */
  kinds: readonly Kind[];
}

/** What somebody wants to be told of. */
export interface Rule {
  name: string;
  /** Any of them. */
  kinds: readonly Kind[];
  /** Empty for anywhere. */
  zone: string;
  /** It must stand still; else it is enough to be there. */
  stays: boolean;
  seconds: number;
}

export interface ObjectSettings {
  on: boolean;
  kinds: readonly Counted[];
  zones: readonly ZoneKinds[];
  rules: readonly Rule[];
}

export interface Objects {
  settings: ObjectSettings;
  from: "standard" | "file" | "page";
  state: "off" | "ready" | "loaded" | "missing" | "failed";
  /** For people: why it is so; empty when all is well. */
  reason: string;
  model: { name: string; kinds: readonly Kind[] };
  /** Looks a second, what one takes, and how many there may be of all cameras. */
  cost: { perSecond: number; milliseconds: number; allowed: number };
}

export function getObjects(camera: string): Promise<Answer<Objects>> {
  return get(pathOf(camera), toObjects);
}

export function setObjects(camera: string, settings: ObjectSettings): Promise<Answer<Objects>> {
  return change("PUT", pathOf(camera), { ...settings }, toObjects);
}

/** Back to what the settings file says. */
export function resetObjects(camera: string): Promise<Answer<undefined>> {
  return change("DELETE", pathOf(camera), undefined, nothing);
}

function pathOf(camera: string): string {
  return `api/v1/cameras/${encodeURIComponent(camera)}/objects`;
}

function toObjects(value: unknown): Objects {
  const { settings, from, state, reason, model, cost } = fieldsOf(value);
  const { perSecond, milliseconds, allowed } = fieldsOf(cost);
  const { name, kinds } = fieldsOf(model);
  return {
    settings: toSettings(settings),
    from: oneOf(from, ["standard", "file", "page"], "standard"),
    state: oneOf(state, ["off", "ready", "loaded", "missing", "failed"], "off"),
    reason: textOr(reason, ""),
    model: { name: textOr(name, ""), kinds: kindsOf(kinds) },
    cost: {
      perSecond: numberOr(perSecond, 0),
      milliseconds: numberOr(milliseconds, 0),
      allowed: numberOr(allowed, 0),
    },
  };
}

function toSettings(value: unknown): ObjectSettings {
  const { on, kinds, zones, rules } = fieldsOf(value);
  return {
    on: on === true,
    kinds: listOf(kinds, fieldsOf).flatMap(({ kind, score }) =>
      isKind(kind) ? [{ kind, score: numberOr(score, 0) }] : [],
    ),
    zones: listOf(zones, fieldsOf).map((one) => ({
      zone: textOr(one["zone"], ""),
      kinds: kindsOf(one["kinds"]),
    })),
    rules: listOf(rules, fieldsOf).map(({ name, kinds: of, zone, stays, seconds }) => ({
      name: textOr(name, ""),
      kinds: kindsOf(of),
      zone: textOr(zone, ""),
      stays: stays === true,
      seconds: numberOr(seconds, 0),
    })),
  };
}
