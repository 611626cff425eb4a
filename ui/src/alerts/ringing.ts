/** Which alerts are before a person's eyes, and which of them ring: state in, what happened in, state out. */
import type { Alert, Preferences } from "../api/alerts.ts";

/** Cards at a time; older ones are in the list. */
export const MOST = 3;
const MOST_PRESSING = 6;
/** Milliseconds that a card stays that nobody needs to answer, and one that somebody has answered. */
export const STAYS = 25_000;
const STAYS_ANSWERED = 7000;
/** So long an urgent one rings. */
export const RINGS = 120_000;
/** Microseconds: what is older when it comes is shown, and does not ring. */
const FRESH = 600e6;

export interface Shown {
  alert: Alert;
  /** It came when the page was back, not when it happened. */
  late: boolean;
  /** Until then it rings, in milliseconds since 1970; 0: no more, or never. */
  ringsUntil: number;
  /** Until then it is shown; 0: until somebody answers. */
  until: number;
  /** It takes the whole screen. */
  large: boolean;
}

/** Newest first. */
export type Ringing = readonly Shown[];

/** Whether somebody wants to be told of it on this page. */
export function isWanted({ kind, camera, urgent }: Alert, { only, cameras }: Preferences): boolean {
  return (
    kind === "test" ||
    ((only === "all" || (only === "urgent" && urgent)) &&
      (camera === "" || cameras.length === 0 || cameras.includes(camera)))
  );
}

export function withCome(list: Ringing, alert: Alert, late: boolean, me: Preferences, now: number): Ringing {
  const isKnown = list.some((one) => one.alert.id === alert.id);
  if (isKnown) {
    return withChanged(list, alert, now);
  }
  if (!isWanted(alert, me) || alert.acknowledged !== undefined || (alert.snoozed && !alert.urgent)) {
    return list;
  }
  const isFresh = !late || now * 1000 - alert.at < FRESH;
  const shown: Shown = {
    alert,
    late,
    ringsUntil: isFresh ? now + (alert.urgent ? RINGS : 1) : 0,
    until: alert.urgent || late ? 0 : now + STAYS,
    large: alert.urgent && me.large && isFresh,
  };
  return fitting([shown, ...list].sort((a, b) => b.alert.id - a.alert.id));
}

/** What nobody has answered and is urgent is not pushed out by what has come since. */
function fitting(list: Ringing): Ringing {
  const pressing = list.filter(isPressing).slice(0, MOST_PRESSING);
  const others = list.filter((one) => !isPressing(one)).slice(0, Math.max(1, MOST - pressing.length));
  return list.filter((one) => pressing.includes(one) || others.includes(one));
}

function isPressing({ alert }: Shown): boolean {
  return alert.urgent && alert.acknowledged === undefined;
}

/** Somebody takes care of it: it is silent, says so, and goes. */
export function withChanged(list: Ringing, alert: Alert, now: number): Ringing {
  return list.map((one) => {
    if (one.alert.id !== alert.id) {
      return one;
    }
    const isAnswered = alert.acknowledged !== undefined && one.alert.acknowledged === undefined;
    return isAnswered
      ? { ...one, alert, ringsUntil: 0, large: false, until: now + STAYS_ANSWERED }
      : { ...one, alert };
  });
}

export function without(list: Ringing, id: number): Ringing {
  return list.filter(({ alert }) => alert.id !== id);
}

/** It was seen large, and is answered later. */
export function withSmall(list: Ringing, id: number): Ringing {
  return list.map((one) => (one.alert.id === id ? { ...one, large: false, ringsUntil: 0 } : one));
}

/** What is over by now is gone. */
export function atTime(list: Ringing, now: number): Ringing {
  const left = list.filter(({ until }) => until === 0 || until > now);
  return left.length === list.length ? list : left;
}

/** The one that goes on ringing. */
export function ringing(list: Ringing, now: number): Shown | undefined {
  return list.find(({ alert, ringsUntil }) => alert.urgent && ringsUntil > now);
}
