import type { Health } from "./protocol.ts";

/** The connection to the server; `why` the one before it ended, if there was one. Times in milliseconds since 1970 by our clock. */
export type LinkState =
  | { kind: "connecting"; why: string }
  | { kind: "open" }
  | { kind: "waiting"; until: number; why: string }
  | { kind: "asleep" }
  | { kind: "over"; why: string };

/** Everything that decides what a person is told about a camera. */
export interface Facts {
  link: LinkState;
  /** Whether a connection has ever opened. */
  opened: boolean;
  health: (Health & { told: number }) | undefined;
  /** Whether a picture has been shown since the connection opened. */
  shown: boolean;
  paused: boolean;
  stalled: boolean;
  /** The browser wants a tap before it plays. */
  blocked: boolean;
}

export type Status =
  | { state: "connecting" }
  | { state: "joining" }
  | { state: "playing" }
  | { state: "starting"; reason: string }
  | { state: "failed"; reason: string; retryAt: number | undefined }
  | { state: "off"; reason: string }
  | { state: "stalled"; where: "camera" | "way" }
  | { state: "reconnecting"; why: string; retryAt: number | undefined }
  | { state: "paused" }
  | { state: "blocked" }
  | { state: "over"; why: string };

export function statusOf(facts: Facts): Status {
  const { link, health } = facts;
  switch (link.kind) {
    case "over":
      return { state: "over", why: link.why };
    case "asleep":
      return { state: "paused" };
    case "waiting":
      return { state: "reconnecting", why: link.why, retryAt: link.until };
    case "connecting":
      return facts.opened || link.why !== ""
        ? { state: "reconnecting", why: link.why, retryAt: undefined }
        : { state: "connecting" };
    case "open":
      break;
  }
  if (health?.state === "off") {
    return { state: "off", reason: health.reason };
  }
  if (health?.state === "failed") {
    const retryAt = health.retryIn > 0 ? health.told + health.retryIn : undefined;
    return { state: "failed", reason: health.reason, retryAt };
  }
  if (health?.state === "starting") {
    return { state: "starting", reason: health.reason };
  }
  if (facts.paused) {
    return { state: "paused" };
  }
  if (facts.blocked) {
    return { state: "blocked" };
  }
  if (health?.state === "stalled") {
    return { state: "stalled", where: "camera" };
  }
  if (facts.stalled) {
    return { state: "stalled", where: "way" };
  }
  return { state: facts.shown ? "playing" : "joining" };
}

/** What stands over the picture; nothing over one that plays. */
export interface Words {
  title: string;
  detail: string;
  /** What a button under the words offers, if anything. */
  offer: "" | "Try now" | "Try again" | "Play";
}

export function wordsFor(status: Status, now: number): Words | undefined {
  switch (status.state) {
    case "playing":
      return undefined;
    case "connecting":
      return { title: "Connecting", detail: "", offer: "" };
    case "joining":
      return { title: "Waiting for a picture", detail: "", offer: "" };
    case "starting":
      return { title: "The camera is starting", detail: status.reason, offer: "" };
    case "failed":
      return {
        title: "The camera has failed",
        detail: sentences(status.reason, countdown("It is tried again", status.retryAt, now)),
        offer: "",
      };
    case "off":
      return { title: "Switched off", detail: sentences(status.reason), offer: "" };
    case "stalled":
      return status.where === "camera"
        ? { title: "The camera has stalled", detail: "It gives no picture. This is its last one.", offer: "" }
        : { title: "No new picture", detail: "This is the last one. Waiting for more.", offer: "" };
    case "reconnecting":
      return {
        title: "Reconnecting",
        detail: sentences(status.why, countdown("Trying again", status.retryAt, now)),
        offer: "Try now",
      };
    case "paused":
      return { title: "Paused", detail: "Goes on when you look.", offer: "" };
    case "blocked":
      return { title: "Ready", detail: "This browser plays only after a tap.", offer: "Play" };
    case "over":
      return { title: "Not connected", detail: sentences(status.why), offer: "Try again" };
  }
}

function countdown(what: string, at: number | undefined, now: number): string {
  if (at === undefined) {
    return "";
  }
  const seconds = Math.ceil((at - now) / 1000);
  return seconds > 1 ? `${what} in ${seconds} s` : `${what} now`;
}

/** Joins what is not empty, each with a full stop, and with a capital unless it begins with an address or a program's name. */
function sentences(...parts: string[]): string {
  return parts
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .map(
      (part) =>
        part.replace(/^[a-z]+(?=[ ,.]|$)/, (word) => word.charAt(0).toUpperCase() + word.slice(1)) +
        (/[.!?]$/.test(part) ? "" : "."),
    )
    .join(" ");
}
