/** Where in the page one is: `location.hash` and what it stands for. */

export type Route =
  | { to: "cameras" }
  | { to: "camera"; name: string }
  | { to: "account" }
  | { to: "users" }
  | { to: "activity" }
  | { to: "setup"; code: string };

/** What is not understood is every camera. A camera is one part, all else two: no name of a camera can be mistaken. */
export function routeOf(hash: string): Route {
  const parts = hash.replace(/^#?\/?/, "").split("/");
  const [first = "", second = ""] = parts.map(decoded);
  if (parts.length === 1) {
    return first === "" ? { to: "cameras" } : { to: "camera", name: first };
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
      return `#/${encodeURIComponent(route.name)}`;
    case "account":
    case "users":
    case "activity":
      return `#/settings/${route.to}`;
    case "setup":
      return `#/setup/${encodeURIComponent(route.code)}`;
  }
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part; // as somebody typed it
  }
}
