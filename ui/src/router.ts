/** Where in the page one is: `location.hash` and what it stands for. */
import { SORTS, type Sort } from "./api/kinds.ts";

export type Route =
  | { to: "cameras" }
  | { to: "camera"; name: string }
  | { to: "motion"; name: string }
  /** What a camera recorded, at a moment in microseconds since 1970; 0: now. Of events only those sorts; none: all. */
  | { to: "past"; name: string; at: number; sorts?: readonly Sort[] }
  /** Empty: of every camera, of every day, of all sorts. A day is 2026-11-25. */
  | { to: "events"; camera: string; day: string; sorts?: readonly Sort[] }
  | { to: "event"; id: string }
  | { to: "alerts" }
  | { to: "alert"; id: number }
  | { to: "alert-rules" }
  | { to: "alert-ways" }
  | { to: "health" }
  | { to: "account" }
  | { to: "users" }
  | { to: "activity" }
  | { to: "storage" }
  | { to: "setup"; code: string };

export const EVENTS: Route = { to: "events", camera: "", day: "" };

/** What an address may begin with that is not a camera. */
const WORDS: readonly string[] = ["events", "health", "alerts", "cameras", "setup", "settings"];
/** Those that are a place alone. */
const PLACES = WORDS.slice(0, 3);

/**
 * What is not understood is every camera. A camera is one part, all else more but events, alerts and the health: a camera of that name has
 * the long address that every camera has, too.
 */
export function routeOf(hash: string): Route {
  const [path = "", query = ""] = hash.replace(/^#?\/?/, "").split("?");
  const parts = path.split("/");
  const [first = "", second = "", third = ""] = parts.map(decoded);
  if (parts.length === 1) {
    return first === ""
      ? { to: "cameras" }
      : first === "events"
        ? eventsOf(query)
        : first === "health" || first === "alerts"
          ? { to: first }
          : { to: "camera", name: first };
  }
  if (first === "cameras" && second !== "") {
    if (parts.length === 2) {
      return { to: "camera", name: second };
    }
    if (parts.length === 3 && third === "motion") {
      return { to: "motion", name: second };
    }
    if (third === "past") {
      return pastOf(second, parts.slice(3), query);
    }
  }
  if (second === "past" && !WORDS.includes(first)) {
    return pastOf(first, parts.slice(2), query);
  }
  if (parts.length === 2 && first === "events") {
    return second === "" ? EVENTS : { to: "event", id: second };
  }
  if (parts.length === 2 && first === "alerts") {
    return alertsOf(second);
  }
  if (parts.length === 2 && first === "setup") {
    return { to: "setup", code: second };
  }
  if (parts.length === 2 && first === "settings") {
    switch (second) {
      case "account":
      case "users":
      case "activity":
      case "storage":
        return { to: second };
    }
  }
  return { to: "cameras" };
}

export function hashOf(route: Route): string {
  switch (route.to) {
    case "cameras":
      return "#/";
    case "camera":
      return `#/${PLACES.includes(route.name) ? "cameras/" : ""}${encodeURIComponent(route.name)}`;
    case "past": {
      const place = `${WORDS.includes(route.name) ? "cameras/" : ""}${encodeURIComponent(route.name)}/past`;
      return `#/${place}${route.at === 0 ? "" : `/${route.at}`}${queryOf({ kind: kindOf(route.sorts) })}`;
    }
    case "motion":
      return `#/cameras/${encodeURIComponent(route.name)}/motion`;
    case "events":
      return `#/events${queryOf({ camera: route.camera, day: route.day, kind: kindOf(route.sorts) })}`;
    case "health":
    case "alerts":
      return `#/${route.to}`;
    case "alert":
      return `#/alerts/${route.id}`;
    case "alert-rules":
      return "#/alerts/rules";
    case "alert-ways":
      return "#/alerts/ways";
    case "event":
      return `#/events/${encodeURIComponent(route.id)}`;
    case "account":
    case "users":
    case "activity":
    case "storage":
      return `#/settings/${route.to}`;
    case "setup":
      return `#/setup/${encodeURIComponent(route.code)}`;
  }
}

function pastOf(name: string, [at = "0", ...more]: readonly string[], query: string): Route {
  return /^\d{1,16}$/.test(at) && more.length === 0
    ? { to: "past", name, at: Number(at), ...sortsOf(new URLSearchParams(query)) }
    : { to: "camera", name };
}

function alertsOf(which: string): Route {
  return which === "rules" || which === "ways"
    ? { to: `alert-${which}` }
    : /^\d{1,15}$/.test(which)
      ? { to: "alert", id: Number(which) }
      : { to: "alerts" };
}

function eventsOf(query: string): Route {
  const asked = new URLSearchParams(query);
  const [camera, day] = [asked.get("camera") ?? "", asked.get("day") ?? ""];
  return { to: "events", camera, day, ...sortsOf(asked) };
}

/** What is no sort is passed over: a filter that keeps too much is better than an empty page. */
function sortsOf(asked: URLSearchParams): { sorts?: readonly Sort[] } {
  const named = (asked.get("kind") ?? "").split(",");
  const sorts = SORTS.filter((sort) => named.includes(sort));
  return sorts.length === 0 ? {} : { sorts };
}

function kindOf(sorts: readonly Sort[] = []): string {
  return sorts.join(",");
}

/** What is empty is left out; commas stay readable. */
function queryOf(all: Readonly<Record<string, string>>): string {
  const query = new URLSearchParams(Object.entries(all).filter(([, value]) => value !== ""));
  return query.size === 0 ? "" : `?${query.toString().replaceAll("%2C", ",")}`;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part; // as somebody typed it
  }
}
