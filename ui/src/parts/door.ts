import type { Route } from "../router.ts";
import { showNotice } from "./notice.ts";
import type { Screen } from "./screen.ts";

/** A screen that is loaded when somebody goes there: who never does never pays for it. */
export class Door implements Screen {
  readonly #main: HTMLElement;
  #screen: Screen | undefined;
  #route: Route;
  #isClosed = false;

  constructor(main: HTMLElement, route: Route, load: () => Promise<(route: Route) => Screen>) {
    this.#main = main;
    this.#route = route;
    void this.#open(load);
  }

  async refresh(reached: boolean): Promise<void> {
    await this.#screen?.refresh?.(reached);
  }

  route(route: Route): void {
    this.#route = route;
    this.#screen?.route?.(route);
  }

  stays(go: () => void): boolean {
    return this.#screen?.stays?.(go) ?? false;
  }

  close(): void {
    this.#isClosed = true;
    this.#screen?.close();
    this.#main.replaceChildren();
  }

  async #open(load: () => Promise<(route: Route) => Screen>): Promise<void> {
    try {
      const open = await load();
      if (!this.#isClosed) {
        this.#screen = open(this.#route);
        await this.#screen.refresh?.(true);
      }
    } catch {
      if (!this.#isClosed) {
        showNotice(
          this.#main,
          "This part of the page did not come",
          "Load the page again when the server answers.",
        );
      }
    }
  }
}
