import { liveUrl } from "../api/cameras.ts";
import { make, say } from "../dom.ts";
import { askedPlay } from "../live/choose.ts";
import { LiveView } from "../live/live-view.ts";
import { mediaSourceClass } from "../live/players/mse.ts";
import type { Sighting } from "../live/protocol.ts";
import { wordsFor } from "../live/status.ts";
import type { Mark } from "../objects/course.ts";
import { LiveMarks } from "../objects/live-marks.ts";
import { Overlay } from "../objects/overlay.ts";
import { MsePlayer } from "./mse-player.ts";
import type { Audience, Player } from "./player.ts";
import { StillPlayer } from "./still-player.ts";

/** What a live picture is waited for in. */
const WAITS: ReadonlySet<string> = new Set(["connecting", "joining", "starting", "reconnecting", "stalled"]);

/** The picture: live, played, or one moment of many that somebody drags over. */
export class Stage {
  readonly element: HTMLElement;
  readonly #camera: string;
  readonly #audience: Audience;
  readonly #stage = make("div", { class: "stage", "data-stage": "" });
  readonly #still = make("canvas", { class: "still", hidden: true });
  readonly #title = make("strong", { role: "status" });
  readonly #detail = make("span", {});
  readonly #spinner = make("i", { class: "spinner", "aria-hidden": "true" });
  readonly #veil = make("div", { class: "veil", hidden: true }, this.#spinner, this.#title, this.#detail);
  readonly #over = make("div", { class: "stage over" }, this.#still);
  /** Over what was, and over what is. */
  readonly #overlay = new Overlay();
  #marks: LiveMarks | undefined;
  #sighting: Sighting | undefined;
  #live: LiveView | undefined;
  #player: Player | undefined;

  /** `over` stands on the picture. */
  constructor(camera: string, over: HTMLElement, audience: Audience) {
    this.#camera = camera;
    this.#audience = audience;
    this.element = make(
      "div",
      { class: "frame" },
      this.#stage,
      this.#over,
      this.#overlay.element,
      this.#veil,
      over,
    );
    this.shape(16 / 9);
  }

  /** Whether the browser plays video, and not only pictures. */
  static get plays(): boolean {
    return mediaSourceClass() !== undefined && askedPlay(location.search) !== "jpeg";
  }

  shape(ratio: number): void {
    this.element.style.setProperty("--ratio", String(ratio));
    this.element.parentElement?.style.setProperty("--ratio", String(ratio));
    this.#overlay.shape(ratio);
  }

  live(): void {
    if (this.#live !== undefined) {
      return;
    }
    this.#leave();
    this.#live = new LiveView(this.#stage, liveUrl(this.#camera), askedPlay(location.search), {
      status: (status) => {
        const words = wordsFor(status, Date.now());
        this.words(words?.title ?? "", words?.detail ?? "", WAITS.has(status.state));
      },
      shown: ({ captured, width, height }) => {
        this.still(undefined);
        this.shape(width / Math.max(1, height));
        this.#marks?.shown(captured, width, height);
      },
      objects: (sighting) => {
        this.#sighting = sighting;
        this.#marks?.told(sighting);
      },
      choice: () => undefined,
      rendition: ({ width, height }) => this.shape(width / Math.max(1, height)),
      motion: () => undefined,
      blank: () => undefined,
      doubted: () => this.#audience.doubted(),
    });
  }

  /** What plays what was; made if it is not there. */
  past(): Player {
    if (this.#player === undefined) {
      this.#leave();
      this.words("", "");
      if (Stage.plays) {
        const video = make("video", { muted: true, playsinline: true });
        video.muted = true;
        video.addEventListener("resize", () => this.shape(video.videoWidth / Math.max(1, video.videoHeight)));
        this.#stage.replaceChildren(video);
        this.#player = new MsePlayer(video, this.#camera, this.#audience);
      } else {
        const canvas = make("canvas");
        this.#stage.replaceChildren(canvas);
        this.#player = new StillPlayer(canvas, this.#camera, this.#audience);
      }
    }
    return this.#player;
  }

  /** Draws what was recognised over the picture of the past. */
  mark(marks: readonly Mark[]): void {
    this.#overlay.show(marks);
  }

  /** Whether what is recognised is drawn over the live picture. */
  markLive(isDrawn: boolean): void {
    if (isDrawn === (this.#marks !== undefined)) {
      return;
    }
    this.#marks?.close();
    this.#marks = isDrawn ? new LiveMarks() : undefined;
    if (this.#marks !== undefined) {
      this.#over.after(this.#marks.element);
      this.#marks.told(this.#sighting);
    }
  }

  /** Another player takes over where one broke. */
  renew(): void {
    this.#player?.close();
    this.#player = undefined;
  }

  /** A small picture over the large one; undefined: none. */
  still(picture: ImageBitmap | undefined): void {
    this.#still.hidden = picture === undefined;
    if (picture !== undefined) {
      if (this.#still.width !== picture.width || this.#still.height !== picture.height) {
        this.#still.width = picture.width;
        this.#still.height = picture.height;
        this.shape(picture.width / Math.max(1, picture.height));
      }
      this.#still.getContext("2d", { alpha: false })?.drawImage(picture, 0, 0);
    }
  }

  words(title: string, detail: string, turns = false): void {
    say(this.#title, title);
    say(this.#detail, detail);
    this.#spinner.hidden = !turns;
    this.#veil.hidden = title === "" && !turns;
    this.element.classList.toggle("veiled", !this.#veil.hidden && title !== "");
  }

  close(): void {
    this.#leave();
    this.element.remove();
  }

  #leave(): void {
    this.#live?.close();
    this.#live = undefined;
    this.#sighting = undefined;
    this.#marks?.told(undefined);
    this.renew();
    this.#stage.replaceChildren();
  }
}
