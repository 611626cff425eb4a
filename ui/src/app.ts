import { accountScreen, leave } from "./account/account.ts";
import { confirmIdentity } from "./access/confirm.ts";
import { LoginScreen } from "./access/login.ts";
import { SetupScreen } from "./access/setup.ts";
import { Alerts } from "./alerts/alerts.ts";
import { activityScreen } from "./admin/activity.ts";
import { storageScreen } from "./admin/storage.ts";
import { usersScreen } from "./admin/users.ts";
import type { Camera } from "./api/cameras.ts";
import { attend } from "./api/request.ts";
import { getServer, mayAs, type Server, type Who } from "./api/server.ts";
import { part, say, set } from "./dom.ts";
import { EventsScreen } from "./events/events-screen.ts";
import { healthScreen } from "./health/health-screen.ts";
import { CamerasScreen } from "./live/cameras-screen.ts";
import { Menu } from "./menu.ts";
import type { Proposal } from "./motion/motion-screen.ts";
import { closeDialogs, isDialogOpen } from "./parts/dialog.ts";
import { Door } from "./parts/door.ts";
import { showUnreachable } from "./parts/notice.ts";
import type { Screen } from "./parts/screen.ts";
import { style } from "./parts/sheet.ts";
import { EVENTS, hashOf, type Route, routeOf } from "./router.ts";

/** How often the server is asked how things are, in milliseconds. */
const ASK_EVERY = 10_000;
const ASK_EVERY_UNREACHABLE = 2000;

/** The page: which screen is on it, by what the server says about who is here and by where one went. */
export class App {
  readonly #main = part(document, "state", HTMLElement);
  readonly #alerts = new Alerts(() => void this.#refresh());
  readonly #menu = new Menu(
    () => void leave(() => this.#left()),
    () => this.#alerts.isThere,
  );
  #known: { cameras: Camera[] } = { cameras: [] };
  /** Who it is that knows those cameras. */
  #knownTo = "";
  #server: Server | undefined;
  #screen: Screen | undefined;
  /** What the screen was made for; another needs another screen. */
  #key = "";
  #setupCode = "";
  /** Settings that are to be tried, taken from an event. */
  #proposal: Proposal | undefined;
  /** Where the page is, and stays while something there is not saved. */
  #here = "";
  /** Whose session ended while the page was open, so that whoever comes back goes on there. */
  #expired = "";
  #confirming: Promise<boolean> | undefined;
  #turn = 0;
  #next = 0;

  async begin(): Promise<void> {
    attend({ shut: (access) => this.#shut(access), confirm: () => this.#confirm() });
    this.#takeSetupCode();
    this.#here = location.hash;
    globalThis.addEventListener("hashchange", () => this.#went());
    document.addEventListener("keydown", (e) => this.#press(e));
    for (const wake of ["online", "focus"]) {
      globalThis.addEventListener(wake, () => void this.#refresh());
    }
    document.addEventListener("visibilitychange", () => void this.#refresh());
    await this.#refresh();
  }

  async #refresh(): Promise<void> {
    clearTimeout(this.#next);
    if (document.hidden) {
      return;
    }
    const turn = ++this.#turn;
    const answer = await getServer();
    if (turn !== this.#turn) {
      return; // somebody asked again since, or logged in or out
    }
    // While it is confirmed who is here the cookie changes, and what was asked with the old one says nothing.
    if (answer.kind === "ok" && !(this.#confirming !== undefined && answer.value.access === "login")) {
      this.#take(answer.value);
    }
    const reached = answer.kind !== "unreachable";
    this.#writeReached(reached);
    try {
      await this.#screen?.refresh?.(reached);
    } finally {
      if (turn === this.#turn) {
        this.#next = setTimeout(() => void this.#refresh(), reached ? ASK_EVERY : ASK_EVERY_UNREACHABLE);
      }
    }
  }

  #take(server: Server): void {
    if (this.#server?.access === "granted" && server.access === "login") {
      this.#expired = this.#server.user?.name ?? "";
    }
    this.#server = server;
    this.#show();
  }

  /** The answer to a login is what the server would say if it were asked again. */
  #enter(server: Server): void {
    this.#expired = "";
    this.#take(server);
    void this.#refresh();
  }

  #shut(access: "login" | "setup"): void {
    if (this.#server !== undefined && this.#server.access !== access) {
      this.#turn++;
      this.#take({ ...this.#server, access, version: "", user: undefined });
      void this.#refresh();
    }
  }

  /** Somebody logged out on purpose: whoever comes next begins at the beginning. */
  #left(): void {
    if (this.#server !== undefined) {
      this.#turn++;
      this.#server = { ...this.#server, access: "login", version: "", user: undefined };
      this.#knownTo = "";
      this.#expired = "";
      history.replaceState(null, "", hashOf({ to: "cameras" }));
      this.#show();
      void this.#refresh();
    }
  }

  #confirm(): Promise<boolean> {
    this.#confirming ??= confirmIdentity(this.#server?.user?.name ?? "").finally(() => {
      this.#confirming = undefined;
      void this.#refresh();
    });
    return this.#confirming;
  }

