import type { Jpeg, Media } from "../protocol.ts";
import { type Audience, type Count, type Player, smoothed, waiting } from "./player.ts";

/** Draws JPEG pictures, one at a time, always the newest. */
export class JpegPlayer implements Player {
  readonly #canvas: HTMLCanvasElement;
  readonly #context: CanvasRenderingContext2D | null;
  readonly #audience: Audience;
  #waiting: Jpeg | undefined;
  #shown: Jpeg | undefined;
  #busy = false;
  #closed = false;
  #newestArrived = 0;
  #decoded = 0;
  #dropped = 0;
  #decode = 0;

  constructor(canvas: HTMLCanvasElement, audience: Audience) {
    this.#canvas = canvas;
    this.#context = canvas.getContext("2d", { alpha: false });
    this.#audience = audience;
  }

  take(media: Media): void {
    if (media.kind !== "jpeg") {
      return;
    }
    if (this.#waiting !== undefined) {
      this.#dropped++;
    }
    this.#newestArrived = media.captured;
    this.#waiting = media;
    if (!this.#busy) {
      void this.#drawAll();
    }
  }

  play(): void {
    // a canvas needs no leave
  }

  count(): Count {
    return {
      buffered: waiting(this.#newestArrived, this.#shown?.captured ?? 0),
      decoded: this.#decoded,
      dropped: this.#dropped,
      decode: this.#decode,
    };
  }

  /** The camera's own file, not encoded a second time. */
  snapshot(): Promise<Blob | undefined> {
    const picture = this.#shown;
    return Promise.resolve(picture && new Blob([picture.bytes], { type: "image/jpeg" }));
  }

  close(): void {
    this.#closed = true;
    this.#waiting = undefined;
  }

  async #drawAll(): Promise<void> {
    this.#busy = true;
    for (let picture = this.#next(); picture !== undefined; picture = this.#next()) {
      try {
        const began = performance.now();
        const bitmap = await createImageBitmap(new Blob([picture.bytes], { type: "image/jpeg" }));
        this.#decode = smoothed(this.#decode, performance.now() - began);
        this.#draw(picture, bitmap);
      } catch {
        this.#dropped++; // not a picture; the next one may be
      }
    }
    this.#busy = false;
  }

  #next(): Jpeg | undefined {
    const picture = this.#waiting;
    this.#waiting = undefined;
    return picture;
  }

  #draw(picture: Jpeg, bitmap: ImageBitmap): void {
    const { width, height } = bitmap;
    if (!this.#closed) {
      if (this.#canvas.width !== width || this.#canvas.height !== height) {
        this.#canvas.width = width;
        this.#canvas.height = height;
      }
      this.#context?.drawImage(bitmap, 0, 0);
      this.#decoded++;
      this.#shown = picture;
      this.#audience.shown(picture.captured, width, height);
    }
    bitmap.close();
  }
}
