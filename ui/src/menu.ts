import type { Who } from "./api/server.ts";
import { make, part, say, set } from "./dom.ts";
import { EVENTS, hashOf, type Route } from "./router.ts";

/** Who is logged in, and where they may go: a button in the header and a menu, at the thumb on a phone. */
export class Menu {
  readonly #button = part(document, "menu", HTMLButtonElement);
  readonly #logOut: () => void;
  #user: Who | undefined;
  #route: Route = { to: "cameras" };
  readonly #hasAlerts: () => boolean;

  constructor(logOut: () => void, hasAlerts: () => boolean) {
    this.#hasAlerts = hasAlerts;
    this.#logOut = logOut;
    this.#button.addEventListener("click", () => this.#open());
  }

  /** Nobody: there is no menu. */
  show(user: Who | undefined, route: Route): void {
    this.#user = user;
    this.#route = route;
    this.#button.hidden = user === undefined;
    say(part(this.#button, "user", HTMLElement), user?.name ?? "");
    set(this.#button, { "aria-label": user === undefined ? false : `Menu of ${user.name}` });
  }

  #open(): void {
    const dialog = make("dialog", { class: "menu", "aria-label": "Menu" });
    const places: [string, Route][] = [
      ["Cameras", { to: "cameras" }],
      ["Events", EVENTS],
      ...(this.#hasAlerts() ? ([["Alerts", { to: "alerts" }]] as [string, Route][]) : []),
      ["Health", { to: "health" }],
      ["You", { to: "account" }],
      ...(this.#user?.role === "administrator"
        ? ([
            ["Users", { to: "users" }],
            ["Activity", { to: "activity" }],
            ["Storage", { to: "storage" }],
          ] as [string, Route][])
        : []),
    ];
    const links = places.map(([text, route]) =>
      make(
        "a",
        { href: hashOf(route), ...(route.to === this.#route.to ? { "aria-current": "page" } : {}) },
        text,
      ),
    );
    const leave = make("button", { type: "button" }, "Log out");
    leave.addEventListener("click", () => this.#logOut());
    dialog.append(make("nav", {}, ...links, leave));
    dialog.addEventListener("click", () => dialog.close()); // on what is in it, or beside it
    dialog.addEventListener("close", () => {
      dialog.remove();
      set(this.#button, { "aria-expanded": "false" });
    });
    document.body.append(dialog);
    set(this.#button, { "aria-expanded": "true" });
    dialog.showModal();
  }
}
