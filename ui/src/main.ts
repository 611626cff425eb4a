import { type Answer, type Camera, getCameras, getServer } from "./api.ts";
import { fromTemplate, part, say } from "./dom.ts";
import { CameraPanel } from "./live/camera-panel.ts";

/** How often the list of cameras is asked for, in milliseconds. */
const LIST_EVERY = 10_000;
const LIST_EVERY_UNREACHABLE = 2000;

/** What the page shows: every camera, one of them, or words in place of them. */
class Page {
  readonly #main = part(document, "state", HTMLElement);
  #cameras: Camera[] = [];
  #panels = new Map<string, CameraPanel>();
  #next = 0;

  async begin(): Promise<void> {
    globalThis.addEventListener("hashchange", () => {
      this.#show();
    });
    document.addEventListener("keydown", (e) => {
      this.#key(e);
    });
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
    const [server, cameras] = await Promise.all([getServer(), getCameras()]);
    clearTimeout(this.#next);
    if (server.kind === "ok") {
      part(document, "demo", HTMLElement).hidden = server.value.mode !== "demo";
      say(part(document, "version", HTMLElement), `${server.value.name} ${server.value.version}`);
    }
    this.#take(cameras);
    this.#next = setTimeout(
      () => void this.#refresh(),
      cameras.kind === "ok" ? LIST_EVERY : LIST_EVERY_UNREACHABLE,
    );
  }

  #take(answer: Answer<Camera[]>): void {
    switch (answer.kind) {
      case "ok":
        this.#cameras = answer.value;
        this.#show();
        break;
      case "refused":
        if (this.#panels.size === 0) {
          this.#showWords(
            "error",
            "The server refused",
            `It answered ${answer.status} when asked for its cameras.`,
          );
        }
        break;
      case "unreachable":
        if (this.#panels.size === 0) {
          this.#showWords(
            "unreachable",
            "The server does not answer",
            "The page keeps trying. Is it switched on, and are you on its network?",
          );
        }
        break;
    }
  }

  #show(): void {
    const only = this.#cameras.length === 1 ? this.#cameras[0] : undefined;
    const wanted = decodeURIComponent(location.hash.replace(/^#\/?/, ""));
    const large = this.#cameras.find(({ name }) => name === wanted) ?? only;
    if (this.#cameras.length === 0) {
      this.#showWords(
        "empty",
        "No camera yet",
        "Connect one, or name one in the settings file, and it appears here by itself.",
      );
      return;
    }
    const shown = large === undefined ? this.#cameras : [large];
    this.#main.dataset["layout"] = large === undefined ? "grid" : "one";
    part(document, "back", HTMLElement).hidden = large === undefined || only !== undefined;
    document.title = large === undefined ? "Nightjar" : `${large.name} · Nightjar`;
    this.#arrange(shown, large !== undefined);
  }

  #arrange(cameras: readonly Camera[], isOne: boolean): void {
    for (const [name, panel] of this.#panels) {
      if (!cameras.some((camera) => camera.name === name)) {
        panel.close();
        this.#panels.delete(name);
      }
    }
    this.#main.querySelector(".notice")?.remove();
    if (!isOne) {
      this.#main.dataset["state"] = "grid";
      delete this.#main.dataset["play"];
    }
    for (const camera of cameras) {
      if (!this.#panels.has(camera.name)) {
        const panel: CameraPanel = new CameraPanel(camera, () => this.#mirror());
        this.#panels.set(camera.name, panel);
        this.#main.append(panel.element);
      }
    }
    this.#mirror();
  }

  /** With one camera shown, the page is in that camera's state. */
  #mirror(): void {
    const [panel] = this.#panels.values();
    if (this.#main.dataset["layout"] === "one" && panel !== undefined) {
      const { state, play } = panel.element.dataset;
      this.#main.dataset["state"] = state ?? "connecting";
      this.#main.dataset["play"] = play ?? "";
    }
  }

  #showWords(state: "empty" | "unreachable" | "error", title: string, detail: string): void {
    for (const panel of this.#panels.values()) {
      panel.close();
    }
    this.#panels.clear();
    this.#main.dataset["state"] = state;
    delete this.#main.dataset["layout"];
    delete this.#main.dataset["play"];
    document.title = "Nightjar";
    let notice = this.#main.querySelector<HTMLElement>(".notice");
    if (notice === null) {
      notice = fromTemplate("notice");
      this.#main.replaceChildren(notice);
    }
    say(part(notice, "title", HTMLElement), title);
    say(part(notice, "detail", HTMLElement), detail);
  }

  #key(e: KeyboardEvent): void {
    const [panel] = this.#panels.values();
    if (e.ctrlKey || e.metaKey || e.altKey || e.repeat) {
      return;
    }
    if (
      e.key === "Escape" &&
      !part(document, "back", HTMLElement).hidden &&
      document.fullscreenElement === null
    ) {
      location.hash = "#/";
    } else if (this.#main.dataset["layout"] === "one" && panel !== undefined) {
      switch (e.key) {
        case "f":
          panel.fullScreen();
          break;
        case "s":
          void panel.snapshot();
          break;
        case "p":
          void panel.float();
          break;
      }
    }
  }
}

await new Page().begin();
