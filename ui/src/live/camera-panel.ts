import { type Camera, liveUrl } from "../api/cameras.ts";
import type { Recording } from "../api/storage.ts";
import { fromTemplate, make, part, say, set } from "../dom.ts";
import { hashOf } from "../router.ts";
import { askedPlay } from "./choose.ts";
import { Floating } from "./floating.ts";
import { fillScreen, fillsScreen } from "./full-screen.ts";
import { LiveView, type Shown } from "./live-view.ts";
import type { Motion } from "./protocol.ts";
import { QualityMark } from "./quality-mark.ts";
import {
  bitrateText,
  delayText,
  fpsText,
  sceneText,
  sizeText,
  snapshotName,
  tracePoints,
} from "./readings.ts";
import { recordingText } from "./recording.ts";
import { Delays, statsRows } from "./stats.ts";
import { Sights } from "./sights.ts";
import { type Status, wordsFor } from "./status.ts";
import { RATE } from "./wanted.ts";

/** The numbers are written so often, in milliseconds: quick enough to follow, slow enough to read. */
const WRITE_EVERY = 250;
/** Buttons over a picture that fills the screen go away after so many milliseconds without a movement. */
const AWAKE = 3000;
const TRACE_LENGTH = 120;
/** The first readings are of pictures older than the joining, and not traced. */
const TRACE_AFTER = 4;
/** The trace is at least so many milliseconds tall, so that a steady delay looks steady. */
const TRACE_TOP = 300;

/** What a panel tells whoever shows it. */
export interface Audience {
  /** It is in another state, as its element says. */
  changed(): void;
  /** The server may not let whoever looks see it. */
  doubted(): void;
  /** Somebody wants the camera on or off; answered by `switchSettled`. */
  switched(on: boolean): void;
}

/** A camera as people see it: its picture, words over the picture, numbers beside it, and buttons. */
export class CameraPanel {
  readonly element = fromTemplate("camera");
  readonly #gone = new AbortController();
  readonly #camera: Camera;
  readonly #view: LiveView;
  readonly #floating: Floating;
  readonly #audience: Audience;
  #isOn: boolean | undefined;
  #isSwitching = false;
  #status: Status = { state: "connecting" };
  #motion: Motion | undefined;
  #delays: number[] = [];
  readonly #lately = new Delays();
  readonly #mark: QualityMark;
  readonly #sights: Sights;
  /** Numbers for the curious, over the picture. */
  #stats: HTMLElement | undefined;
  #trace: number[] = [];
  /** Readings since playing began. */
  #steady = 0;
  #dozing = 0;
  #ratio = 0;

