import type { Media, Rendition } from "./protocol.ts";

type Init = Extract<Media, { kind: "init" }>;
export type Passed = Exclude<Media, { kind: "unknown" | "malformed" }>;

/**
 * Decides what of that which arrives goes to the player. A rendition that was announced takes the place of the one before
 * it with its first IDR; until then that one goes on. No picture passes whose reference did not.
 */
export class Renditions {
  #current: Rendition | undefined;
  #coming: Rendition | undefined;
  /** Of the one that is coming. */
  #setup: Init | undefined;
  /** Sequence that the next picture has, unless it is an IDR. */
  #next: number | undefined;
  #switches = 0;

  /** The one that is played. */
  get current(): Rendition | undefined {
    return this.#current;
  }

  /** How often one took the place of another. */
  get switches(): number {
    return this.#switches;
  }

  /** A conversation begins. */
  restart(): void {
    this.#current = this.#coming = this.#setup = undefined;
  }

  /** Whether it is the first, and so the current one from now on. */
  announce(rendition: Rendition): boolean {
    const isFirst = this.#current === undefined;
    this.#coming = rendition;
    this.#setup = undefined;
    if (isFirst) {
      this.#become(rendition);
    }
    return isFirst;
  }

  /** What the player is to take now, in that order. */
  pass(media: Passed): readonly Passed[] {
    if (media.rendition === this.#coming?.id) {
      if (media.kind === "init") {
        this.#setup = media;
        return [];
      }
      if (media.idr) {
        const setup = this.#setup;
        this.#become(this.#coming);
        return setup === undefined ? this.#follow(media) : [setup, ...this.#follow(media)];
      }
    }
    return media.rendition === this.#current?.id ? this.#follow(media) : [];
  }

  #follow(media: Passed): readonly Passed[] {
    if (media.kind === "fragment") {
      if (!media.idr && media.sequence !== this.#next) {
        return [];
      }
      this.#next = (media.sequence + 1) % 2 ** 32;
    }
    return [media];
  }

  #become(rendition: Rendition): void {
    if (this.#current !== undefined && this.#current.id !== rendition.id) {
      this.#switches++;
    }
    this.#current = rendition;
    this.#coming = this.#setup = undefined;
  }
}
