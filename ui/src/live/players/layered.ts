import type { Media } from "../protocol.ts";
import { JpegPlayer } from "./jpeg.ts";
import type { Audience, Count, Player } from "./player.ts";

/** A player of moving pictures, and over its picture a layer for the single ones that are sent while no more can be had. */
export class Layered implements Player {
  readonly #under: HTMLCanvasElement | HTMLVideoElement;
  readonly #moving: Player;
  readonly #audience: Audience;
  #canvas: HTMLCanvasElement | undefined;
  #stills: JpegPlayer | undefined;
  /** Capture time of the first moving picture after them, in microseconds; those before it are under the layer. */
  #resumed: number | undefined;
  /** Capture time of the still that is seen: what moves again may begin with an older picture. */
  #still = 0;
  /** Of the stills of layers that were lifted. */
  #lifted = { decoded: 0, dropped: 0 };

  constructor(
    under: HTMLCanvasElement | HTMLVideoElement,
    audience: Audience,
    open: (audience: Audience) => Player,
  ) {
    this.#under = under;
    this.#audience = audience;
    this.#moving = open({
      ...audience,
      shown: (captured, width, height) => {
        if (this.#stills === undefined || captured >= Math.max(this.#resumed ?? Infinity, this.#still)) {
          this.#lift();
          audience.shown(captured, width, height);
        }
      },
    });
  }

  take(media: Media): void {
    if (media.kind === "jpeg") {
      this.#stills ??= this.#open();
      this.#resumed = undefined;
      this.#stills.take(media);
      return;
    }
    if (media.kind === "fragment") {
      this.#resumed ??= media.captured;
    }
    this.#moving.take(media);
  }

  play(): void {
    this.#moving.play();
  }

  count(): Count {
    const moving = this.#moving.count();
    const stills = this.#stills?.count();
    return {
      ...(stills ?? moving),
      decoded: moving.decoded + this.#lifted.decoded + (stills?.decoded ?? 0),
      dropped: moving.dropped + this.#lifted.dropped + (stills?.dropped ?? 0),
    };
  }

  snapshot(): Promise<Blob | undefined> {
    return (
      (this.#canvas?.isConnected === true ? this.#stills : this.#moving)?.snapshot() ??
      Promise.resolve(undefined)
    );
  }

  /** The last still stands until the element beneath shows something. */
  close(): void {
    this.#stills?.close();
    this.#moving.close();
  }

  #open(): JpegPlayer {
    const canvas = document.createElement("canvas");
    this.#canvas = canvas;
    return new JpegPlayer(canvas, {
      ...this.#audience,
      shown: (captured, width, height) => {
        this.#still = captured;
        this.#audience.shown(captured, width, height);
        this.#under.after(canvas);
        this.#copy(canvas);
      },
    });
  }

  /** A window that floats over other pages shows the element beneath. */
  #copy(still: HTMLCanvasElement): void {
    if (this.#under instanceof HTMLCanvasElement) {
      this.#under.width = still.width;
      this.#under.height = still.height;
      this.#under.getContext("2d")?.drawImage(still, 0, 0);
    }
  }

  #lift(): void {
    if (this.#stills !== undefined) {
      const { decoded, dropped } = this.#stills.count();
      this.#lifted = { decoded: this.#lifted.decoded + decoded, dropped: this.#lifted.dropped + dropped };
      this.#stills.close();
      this.#canvas?.remove();
      this.#stills = this.#canvas = undefined;
    }
  }
}
