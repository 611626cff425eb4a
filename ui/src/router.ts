/** Where in the page one is: `location.hash` and what it stands for. */

export type Route =
  | { to: "cameras" }
  | { to: "camera"; name: string }
  | { to: "motion"; name: string }
  /** What a camera recorded, at a moment in microseconds since 1970; 0: now. */
  | { to: "past"; name: string; at: number }
  /** Empty: of every camera, of every day. A day is 2026-11-25. */
  | { to: "events"; camera: string; day: string }
  | { to: "event"; id: string }
  | { to: "account" }
  | { to: "users" }
  | { to: "activity" }
  | { to: "storage" }
  | { to: "setup"; code: string };

export const EVENTS: Route = { to: "events", camera: "", day: "" };

/** What an address may begin with that is not a camera. */
const WORDS: readonly string[] = ["events", "cameras", "setup", "settings"];

/**
 * What is not understood is every camera. A camera is one part, all else more but the events: a camera of that name has
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
      return pastOf(second, parts.slice(3));
    }
  }
  if (second === "past" && !WORDS.includes(first)) {
    return pastOf(first, parts.slice(2));
  }
  if (parts.length === 2 && first === "events") {
    return second === "" ? EVENTS : { to: "event", id: second };
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
      return `#/${route.name === "events" ? "cameras/" : ""}${encodeURIComponent(route.name)}`;
    case "past": {
      const place = `${WORDS.includes(route.name) ? "cameras/" : ""}${encodeURIComponent(route.name)}/past`;
      return `#/${place}${route.at === 0 ? "" : `/${route.at}`}`;
    }
    case "motion":
      return `#/cameras/${encodeURIComponent(route.name)}/motion`;
    case "events":
      return `#/events${queryOf(route)}`;
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

function pastOf(name: string, [at = "0", ...more]: readonly string[]): Route {
  return /^\d{1,16}$/.test(at) && more.length === 0
    ? { to: "past", name, at: Number(at) }
    : { to: "camera", name };
}

function eventsOf(query: string): Route {
  const asked = new URLSearchParams(query);
  return { to: "events", camera: asked.get("camera") ?? "", day: asked.get("day") ?? "" };
}

function queryOf({ camera, day }: Route & { to: "events" }): string {
  const query = new URLSearchParams({ ...(camera === "" ? {} : { camera }), ...(day === "" ? {} : { day }) });
  return query.size === 0 ? "" : `?${query.toString()}`;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part; // as somebody typed it
  }
}
