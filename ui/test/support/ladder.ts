import {
  CODECS,
  CODECS_LARGE,
  FPS,
  fragment,
  HEIGHT,
  initSegment,
  type Scale,
  still,
  WIDTH,
} from "./drawn-video.ts";
import { LIVE, payloadOf } from "./playing.ts";
import { media, type Viewer } from "./stand-in.ts";

/** What a camera can be seen as: two sizes of video, the IDRs of the small one, two sizes of single pictures. */
export type Step = "main" | "sub" | "keys" | "jpeg" | "jpeg-small";

const IDS = { main: 0, jpeg: 1, sub: 2, "jpeg-small": 3 } as const;
/** Milliseconds between two pictures of `keys` and `stills`. */
export const RARELY = 700;
const TICK = 20;

/** A camera that shows its clock, seen as one thing and then as another: what a server does whose viewer has a bad network. */
export class Ladder {
  readonly #viewer: Viewer;
  readonly #origin = Date.now() * 1000;
  readonly #timer: NodeJS.Timeout;
  readonly #sequences = new Map<number, number>();
  #step: Step;
  #limit: string;
  /** Whether what it is now seen as is still to be announced. */
  #isNew = true;
  /** Picture of the camera that is next, counted from the beginning, and of the group that begins with an IDR. */
  #number = 0;
  #inGroup = 0;
  #rendition = "";

  constructor(viewer: Viewer, step: Step, limit = "none") {
    this.#viewer = viewer;
    this.#step = step;
    this.#limit = limit;
    viewer.tell(LIVE);
    this.#timer = setInterval(() => this.#tick(), TICK);
  }

  /** From its next picture on; the one before goes on until then. */
  become(step: Step, limit: string): void {
    this.#step = step;
    this.#limit = limit;
    this.#isNew = true;
  }

  /** Nothing more comes. */
  stop(): void {
    clearInterval(this.#timer);
  }

  #tick(): void {
    if (this.#viewer.gone) {
      this.stop();
      return;
    }
    const every = Math.max(1, Math.round((this.#every * FPS) / 1000));
    for (; this.#origin + (this.#number * 1e6) / FPS <= Date.now() * 1000; this.#number++) {
      if (this.#isNew || this.#number % every === 0) {
        this.#send(this.#origin + (this.#number * 1e6) / FPS);
      }
    }
  }

  /** As the quality names it: for who plays JPEG, pictures of that are as good as they get. */
  get #rung(): "full" | "small" | "keys" | "stills" {
    const isMoving = this.#viewer.said.find(({ type }) => type === "start")?.["play"] === "jpeg";
    switch (this.#step) {
      case "main":
        return "full";
      case "sub":
        return "small";
      case "keys":
        return "keys";
      case "jpeg":
        return isMoving ? "full" : "stills";
      case "jpeg-small":
        return isMoving ? "small" : "stills";
    }
  }

  /** Milliseconds from one picture to the next where they come rarely, else 0. */
  get #every(): number {
    return this.#rung === "keys" || this.#rung === "stills" ? RARELY : 0;
  }

  #send(captured: number): void {
    const name = this.#step === "keys" ? "sub" : this.#step;
    const scale: Scale = name === "main" || name === "jpeg" ? 2 : 1;
    if (this.#isNew) {
      this.#announce(name, scale);
    }
    const isStill = name.startsWith("jpeg");
    const isIdr = isStill || this.#step === "keys" || this.#inGroup % FPS === 0;
    const id = IDS[name];
    const sequence = this.#sequences.get(id) ?? 0;
    this.#sequences.set(id, sequence + 1);
    const inGroup = isIdr ? 0 : this.#inGroup;
    const at = captured - (inGroup * 1e6) / FPS;
    const bytes = isStill
      ? still(captured, scale)
      : fragment(at, 1, this.#origin, sequence + 1, { first: inGroup, scale });
    this.#inGroup = inGroup + 1;
    this.#viewer.send(
      media(isStill ? 3 : 2, bytes, {
        rendition: id,
        flags: isIdr ? 1 : 0,
        sequence,
        mediaTime: Math.round(((captured - this.#origin) * 90_000) / 1e6),
        captured,
        duration: 90_000 / FPS,
        payload: isStill ? 0 : payloadOf(bytes),
      }),
    );
  }

  #announce(name: keyof typeof IDS, scale: Scale): void {
    const isStill = name.startsWith("jpeg");
    this.#isNew = false;
    this.#inGroup = 0;
    const quality = { rung: this.#rung, rendition: name, limit: this.#limit, every: this.#every, why: "" };
    this.#viewer.tell({ type: "quality", ...quality });
    if (name === this.#rendition) {
      return;
    }
    this.#rendition = name;
    this.#viewer.tell({
      type: "rendition",
      id: IDS[name],
      name,
      codec: isStill ? "jpeg" : scale === 2 ? CODECS_LARGE : CODECS,
      width: WIDTH * scale,
      height: HEIGHT * scale,
      fps: FPS,
      bitrate: isStill ? 0 : 320_000 * scale,
      why: "as the test has it",
    });
    if (!isStill) {
      this.#viewer.send(media(1, initSegment(scale), { rendition: IDS[name] }));
    }
  }
}
