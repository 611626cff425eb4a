/** The stand-in's objects: what is recognised live and in events, and what counts there, as the server tells it. */
import { DONE, type Json, ok, type Reply } from "./exchange.ts";
import type { Viewer } from "./stand-in.ts";

export const KINDS = ["person", "car", "bicycle", "dog", "cat", "animal", "parcel"];

export const STANDARD_OBJECTS: Json = {
  on: true,
  kinds: KINDS.map((kind) => ({ kind, score: 0.4 })),
  zones: [],
  rules: [],
};

export function thing(id: number, kind: string, box: readonly number[], more: Json = {}): Json {
  return { id, kind, score: 0.61, box, still: false, ...more };
}

/** Tells what is recognised in the picture of now. */
export function tellObjects(viewer: Viewer, ...objects: Json[]): void {
  viewer.tell({ type: "objects", at: Date.now() * 1000, objects });
}

/** A person goes to and fro beside a car that stands, as long as the viewer stays. */
export function walking(viewer: Viewer): void {
  const timer = setInterval(() => {
    if (viewer.gone) {
      clearInterval(timer);
      return;
    }
    const x = 0.36 + 0.26 * Math.sin(Date.now() / 1300);
    tellObjects(
      viewer,
      thing(7, "person", [x, 0.42, 0.07, 0.36]),
      thing(9, "car", [0.72, 0.5, 0.24, 0.26], { score: 0.74, still: true }),
    );
  }, 200);
}

/** What was recognised in an event from a moment on: a person that crosses, and a car that comes to stand. */
export function seenFrom(start: number): Json[] {
  const path = (from: number, to: number, seconds: number, y: number, w: number, h: number): number[][] =>
    Array.from({ length: seconds * 2 + 1 }, (_, i) => [
      start + i * 500_000,
      Number((from + ((to - from) * i) / (seconds * 2)).toFixed(4)),
      y,
      w,
      h,
    ]);
  return [
    {
      id: 7,
      kind: "person",
      score: 0.61,
      first: start,
      last: start + 11e6,
      box: [0.45, 0.42, 0.08, 0.4],
      path: path(0.02, 0.88, 11, 0.42, 0.08, 0.4),
      zones: ["street"],
      picture: true,
    },
    {
      id: 9,
      kind: "car",
      score: 0.48,
      first: start + 2e6,
      last: start + 9e6,
      box: [0.6, 0.5, 0.3, 0.25],
      path: path(0.58, 0.6, 7, 0.5, 0.3, 0.25).map(([at = 0, ...box]) => [at + 2e6, ...box]),
      zones: [],
      picture: false,
    },
  ];
}

/** A caller, as far as objects ask. */
export interface Caller {
  needOperator(): void;
  sees(camera: string): boolean;
}

export class Objects {
  /** By camera; one that is not there has the standard ones. */
  readonly settings = new Map<string, Json>();
  /** What is told in place of what is usual. */
  told: Json = {};
  /** A server of before knows nothing of it. */
  isOld = false;

  answer(method: string, path: string, body: Json, by: Caller): Reply | undefined {
    const camera = decodeURIComponent(/^cameras\/([^/]+)\/objects$/.exec(path)?.[1] ?? "");
    if (camera === "" || this.isOld || !by.sees(camera)) {
      return undefined;
    }
    switch (method) {
      case "GET":
        return ok(this.#tell(camera));
      case "PUT":
        by.needOperator();
        this.settings.set(camera, body);
        return ok(this.#tell(camera));
      case "DELETE":
        by.needOperator();
        this.settings.delete(camera);
        return DONE;
    }
    return undefined;
  }

  #tell(camera: string): Json {
    const own = this.settings.get(camera);
    return {
      settings: own ?? STANDARD_OBJECTS,
      from: own === undefined ? "standard" : "page",
      state: "ready",
      reason: "",
      model: { name: "SSD MobileNetV2, Open Images v4", kinds: KINDS },
      cost: { perSecond: 0.8, milliseconds: 21.5, allowed: 4 },
      ...this.told,
    };
  }
}
