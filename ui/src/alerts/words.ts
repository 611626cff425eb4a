/** What the page says about the house and about alerts, where it says it at once. */
import type { By, House, Mode } from "../api/alerts.ts";
import { clockText, timeText, whenText } from "../parts/times.ts";

/** How the page and the box hear of one another. */
export type LinkState =
  | { kind: "loading" }
  | { kind: "open" }
  | { kind: "restarting" }
  /** Milliseconds since 1970 when anything last came; 0: nothing ever did. */
  | { kind: "gone"; since: number };

export const MODE_WORDS: Readonly<Record<Mode, string>> = {
  off: "Off",
  home: "Home",
  night: "Night",
  away: "Away",
};

/** "since today 22:03, by anna". */
export function sinceText({ since, by }: House, now: Date): string {
  const who = by === "" ? "" : `by ${by}`;
  const when = since === 0 ? "" : `since ${whenText(since, now)}`.replace("since just now", "just now");
  return [when, who].filter((text) => text !== "").join(", ");
}

/** Nothing while nobody wants quiet. */
export function quietText({ snoozedUntil }: House, now: Date): string {
  const until = new Date(snoozedUntil / 1000);
  if (until.getTime() <= now.getTime()) {
    return "";
  }
  const isToday = until.toDateString() === now.toDateString();
  return `Quiet until ${isToday ? "" : "tomorrow "}${timeText(snoozedUntil)}`;
}

/** What a page says that hears nothing of the box any more, and what that means; nothing while all is well. */
export function linkWords(state: LinkState): { title: string; detail: string } | undefined {
  switch (state.kind) {
    case "loading":
    case "open":
      return undefined;
    case "restarting":
      return {
        title: "Nightjar restarts.",
        detail: "It takes a moment; what happens meanwhile is told when it is back.",
      };
    case "gone":
      return state.since === 0
        ? {
            title: "Alerts do not reach this page.",
            detail:
              "The connection they come by does not come about. A proxy that does not pass WebSockets on can be why, or too many open pages.",
          }
        : {
            title: `Nightjar has not answered since ${clockText(state.since * 1000)}.`,
            detail: "Until it is back no alert reaches you here. Has it power, and are you in its network?",
          };
  }
}

export function unseenText(unseen: number): string {
  return unseen === 0 ? "Alerts" : `Alerts, ${unseen} not seen`;
}

/** "Anna takes care of it": names begin small where they are logged in by, not in a sentence. */
export function careText({ by }: By, me: string): string {
  return by === ""
    ? "Somebody takes care of it"
    : by === me
      ? "You take care of it"
      : `${named(by)} takes care of it`;
}

export function named(user: string): string {
  return user.charAt(0).toUpperCase() + user.slice(1);
}