  #went(): void {
    const [before, wanted] = [this.#key, location.hash];
    if (wanted !== this.#here && this.#screen?.stays?.(() => (location.hash = wanted)) === true) {
      history.replaceState(null, "", this.#here);
      return;
    }
    this.#here = wanted;
    this.#takeSetupCode();
    this.#show();
    if (this.#key !== before) {
      void this.#refresh();
    }
  }

  /** The code is as good as a password: it does not stay in the address, nor in the browser's history. */
  #takeSetupCode(): void {
    const route = routeOf(location.hash);
    if (route.to === "setup") {
      this.#setupCode = route.code;
      history.replaceState(null, "", hashOf({ to: "cameras" }));
    }
  }

  #show(): void {
    const server = this.#server;
    if (server === undefined) {
      return;
    }
    const route = routeOf(location.hash);
    const user = server.access === "granted" ? server.user : undefined;
    const place = placeOf(server, route);
    const key = JSON.stringify([place, subjectOf(place, route), server.access, server.user]);
    this.#writeFrame(server, user, route);
    if (key === this.#key) {
      this.#screen?.route?.(route);
      if (this.#screen instanceof SetupScreen && this.#setupCode !== "") {
        this.#screen.fill(this.#setupCode);
        this.#setupCode = "";
      }
      return;
    }
    this.#screen?.close();
    closeDialogs();
    this.#key = key;
    this.#main.replaceChildren();
    this.#main.dataset["state"] = place === "cameras" ? "loading" : place;
    this.#screen = this.#open(place, server, route);
  }

  #open(place: Place, server: Server, route: Route): Screen {
    const who = server.user ?? { name: "", role: "viewer", cameras: [] };
    const recheck = (): void => void this.#refresh();
    switch (place) {
      case "setup": {
        const code = this.#setupCode;
        this.#setupCode = "";
        document.title = "Welcome · Nightjar";
        return new SetupScreen(this.#main, code, (granted) => this.#enter(granted), recheck);
      }
      case "login":
        document.title = "Log in · Nightjar";
        return new LoginScreen(this.#main, { expired: this.#expired }, (granted) => this.#enter(granted));
      case "account":
        return accountScreen(this.#main, who, () => this.#left());
      case "users":
        return usersScreen(this.#main, who, recheck);
      case "activity":
        return activityScreen(this.#main);
      case "events":
        return new EventsScreen(this.#main, route, mayOperate(server));
      case "event":
        return this.#later(
          route,
          ({ EventScreen }) =>
            () =>
              new EventScreen(this.#main, subjectOf(place, route), {
                mayOperate: mayOperate(server),
                proposed: (proposal) => {
                  this.#proposal = proposal;
                  location.hash = hashOf({ to: "motion", name: proposal.camera });
                },
              }),
        );
      case "past":
        return this.#later(
          route,
          ({ PastScreen }) =>
            (now) =>
              new PastScreen(this.#main, now, {
                camera: subjectOf(place, route),
                mayOperate: mayOperate(server),
              }),
        );
      case "alerts":
      case "alert":
      case "alert-rules":
      case "alert-ways":
        return new Door(this.#main, route, async () => {
          const [{ alertScreen }] = await Promise.all([import("./alerts/screens.ts"), style()]);
          return (now) => alertScreen(this.#main, now, this.#alerts, recheck);
        });
      case "storage":
        return storageScreen(this.#main);
      case "health":
        return healthScreen(this.#main);
      case "motion": {
        const camera = subjectOf(place, route);
        const proposal = this.#proposal?.camera === camera ? this.#proposal : undefined;
        this.#proposal = undefined;
        return this.#later(
          route,
          ({ MotionScreen }) =>
            () =>
              new MotionScreen(this.#main, camera, proposal, recheck),
        );
      }
      case "cameras":
        if (this.#knownTo !== JSON.stringify(who)) {
          this.#known = { cameras: [] };
          this.#knownTo = JSON.stringify(who);
        }
        return new CamerasScreen(this.#main, route, {
          maySwitch: mayAs(server.user?.role, "operator"),
          mayTune: mayOperate(server),
          isLimited: server.access === "granted" && who.role !== "administrator" && who.cameras !== null,
          known: this.#known,
          recheck,
        });
    }
  }

  #later(route: Route, open: (screens: Later) => (now: Route) => Screen): Screen {
    return new Door(this.#main, route, async () => {
      const [screens] = await Promise.all([import("./later.ts"), style()]);
      return open(screens);
    });
  }

  #writeFrame(server: Server, user: Who | undefined, route: Route): void {
    part(document, "demo", HTMLElement).hidden = server.mode !== "demo";
    const version = server.version === "" ? "" : `${server.name} ${server.version}`;
    say(part(document, "version", HTMLElement), version);
    this.#menu.show(user, route);
    const place = placeOf(server, route);
    const back = backOf(place, route);
    const home = part(document, "home", HTMLAnchorElement);
    home.hidden = back === undefined;
    if (back !== undefined) {
      say(home, back.text);
      home.href = hashOf(back.route);
    }
    this.#alerts.attend(
      isIn(server) ? { name: user?.name ?? "", mayOperate: mayOperate(server) } : undefined,
    );
    this.#alerts.at(place === "cameras" && route.to !== "camera", place === "alerts");
    const events = part(document, "events", HTMLElement);
    events.hidden = !isIn(server) || place === "event"; // the way back leads there
    set(events, { "aria-current": place === "events" ? "page" : false });
  }

  /** Cameras say by themselves that they are away; everything else is told here. */
  #writeReached(reached: boolean): void {
    if (this.#screen === undefined && !reached) {
      showUnreachable(this.#main);
    }
    const isToSay = !reached && this.#screen !== undefined && !(this.#screen instanceof CamerasScreen);
    part(document, "offline", HTMLElement).hidden = !isToSay;
  }

  #press(e: KeyboardEvent): void {
    if (!e.ctrlKey && !e.metaKey && !e.altKey && !e.repeat && !isDialogOpen()) {
      this.#screen?.key?.(e);
    }
  }
}

