import type { Screen } from "../parts/screen.ts";
import type { Route } from "../router.ts";
import { type Looking, PastScreen } from "./past-screen.ts";

/** What the page loads when somebody looks back for the first time. */
export function open(main: HTMLElement, route: Route, looking: Looking): Screen {
  return new PastScreen(main, route, looking);
}
