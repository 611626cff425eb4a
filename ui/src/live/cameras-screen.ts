import { type Camera, getCameras, switchCamera } from "../api/cameras.ts";
import { getHealth } from "../api/health.ts";
import { getStorage, type Recording } from "../api/storage.ts";
import { part, say } from "../dom.ts";
import { showNotice, showUnreachable } from "../parts/notice.ts";
import type { Screen } from "../parts/screen.ts";
import { tell } from "../parts/toast.ts";
import { failureText, sentence } from "../parts/words.ts";
import type { Route } from "../router.ts";
import { CameraPanel } from "./camera-panel.ts";
import { toggleBoxes } from "./wanted.ts";

/** What the screen of cameras needs of the page around it. */
export interface Surroundings {
  /** Whether cameras may be switched off and on here. */
  maySwitch: boolean;
  /** Whether what counts as motion may be changed here. */
  mayTune: boolean;
  /** Whether there may be cameras that whoever looks may not see. */
  isLimited: boolean;
  /** The cameras as they were last known, so that coming back shows them at once. */
  known: { cameras: Camera[] };
  /** What is shown may not be so any more: a conversation was not to be had, a camera was switched. */
  recheck(): void;
}

const UNREACHABLE = { kind: "unreachable" } as const;

/** Every camera, one of them, or words in place of them. */
export class CamerasScreen implements Screen {
  readonly #main: HTMLElement;
  readonly #around: Surroundings;
  readonly #back = part(document, "back", HTMLElement);
  /** One line, while the box does without something. */
  readonly #shed = part(document, "shed", HTMLElement);
  #route: Route;
  #panels = new Map<string, CameraPanel>();
  #recording: readonly Recording[] = [];
  #isClosed = false;

  constructor(main: HTMLElement, route: Route, around: Surroundings) {
    this.#main = main;
    this.#route = route;
    this.#around = around;
    if (around.known.cameras.length > 0) {
      this.#show();
    }
  }

  async refresh(reached: boolean): Promise<void> {
    const [answer, storage, health] = reached
      ? await Promise.all([getCameras(), getStorage(), getHealth()])
      : [UNREACHABLE, UNREACHABLE, UNREACHABLE];
    if (this.#isClosed) {
      return;
    }
    this.#recording = storage.kind === "ok" ? storage.value.recording : [];
    const line = health.kind === "ok" ? health.value.line : "";
    this.#shed.hidden = line === "";
    say(this.#shed, line === "" ? "" : sentence(line));
    switch (answer.kind) {
      case "ok":
        this.#around.known.cameras = answer.value;
        this.#show();
        break;
      case "refused":
        if (this.#panels.size === 0 && answer.status !== 401) {
          this.#showWords(
            "error",
            "The server refused",
            `It answered ${answer.status} when asked for its cameras.`,
          );
        }
        break;
      case "unreachable":
        if (this.#panels.size === 0) {
          this.#clear("unreachable");
          showUnreachable(this.#main);
        }
        break;
    }
  }

  route(route: Route): void {
    this.#route = route;
    if (this.#around.known.cameras.length > 0) {
      this.#show();
    }
  }

  key(e: KeyboardEvent): void {
    const [panel] = this.#panels.values();
    if (e.key === "Escape" && !this.#back.hidden && document.fullscreenElement === null) {
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
        case "i":
          panel.toggleStats();
          break;
        case "o":
          toggleBoxes();
          break;
      }
    }
  }

  close(): void {
    this.#isClosed = true;
    this.#shed.hidden = true;
    this.#clear("");
    this.#back.hidden = true;
  }

  #show(): void {
    const { cameras } = this.#around.known;
    const only = cameras.length === 1 ? cameras[0] : undefined;
    const wanted = this.#route.to === "camera" ? this.#route.name : "";
    const large = cameras.find(({ name }) => name === wanted) ?? only;
    if (cameras.length === 0) {
      this.#showWords(
        "empty",
        this.#around.isLimited ? "No camera for you" : "No camera yet",
        this.#around.isLimited
          ? "Your account sees no camera that is there. An administrator can change that."
          : "Connect one, or name one in the settings file, and it appears here by itself.",
      );
      return;
    }
    this.#main.dataset["layout"] = large === undefined ? "grid" : "one";
    this.#back.hidden = large === undefined || only !== undefined;
    document.title = large === undefined ? "Nightjar" : `${large.name} · Nightjar`;
    this.#arrange(large === undefined ? cameras : [large], large !== undefined);
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
      const panel = this.#panels.get(camera.name) ?? this.#open(camera);
      panel.showSwitch(this.#around.maySwitch ? camera.on : undefined);
      panel.showTuning(this.#around.mayTune);
      panel.enlarge(isOne);
      panel.showRecording(this.#recording.find((one) => one.camera === camera.name));
    }
    this.#mirror();
  }

  #open(camera: Camera): CameraPanel {
    const panel: CameraPanel = new CameraPanel(camera, {
      changed: () => this.#mirror(),
      doubted: () => this.#around.recheck(),
      switched: (on) => void this.#switch(camera.name, on),
    });
    this.#panels.set(camera.name, panel);
    this.#main.append(panel.element);
    return panel;
  }

  async #switch(camera: string, on: boolean): Promise<void> {
    const answer = await switchCamera(camera, on);
    const failure = failureText(answer);
    this.#panels.get(camera)?.switchSettled(failure === "" ? on : !on);
    tell(failure === "" ? `${camera} is switched ${on ? "on" : "off"}.` : failure);
    this.#around.recheck();
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

  #showWords(state: "empty" | "error", title: string, detail: string): void {
    this.#clear(state);
    showNotice(this.#main, title, detail);
  }

  #clear(state: string): void {
    for (const panel of this.#panels.values()) {
      panel.close();
    }
    this.#panels.clear();
    this.#back.hidden = true;
    this.#main.dataset["state"] = state;
    delete this.#main.dataset["layout"];
    delete this.#main.dataset["play"];
    document.title = "Nightjar";
  }
}
