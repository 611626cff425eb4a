import { getCameras } from "../api/cameras.ts";
import type { Span } from "../api/footage.ts";
import { serverNow } from "../api/server.ts";
import { ClipPanel, type Cutting } from "./clip-panel.ts";
import { type Clip, firstClip, moved } from "./clip-span.ts";
import { Handles } from "./handles.ts";
import type { View } from "./scale.ts";

/** Where a clip is cut out, and who is told. */
export interface Cloth {
  /** Its handles are put at the end of this, and what is done with it after that. */
  bar: HTMLElement;
  tools: HTMLElement;
  /** The moment shown. */
  here(): number;
  /** The clip is another; a handle is held at a moment, or none is. */
  cut(held: number | undefined): void;
}

/** The clip that is being cut out, while one is. */
export class Cutter {
  readonly #camera: string;
  readonly #cloth: Cloth;
  /** Cameras that may be cut along. */
  #others: readonly string[] = [];
  #work: { clip: Clip; handles: Handles; panel: ClipPanel } | undefined;

  constructor(camera: string, cloth: Cloth) {
    this.#camera = camera;
    this.#cloth = cloth;
    void this.#learnOthers();
  }

  async #learnOthers(): Promise<void> {
    const answer = await getCameras();
    const names = answer.kind === "ok" ? answer.value.map(({ name }) => name) : [];
    this.#others = names.filter((name) => name !== this.#camera);
  }

  get clip(): Clip | undefined {
    return this.#work?.clip;
  }

  start(view: View, cutting: Omit<Cutting, "here" | "camera" | "others">): void {
    const { bar, tools } = this.#cloth;
    const clip = firstClip(this.#cloth.here(), view.span, serverNow());
    const handles = new Handles(view, clip, serverNow, (to, which) => this.#cut(to, which));
    const panel = new ClipPanel({
      ...cutting,
      camera: this.#camera,
      others: this.#others,
      here: (which) => this.#bring(which),
    });
    bar.append(handles.element);
    tools.after(panel.element);
    this.#work = { clip, handles, panel };
  }

  end(): void {
    this.#work?.panel.close();
    this.#work?.handles.element.remove();
    this.#work = undefined;
  }

  show(view: View, spans: readonly Span[]): void {
    if (this.#work !== undefined) {
      const { clip, handles, panel } = this.#work;
      handles.show(view, clip);
      panel.show(clip, spans);
    }
  }

  #bring(which: keyof Clip): void {
    if (this.#work !== undefined) {
      this.#cut(moved(this.#work.clip, which, this.#cloth.here(), serverNow()), undefined);
    }
  }

  #cut(clip: Clip, which: keyof Clip | undefined): void {
    if (this.#work !== undefined) {
      this.#work.clip = clip;
      this.#cloth.cut(which === undefined ? undefined : clip[which]);
    }
  }
}
