/** What people are told, and how the house is. Times are microseconds since 1970, 0 is never. */
import { fieldsOf, listOf, numberOr, oneOf, textOr, textsOf } from "./fields.ts";
import { type Answer, change, get, nothing } from "./request.ts";

export const MODES = ["off", "home", "night", "away"] as const;
export type Mode = (typeof MODES)[number];

export interface House {
  mode: Mode;
  since: number;
  /** Who set it; empty where nobody has an account. */
  by: string;
  /** Until then nothing but what is urgent is sent. */
  snoozedUntil: number;
  /** Alerts that whoever asks has not seen. */
  unseen: number;
}

export interface By {
  by: string;
  at: number;
}

export const DELIVERY_STATES = ["waiting", "accepted", "delivered", "dead", "put-off"] as const;

/** How one alert fared on one way. */
export interface Delivery {
  channel: string;
  kind: string;
  state: (typeof DELIVERY_STATES)[number];
  attempts: number;
  /** Of that state. */
  at: number;
  next: number;
  /** Who answers for it now, or who has seen it. */
  by: string;
  error: string;
}

export interface Alert {
  id: number;
  at: number;
  rule: string;
  kind: string;
  /** Empty where it is about none. */
  camera: string;
  title: string;
  /** One sentence for people. */
  text: string;
  event: string;
  urgent: boolean;
  picture: boolean;
  clip: boolean;
  snoozed: boolean;
  seen: By[];
  /** Who takes care of it. */
  acknowledged: By | undefined;
  deliveries: Delivery[];
}

/** How somebody wants to be told on this page. */
export interface Preferences {
  sound: boolean;
  vibrate: boolean;
  /** The whole screen for what is urgent. */
  large: boolean;
  /** None: of all. */
  cameras: readonly string[];
  only: "all" | "urgent" | "none";
}

/** What the server says by itself. */
export type Live =
  | { type: "hello"; house: House; me: Preferences }
  | { type: "house"; house: House }
  | { type: "alert"; alert: Alert; late: boolean }
  | { type: "change"; alert: Alert }
  | { type: "bye"; why: string; reconnect: boolean; after: number }
  | { type: "other" };

export function getHouse(): Promise<Answer<House>> {
  return get("api/v1/house", toHouse);
}

export function setMode(mode: Mode): Promise<Answer<House>> {
  return change("PUT", "api/v1/house/mode", { mode }, toHouse);
}

/** 0 minutes end it. */
export function snooze(minutes: number): Promise<Answer<House>> {
  return change("PUT", "api/v1/house/snooze", { minutes }, toHouse);
}

/** Newest first; `before` is the alert that the answer goes on after, 0 for none. */
export function getAlerts(
  limit: number,
  before: number,
): Promise<Answer<{ alerts: Alert[]; more: boolean }>> {
  return get(`api/v1/alerts?limit=${limit}${before === 0 ? "" : `&before=${before}`}`, (value) => {
    const { alerts, more } = fieldsOf(value);
    return { alerts: listOf(alerts, toAlert), more: more === true };
  });
}

export function getAlert(id: number): Promise<Answer<Alert>> {
  return get(`api/v1/alerts/${id}`, toAlert);
}

/** All up to this one were seen by whoever says so. */
export function tellSeen(upTo: number): Promise<Answer<undefined>> {
  return change("POST", "api/v1/alerts/seen", { upTo }, nothing);
}

export function acknowledge(id: number): Promise<Answer<Alert>> {
  return change("POST", `api/v1/alerts/${id}/acknowledge`, {}, toAlert);
}

export function alertPictureUrl(id: number): string {
  return `api/v1/alerts/${id}/picture`;
}

export function alertClipUrl(id: number): string {
  return `api/v1/alerts/${id}/clip`;
}

export function alertsLiveUrl(): string {
  const url = new URL("api/v1/alerts/live", document.baseURI);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  url.search = url.hash = "";
  return url.href;
}

/** What is not understood is passed over: a server may have more to say than this page knows of. */
export function toLive(text: string): Live {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { type: "other" };
  }
  const { type, house, me, alert, late, why, reconnect, after } = fieldsOf(value);
  switch (type) {
    case "hello":
      return { type, house: toHouse(house), me: toPreferences(me) };
    case "house":
      return { type, house: toHouse(house) };
    case "alert":
    case "change": {
      const of = toAlert(alert);
      return of.id === 0
        ? { type: "other" }
        : type === "alert"
          ? { type, alert: of, late: late === true }
          : { type, alert: of };
    }
    case "bye":
      return { type, why: textOr(why, ""), reconnect: reconnect !== false, after: numberOr(after, 0) };
    default:
      return { type: "other" };
  }
}

export function toHouse(value: unknown): House {
  const { mode, since, by, snoozedUntil, unseen } = fieldsOf(value);
  return {
    mode: oneOf(mode, MODES, "home"),
    since: numberOr(since, 0),
    by: textOr(by, ""),
    snoozedUntil: numberOr(snoozedUntil, 0),
    unseen: numberOr(unseen, 0),
  };
}

export function toPreferences(value: unknown): Preferences {
  const { sound, vibrate, large, cameras, only } = fieldsOf(value);
  return {
    sound: sound !== false,
    vibrate: vibrate !== false,
    large: large !== false,
    cameras: textsOf(cameras),
    only: oneOf(only, ["all", "urgent", "none"], "all"),
  };
}

export function toAlert(value: unknown): Alert {
  const fields = fieldsOf(value);
  const { id, at, rule, kind, camera, title, text, event, acknowledged } = fields;
  return {
    id: numberOr(id, 0),
    at: numberOr(at, 0),
    rule: textOr(rule, ""),
    kind: textOr(kind, ""),
    camera: textOr(camera, ""),
    title: textOr(title, ""),
    text: textOr(text, ""),
    event: textOr(event, ""),
    urgent: fields["urgent"] === true,
    picture: fields["picture"] === true,
    clip: fields["clip"] === true,
    snoozed: fields["snoozed"] === true,
    seen: listOf(fields["seen"], toBy),
    acknowledged: acknowledged === undefined || acknowledged === null ? undefined : toBy(acknowledged),
    deliveries: listOf(fields["deliveries"], toDelivery),
  };
}

function toBy(value: unknown): By {
  const { by, at } = fieldsOf(value);
  return { by: textOr(by, ""), at: numberOr(at, 0) };
}

function toDelivery(value: unknown): Delivery {
  const { channel, kind, state, attempts, at, next, by, error } = fieldsOf(value);
  return {
    channel: textOr(channel, ""),
    kind: textOr(kind, ""),
    state: oneOf(state, DELIVERY_STATES, "waiting"),
    attempts: numberOr(attempts, 0),
    at: numberOr(at, 0),
    next: numberOr(next, 0),
    by: textOr(by, ""),
    error: textOr(error, ""),
  };
}