  constructor(camera: Camera, audience: Audience) {
    this.#camera = camera;
    this.#audience = audience;
    const root = this.element;
    const { signal } = this.#gone;
    say(part(root, "name", HTMLElement), camera.name);
    const open = part(root, "open", HTMLAnchorElement);
    open.href = hashOf({ to: "camera", name: camera.name });
    open.setAttribute("aria-label", `Show ${camera.name} large`);
    part(root, "past", HTMLAnchorElement).href = hashOf({ to: "past", name: camera.name, at: 0 });
    part(root, "motion", HTMLAnchorElement).href = hashOf({ to: "motion", name: camera.name });
    this.#shape(camera.width, camera.height);

    this.#mark = new QualityMark(root, () => this.toggleStats(), signal);
    this.#sights = new Sights(root, signal);
    this.#view = new LiveView(
      part(root, "stage", HTMLElement),
      liveUrl(camera.name),
      askedPlay(location.search),
      {
        status: (status) => {
          this.#status = status;
          this.#writeWords();
        },
        shown: (picture) => {
          this.#shown(picture);
        },
        choice: ({ play }) => {
          root.dataset["play"] = play;
          part(root, "float", HTMLElement).hidden = !Floating.isPossible(play);
        },
        rendition: ({ width, height }) => {
          this.#shape(width, height);
        },
        quality: (quality) => this.#mark.show(quality),
        motion: (motion) => {
          this.#motion = motion;
          this.#writeScene();
        },
        objects: (sighting) => this.#sights.told(sighting),
        blank: () => this.#floating.land(),
        doubted: () => this.#audience.doubted(),
      },
    );
    this.#floating = new Floating((size) => {
      this.#view.float(size);
      part(root, "float", HTMLElement).setAttribute("aria-pressed", String(size !== undefined));
    });

    this.#onClick("again", () => {
      this.#view.wanted();
    });
    this.#onClick("snapshot", () => void this.snapshot());
    this.#onClick("full", () => {
      this.fullScreen();
    });
    this.#onClick("float", () => void this.float());
    this.#onClick("rate", () => (RATE.value = RATE.value === "full" ? "auto" : "full"));
    RATE.on(() => this.#writeRate(), signal);
    this.#writeRate();
    this.#onClick("switch", () => this.#switch());
    document.addEventListener("fullscreenchange", () => this.#writeFullScreen(), { signal });
    for (const event of ["pointermove", "pointerdown", "keydown"]) {
      root.addEventListener(event, () => this.#wake(), { signal });
    }
    const writing = setInterval(() => {
      this.#writeWords();
      this.#writeNumbers();
      this.#writeStats();
    }, WRITE_EVERY);
    signal.addEventListener("abort", () => {
      clearInterval(writing);
      clearTimeout(this.#dozing);
    });
    this.#writeWords();
  }

  /** Saves the picture shown as a file. */
  async snapshot(): Promise<void> {
    const taken = this.#view.last;
    const file = await this.#view.snapshot();
    if (file === undefined || taken === undefined) {
      return;
    }
    const link = document.createElement("a");
    link.href = URL.createObjectURL(file);
    link.download = snapshotName(this.#camera.name, new Date(taken.captured / 1000), file.type);
    link.click();
    setTimeout(() => {
      URL.revokeObjectURL(link.href);
    }, 60_000);
    this.element.classList.remove("flash");
    this.element.getBoundingClientRect(); // laid out without it, the flash begins anew
    this.element.classList.add("flash");
  }

  fullScreen(): void {
    fillScreen(this.element);
    this.#writeFullScreen();
  }

  async float(): Promise<void> {
    if (!part(this.element, "float", HTMLElement).hidden) {
      await this.#floating.toggle(this.#view.element).catch((e: unknown) => {
        console.warn("picture-in-picture:", e);
      });
    }
  }

  /** Shows or hides the numbers for the curious. */
  toggleStats(): void {
    if (this.#stats === undefined) {
      this.#stats = make("dl", { class: "stats", "aria-label": "Numbers" });
      part(this.element, "stage", HTMLElement).after(this.#stats);
      this.#writeStats();
    } else {
      this.#stats.remove();
      this.#stats = undefined;
    }
  }

  /** Offers to switch the camera, which is on or off now; undefined: offers nothing. */
  showSwitch(on: boolean | undefined): void {
    if (!this.#isSwitching) {
      this.#isOn = on;
      this.#writeSwitch();
    }
  }

  /** Offers the way to what counts as motion here. */
  showTuning(mayTune: boolean): void {
    part(this.element, "motion", HTMLElement).hidden = !mayTune;
    this.element.classList.toggle("tunable", mayTune);
  }

  /** Whether it is shown alone, with all there is to say. */
  enlarge(isLarge: boolean): void {
    this.#sights.enlarge(isLarge);
  }

  /** Says whether it is recorded; undefined: nobody knows. */
  showRecording(recording: Recording | undefined): void {
    const mark = part(this.element, "recording", HTMLElement);
    mark.hidden = recording === undefined;
    if (recording !== undefined) {
      const { word, words, kind } = recordingText(recording);
      say(part(mark, "kept", HTMLElement), word);
      set(mark, { title: words, "data-recording": kind });
    }
  }

  switchSettled(on: boolean): void {
    this.#isSwitching = false;
    this.showSwitch(on);
  }

  close(): void {
    this.#gone.abort();
    this.#floating.close();
    this.#view.close();
    this.element.remove();
  }

  #onClick(name: string, act: () => void): void {
    part(this.element, name, HTMLButtonElement).addEventListener("click", act, { signal: this.#gone.signal });
  }

  #switch(): void {
    if (this.#isOn !== undefined && !this.#isSwitching) {
      this.#isSwitching = true;
      this.#writeSwitch();
      this.#audience.switched(!this.#isOn);
    }
  }

  #writeSwitch(): void {
    const button = part(this.element, "switch", HTMLElement);
    const does = this.#isOn === true ? "Switch off" : "Switch on";
    button.hidden = this.#isOn === undefined;
    set(button, { "aria-busy": String(this.#isSwitching), "aria-label": does, title: `${does} this camera` });
    say(part(button, "does", HTMLElement), does);
  }

  /** In full screen, buttons are there while somebody moves. */
  #wake(): void {
    clearTimeout(this.#dozing);
    this.element.classList.add("awake");
    this.#dozing = setTimeout(() => {
      this.element.classList.remove("awake");
    }, AWAKE);
  }

  /** Renditions are whole pixels, and so not quite of one shape: the picture does not move for that. */
  #shape(width: number, height: number): void {
    const ratio = width / height;
    if (Math.abs(ratio / this.#ratio - 1) > 0.02) {
      this.#ratio = ratio;
      this.element.style.setProperty("--ratio", String(ratio));
    }
  }

  #shown({ captured, delay, width, height }: Shown): void {
    this.#sights.shown(captured, width, height);
    say(part(this.element, "size", HTMLElement), sizeText(width, height));
    if (delay !== undefined) {
      this.#delays.push(delay);
      this.#lately.add(performance.now(), delay);
      part(this.element, "delay", HTMLElement).dataset["delay"] = String(Math.round(delay));
    }
  }

  #writeWords(): void {
    const root = this.element;
    const words = wordsFor(this.#status, Date.now());
    if (root.dataset["state"] !== this.#status.state) {
      root.dataset["state"] = this.#status.state;
      this.#audience.changed();
    }
    if (words !== undefined) {
      say(part(root, "title", HTMLElement), words.title);
      say(part(root, "detail", HTMLElement), words.detail);
      const again = part(root, "again", HTMLButtonElement);
      say(again, words.offer);
      again.hidden = words.offer === "";
    }
  }

  #writeTrouble(): void {
    const { trouble } = this.#view;
    const mark = part(this.element, "trouble", HTMLElement);
    mark.hidden = trouble === "";
    say(mark, trouble === "" ? "" : "Trouble");
    set(mark, { title: trouble, "aria-label": trouble });
  }

  #writeNumbers(): void {
    const root = this.element;
    const isPlaying = this.#status.state === "playing";
    this.#writeTrouble();
    const rates = isPlaying ? this.#view.rates : undefined;
    if (this.#motion?.rate === "quiet") {
      this.#writeScene();
    }
    say(part(root, "bitrate", HTMLElement), rates ? bitrateText(rates.bitrate) : "–");
    say(part(root, "fps", HTMLElement), rates ? fpsText(rates.fps) : "–");
    const delays = this.#delays.splice(0).sort((a, b) => a - b);
    const middle = delays[delays.length >> 1];
    if (middle !== undefined && isPlaying) {
      const { number, unit } = delayText(middle);
      say(part(root, "delay", HTMLElement), number);
      say(part(root, "unit", HTMLElement), unit);
      this.#steady++;
      if (this.#steady > TRACE_AFTER) {
        this.#trace = [...this.#trace, middle].slice(-TRACE_LENGTH);
      }
      const points = tracePoints(this.#trace, TRACE_LENGTH, 120, 32, TRACE_TOP);
      part(root, "trace", SVGPolylineElement).setAttribute("points", points);
    } else if (!isPlaying) {
      this.#steady = 0;
      say(part(root, "delay", HTMLElement), "–");
    }
  }

  #writeStats(): void {
    if (this.#stats === undefined) {
      return;
    }
    const rows = statsRows(this.#view.known, this.#lately);
    this.#stats.replaceChildren(
      ...rows.map(([name, text]) => make("div", {}, make("dt", {}, name), make("dd", {}, text))),
    );
  }

  /** Rarely anything but a word: what it says at length is for who points at it, or cannot see. */
  #writeScene(): void {
    const { word, words } =
      this.#motion === undefined ? { word: "", words: "" } : sceneText(this.#motion, this.#view.rates?.fps);
    const mark = part(this.element, "scene", HTMLElement);
    mark.hidden = word === "";
    say(part(mark, "word", HTMLElement), word);
    set(mark, { title: words, "aria-label": words, "data-scene": this.#motion?.state ?? "" });
    this.element.dataset["pace"] = this.#motion?.rate ?? "full";
    this.#writeRate();
  }

  /** There is something to choose once pictures come at a trickle, or were kept from it. */
  #writeRate(): void {
    const isFull = RATE.value === "full";
    const button = part(this.element, "rate", HTMLElement);
    const isOffered = isFull || (this.#motion !== undefined && this.#motion.state !== "off");
    button.hidden = !(isOffered || this.#motion?.rate === "quiet");
    button.setAttribute("aria-pressed", String(isFull));
    button.title = `Picture rate: ${isFull ? "always full" : "auto"}`;
  }

  #writeFullScreen(): void {
    part(this.element, "full", HTMLElement).setAttribute("aria-pressed", String(fillsScreen(this.element)));
  }
}
