import type { Play } from "./choose.ts";
import type { Size } from "./protocol.ts";

/** Picture-in-picture: the pictures of a camera also in a small window that stays over other programs. */
export class Floating {
  readonly #gone = new AbortController();
  readonly #changed: (size: Size | undefined) => void;
  /** Carries the pictures of a canvas; a video floats by itself. */
  #carrier: HTMLVideoElement | undefined;
  #isFloating = false;

  /** Told the size of the window in CSS pixels whenever that changes; undefined: there is none. */
  constructor(changed: (size: Size | undefined) => void) {
    this.#changed = changed;
  }

  static isPossible(play: Play): boolean {
    return (
      document.pictureInPictureEnabled && (play === "mse" || "captureStream" in HTMLCanvasElement.prototype)
    );
  }

  async toggle(element: HTMLCanvasElement | HTMLVideoElement): Promise<void> {
    if (document.pictureInPictureElement !== null) {
      await document.exitPictureInPicture();
      return;
    }
    const video = element instanceof HTMLVideoElement ? element : await this.#carry(element);
    video.addEventListener("leavepictureinpicture", () => this.#left(), {
      once: true,
      signal: this.#gone.signal,
    });
    const floating = await video.requestPictureInPicture();
    this.#isFloating = true;
    const tell = (): void => {
      if (this.#isFloating) {
        this.#changed({ width: floating.width, height: floating.height });
      }
    };
    floating.addEventListener("resize", tell, { signal: this.#gone.signal });
    tell();
  }

  /** Closes the small window, if there is one. */
  land(): void {
    if (this.#isFloating && document.pictureInPictureElement !== null) {
      void document.exitPictureInPicture();
    }
  }

  close(): void {
    this.#gone.abort();
    if (this.#carrier !== undefined && document.pictureInPictureElement === this.#carrier) {
      void document.exitPictureInPicture();
    }
    this.#drop();
  }

  async #carry(canvas: HTMLCanvasElement): Promise<HTMLVideoElement> {
    const video = document.createElement("video");
    video.muted = true;
    video.playsInline = true;
    video.srcObject = canvas.captureStream();
    this.#drop();
    this.#carrier = video;
    await video.play();
    return video;
  }

  #left(): void {
    this.#isFloating = false;
    this.#drop();
    this.#changed(undefined);
  }

  #drop(): void {
    const stream = this.#carrier?.srcObject;
    if (stream instanceof MediaStream) {
      stream.getTracks().forEach((track) => track.stop());
    }
    this.#carrier = undefined;
  }
}
