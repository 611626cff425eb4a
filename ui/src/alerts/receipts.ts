/** Whether an alert reached somebody: what is known of each way, in words. */
import type { Alert, Delivery } from "../api/alerts.ts";
import type { Way } from "../api/alert-rules.ts";
import { clockText, timeText, whenText } from "../parts/times.ts";
import { careText, named } from "./words.ts";

/** "phone: accepted by ntfy.lan 12:03:21", and the like. */
export function receiptText({ channel, state, attempts, at, next, by, error }: Delivery): string {
  const why = error === "" ? "" : `, ${error}`;
  switch (state) {
    case "accepted":
      return `${channel}: accepted${by === "" ? "" : ` by ${by}`} ${clockText(at)}`;
    case "delivered":
      return `${channel}: received${by === "" ? "" : ` by ${named(by)}`} ${clockText(at)}`;
    case "dead":
      return `${channel}: given up ${timeText(at)} after ${triesText(attempts)}${why}`;
    case "put-off":
      return `${channel}: put off, as it was to be quiet`;
    case "waiting":
      return attempts === 0
        ? `${channel}: waiting to be sent${why}`
        : `${channel}: waiting, ${ordinal(attempts + 1)} try${next === 0 ? "" : ` at ${timeText(next)}`}${why}`;
  }
}

export function isDead({ state }: Delivery): boolean {
  return state === "dead";
}

/** Of all ways in one line. */
export function receiptsText(deliveries: readonly Delivery[]): string {
  const reached = deliveries.filter(({ state }) => state === "accepted" || state === "delivered").length;
  return deliveries.length === 0
    ? "Kept in this list alone"
    : reached === deliveries.length
      ? `Told on ${deliveries.length === 1 ? "its one way" : `all ${reached} ways`}`
      : `Told on ${reached} of ${deliveries.length} ways`;
}

/** Whether a test has come to an end, and how. */
export function settled({ deliveries }: Alert, channel: string): Delivery | undefined {
  return deliveries.find(
    (one) =>
      one.channel === channel &&
      (one.state === "accepted" || one.state === "delivered" || one.state === "dead"),
  );
}

/** "Anna takes care of it, since 12:05"; nothing while nobody does. */
export function caredText({ acknowledged }: Alert, me: string): string {
  return acknowledged === undefined
    ? ""
    : `${careText(acknowledged, me)}, since ${timeText(acknowledged.at)}`;
}

/** "Seen by Anna and Bob"; nobody is named where there are no accounts. */
export function seenText({ seen }: Alert, me: string): string {
  const names = seen.map(({ by }) => (by === "" ? "somebody" : by === me ? "you" : named(by)));
  return names.length === 0 ? "Not seen by anybody yet" : `Seen by ${listText([...new Set(names)])}`;
}

export function listText(names: readonly string[], word = "and"): string {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} ${word} ${names.at(-1) ?? ""}`;
}

/** How a way does, and whether something is to be mended. */
export function wayText(
  { state, problem, waiting, dead, accepted }: Way,
  now: Date,
): { lines: string[]; isBad: boolean } {
  const word = state === "ready" ? "Ready" : state === "waiting" ? "Waiting" : "Fails";
  return {
    isBad: state === "failing",
    lines: [
      problem === "" ? word : `${word}: ${problem}`,
      accepted === 0 ? "Nothing was accepted there yet" : `Last accepted ${whenText(accepted, now)}`,
      ...(waiting === 0 ? [] : [`${waiting} waiting`]),
      ...(dead === 0 ? [] : [`${dead} given up`]),
    ],
  };
}

/** Minutes until it is next seven in the morning, and in words: what "until tomorrow" means to who goes to bed. */
export function untilSeven(now: Date): { minutes: number; text: string } {
  const seven = new Date(now.getFullYear(), now.getMonth(), now.getDate(), 7);
  const isToday = seven.getTime() > now.getTime();
  if (!isToday) {
    seven.setDate(seven.getDate() + 1);
  }
  const minutes = Math.min(1440, Math.ceil((seven.getTime() - now.getTime()) / 60_000));
  return { minutes, text: `Until ${isToday ? "" : "tomorrow "}7:00` };
}

function triesText(attempts: number): string {
  return attempts === 1 ? "1 try" : `${attempts} tries`;
}

function ordinal(n: number): string {
  const last = n % 100 > 10 && n % 100 < 14 ? 0 : n % 10;
  return `${n}${["th", "st", "nd", "rd"][last] ?? "th"}`;
}
