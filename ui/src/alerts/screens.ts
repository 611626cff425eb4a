import type { Screen } from "../parts/screen.ts";
import type { Route } from "../router.ts";
import type { Alerts } from "./alerts.ts";
import { CentreScreen } from "./centre.ts";
import { DetailScreen } from "./detail.ts";
import { RulesScreen } from "./rules-screen.ts";
import { waysScreen } from "./ways.ts";

/** The screens of alerts: loaded when somebody goes to one of them. */
export function alertScreen(main: HTMLElement, route: Route, alerts: Alerts, recheck: () => void): Screen {
  return route.to === "alert"
    ? new DetailScreen(main, route.id, alerts)
    : route.to === "alert-rules"
      ? new RulesScreen(main, alerts.here.mayOperate, recheck)
      : route.to === "alert-ways"
        ? waysScreen(main, alerts)
        : new CentreScreen(main, alerts);
}