type Later = typeof import("./later.ts");

type Place =
  | "setup"
  | "login"
  | "cameras"
  | "account"
  | "users"
  | "activity"
  | "storage"
  | "health"
  | "events"
  | "event"
  | "alerts"
  | "alert"
  | "alert-rules"
  | "alert-ways"
  | "motion"
  | "past";

/** Which screen it is to be. Where one may not go, there are the cameras. */
function placeOf(server: Server, route: Route): Place {
  if (server.access === "setup" || server.access === "login") {
    return server.access;
  }
  switch (route.to) {
    case "events":
    case "event":
    case "past":
    case "health":
    case "alerts":
    case "alert":
    case "alert-rules":
    case "alert-ways":
      return route.to;
    case "storage":
      return mayAdminister(server) ? "storage" : "cameras";
    case "motion":
      return mayOperate(server) ? "motion" : "cameras";
    case "account":
      return server.access === "granted" ? "account" : "cameras";
    case "users":
    case "activity":
      return server.access === "granted" && server.user?.role === "administrator" ? route.to : "cameras";
    case "cameras":
    case "camera":
    case "setup":
      return "cameras";
  }
}

/** Which of its kind a screen is about: another needs a screen of its own. */
function subjectOf(place: Place, route: Route): string {
  return (place === "event" && route.to === "event") || (place === "alert" && route.to === "alert")
    ? String(route.id)
    : (place === "motion" && route.to === "motion") || (place === "past" && route.to === "past")
      ? route.name
      : "";
}

/** Where one came from, in all likelihood. */
function backOf(place: Place, route: Route): { text: string; route: Route } | undefined {
  switch (place) {
    case "account":
    case "users":
    case "activity":
    case "storage":
    case "health":
    case "events":
    case "alerts":
      return { text: "Cameras", route: { to: "cameras" } };
    case "event":
      return { text: "Events", route: EVENTS };
    case "alert":
    case "alert-rules":
    case "alert-ways":
      return { text: "Alerts", route: { to: "alerts" } };
    case "past":
    case "motion":
      return { text: subjectOf(place, route), route: { to: "camera", name: subjectOf(place, route) } };
    case "setup":
    case "login":
    case "cameras":
      return undefined;
  }
}

function isIn({ access, user }: Server): boolean {
  return access === "open" || (access === "granted" && user !== undefined);
}

/** Where nobody has an account, everybody may do what concerns cameras. */
function mayOperate({ access, user }: Server): boolean {
  return access === "open" || (access === "granted" && mayAs(user?.role, "operator"));
}

function mayAdminister({ access, user }: Server): boolean {
  return access === "open" || (access === "granted" && user?.role === "administrator");
}
