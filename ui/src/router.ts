/** Where in the page one is: `location.hash` and what it stands for. */

export type Route =
  | { to: "cameras" }
  | { to: "camera"; name: string }
  | { to: "motion"; name: string }
  /** Empty: of every camera, of every day. A day is 2026-11-25. */
  | { to: "events"; camera: string; day: string }
  | { to: "event"; id: string }
  | { to: "account" }
  | { to: "users" }
  | { to: "activity" }
  | { to: "setup"; code: string };

export const EVENTS: Route = { to: "events", camera: "", day: "" };

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
    case "motion":
      return `#/cameras/${encodeURIComponent(route.name)}/motion`;
    case "events":
      return `#/events${queryOf(route)}`;
    case "event":
      return `#/events/${encodeURIComponent(route.id)}`;
    case "account":
    case "users":
    case "activity":
      return `#/settings/${route.to}`;
    case "setup":
      return `#/setup/${encodeURIComponent(route.code)}`;
  }
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
