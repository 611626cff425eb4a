import { fromTemplate } from "../dom.ts";
import { showNotice } from "../parts/notice.ts";
import type { Screen } from "../parts/screen.ts";
import type { Route } from "../router.ts";
import type { Looking } from "./past-screen.ts";

let styled: Promise<void> | undefined;

/** Where one looks back, loaded when somebody goes there: who only watches never pays for it. */
export class PastDoor implements Screen {
  readonly #main: HTMLElement;
  #screen: Screen | undefined;
  #route: Route;
  #isClosed = false;

  constructor(main: HTMLElement, route: Route, looking: Looking) {
    this.#main = main;
    this.#route = route;
    void this.#open(looking);
  }

  async refresh(reached: boolean): Promise<void> {
    await this.#screen?.refresh?.(reached);
  }

  route(route: Route): void {
    this.#route = route;
    this.#screen?.route?.(route);
  }

  close(): void {
    this.#isClosed = true;
    this.#screen?.close();
    this.#main.replaceChildren();
  }

  async #open(looking: Looking): Promise<void> {
    try {
      const [{ open }] = await Promise.all([import("./index.ts"), style()]);
      if (!this.#isClosed) {
        this.#screen = open(this.#main, this.#route, looking);
        await this.#screen.refresh?.(true);
      }
    } catch {
      styled = undefined;
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

/** The sheet's address is in the page, since it is named after its content. */
function style(): Promise<void> {
  styled ??= new Promise((resolve, reject) => {
    const sheet = fromTemplate("past-style");
    sheet.addEventListener("load", () => resolve());
    sheet.addEventListener("error", reject);
    document.head.append(sheet);
  });
  return styled;
}
