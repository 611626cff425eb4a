/** The stand-in's motion: settings, what is seen now, events and what would have been, as the server tells them. */
import { type Json, ok, type Reply } from "./exchange.ts";
import { seenFrom } from "./objects.ts";
import { PICTURE, PORTRAIT } from "./picture.ts";

const COLUMNS = 16;
const ROWS = 9;

/** A caller, as far as motion asks. */
export interface Caller {
  needOperator(): void;
  sees(camera: string): boolean;
}

export interface Happened extends Json {
  id: string;
  camera: string;
  start: number;
  end: number;
}

export const STANDARD: Json = {
  on: true,
  sensitivity: 50,
  minSize: 0.15,
  minDuration: 250,
  fps: 10,
  zones: [],
  expert: { contrast: 4, noise: 5, edge: 0.2, travel: 2, stillFor: 60_000 },
};

export class Motions {
  readonly settings = new Map<string, Json>();
  /** Newest first. */
  events: Happened[] = [];
  now: Json = { state: "quiet", guard: "none", noise: 1.2, gain: 1, tracks: [] };
  scores = new Uint8Array(COLUMNS * ROWS);
  /** Times that `now` was asked for. */
  looked = 0;
  /** What was asked to be replayed, oldest first. */
  readonly replayed: Json[] = [];
  /** What a replay answers, by the settings it is asked with. */
  replay: (asked: Json) => Json = () => ({ kept: [], seconds: 0, took: 3, events: [], before: [] });

  /** Undefined if the path is none of its own. */
  answer(method: string, path: string, query: URLSearchParams, body: Json, by: Caller): Reply | undefined {
    const [what = "", one = "", more = "", last = ""] = path.split("/").map(decodeURIComponent);
    if (what === "cameras" && more === "motion") {
      return by.sees(one) ? this.#motion(`${method} ${last}`, one, body, by) : missing();
    }
    return what === "events" ? this.#events(`${method} ${more}`, one, last, query, by) : undefined;
  }

  #motion(what: string, camera: string, body: Json, by: Caller): Reply | undefined {
    switch (what) {
      case "GET ":
        return ok(this.#told(camera));
      case "PUT ": {
        by.needOperator();
        const wrong = problemOf(body);
        if (wrong !== undefined) {
          return wrong;
        }
        this.settings.set(camera, body);
        return ok(this.#told(camera));
      }
      case "DELETE ":
        by.needOperator();
        this.settings.delete(camera);
        return ok(this.#told(camera));
      case "GET now": {
        this.looked++;
        const scores = Buffer.from(this.scores).toString("base64");
        return ok({ at: Date.now() * 1000, columns: COLUMNS, rows: ROWS, scores, ...this.now });
      }
      case "POST replay":
        by.needOperator();
        this.replayed.push(body);
        return ok(this.replay(body));
    }
    return undefined;
  }

  #told(camera: string): Json {
    const own = this.settings.get(camera);
    return {
      settings: own ?? STANDARD,
      from: own === undefined ? "standard" : "page",
      state: this.now["state"],
      guard: this.now["guard"],
      source: { kind: "raw", words: "The camera's own pictures, before they are coded" },
      cost: { fps: 7.5, milliseconds: 0.35 },
      saved: { bytes: 3.25e9, cpuSeconds: 2460, since: Date.UTC(2026, 10, 20) * 1000 },
    };
  }

  #events(what: string, id: string, number: string, query: URLSearchParams, by: Caller): Reply | undefined {
    const seen = this.events.filter(({ camera }) => by.sees(camera));
    if (id === "") {
      return what === "GET " ? ok(page(seen, query)) : undefined;
    }
    const event = seen.find((one) => one.id === id);
    if (event === undefined) {
      return missing();
    }
    switch (what) {
      case "GET ":
        return ok(event);
      case "GET objects": {
        const objects = event["objects"] as Json[] | undefined;
        const isThere = objects?.some((one) => String(one["id"]) === number && one["picture"] === true);
        return isThere === true ? { status: 200, bytes: PORTRAIT, type: "image/jpeg" } : missing();
      }
      case "GET pictures":
        return Number(number) < Number(event["pictures"])
          ? { status: 200, bytes: PICTURE, type: "image/jpeg" }
          : missing();
      case "DELETE ":
        by.needOperator();
        this.events = this.events.filter((one) => one !== event);
        return { status: 204 };
    }
    return undefined;
  }

  /** Something warm in the middle of what is seen, and something faint beside it. */
  stir(): void {
    for (let y = 0; y < ROWS; y++) {
      for (let x = 0; x < COLUMNS; x++) {
        const near = Math.hypot(x - 9, (y - 5) * 1.2);
        this.scores[y * COLUMNS + x] = Math.max(0, Math.round(230 - near * 62));
      }
    }
    this.now = {
      ...this.now,
      state: "moving",
      tracks: [
        { id: 7, box: [0.45, 0.34, 0.22, 0.45], counts: true, still: false },
        { id: 8, box: [0.1, 0.7, 0.08, 0.12], counts: false, still: false },
      ],
    };
  }

  /** An event of a camera that began so many seconds ago. */
  happened(id: string, camera: string, ago: number, more: Json = {}): Happened {
    const start = (Math.floor(Date.now() / 1000) - ago) * 1e6;
    const event: Happened = {
      id,
      camera,
      start,
      end: start + 12e6,
      state: "over",
      score: 3.2,
      area: 0.021,
      zones: ["street"],
      from: "left",
      to: "right",
      why: "Something the size of a person crossed street from left to right",
      pictures: 3,
      settings: {
        ...STANDARD,
        sensitivity: 62,
        zones: [{ name: "street", kind: "include", points: quad(0.02, 0.5, 0.98, 0.98) }],
      },
      samples: samplesFrom(start),
      tracks: [
        {
          id: 7,
          first: start,
          last: start + 11e6,
          path: Array.from({ length: 12 }, (_, i) => [
            start + i * 1e6,
            0.04 + i * 0.08,
            0.72 + Math.sin(i / 2) / 20,
          ]),
          box: [0.4, 0.5, 0.1, 0.3],
          zones: ["street"],
          from: "left",
          to: "right",
        },
      ],
      heat: { columns: COLUMNS, rows: ROWS, scores: Buffer.from(crossing()).toString("base64") },
      noise: 1.3,
      gain: 1,
      ended: "nothing moved for 4 seconds",
      ...more,
    };
    this.events = [event, ...this.events].sort((a, b) => b.start - a.start);
    return event;
  }

  /** One in which a person and a car were recognised. */
  recognised(id: string, camera: string, ago: number, more: Json = {}): Happened {
    const { start } = this.happened(id, camera, ago);
    this.events = this.events.filter((one) => one.id !== id);
    return this.happened(id, camera, ago, {
      why: "A person and a car, from the left to the right, through street",
      kinds: ["person", "car"],
      objectCount: 2,
      portrait: 7,
      notices: [],
      objects: seenFrom(start),
      ...more,
    });
  }
}

function page(events: readonly Happened[], query: URLSearchParams): Json {
  const [from, to] = [Number(query.get("from") ?? 0), Number(query.get("to") ?? Infinity)];
  const camera = query.get("camera");
  const kinds = query.get("kind")?.split(",");
  const all = events.filter(
    (one) =>
      one.start >= from &&
      one.start < to &&
      (camera === null || one.camera === camera) &&
      (kinds === undefined || isOf(one, kinds)),
  );
  const before = query.get("before");
  const older = before === null ? all : all.slice(all.findIndex(({ id }) => id === before) + 1);
  const limit = Number(query.get("limit") ?? 50);
  return { events: older.slice(0, limit).map(summary), more: older.length > limit };
}

/** The list of what was recognised is in the event alone. */
function summary(event: Happened): Json {
  return { ...event, objects: undefined };
}

function isOf(event: Happened, kinds: readonly string[]): boolean {
  const own = (event["kinds"] ?? []) as string[];
  return own.length === 0 ? kinds.includes("none") : own.some((kind) => kinds.includes(kind));
}

export function quad(left: number, top: number, right: number, bottom: number): number[][] {
  return [
    [left, top],
    [right, top],
    [right, bottom],
    [left, bottom],
  ];
}

function samplesFrom(start: number): Json[] {
  return Array.from({ length: 60 }, (_, i) => ({
    at: start - 2e6 + i * 250_000,
    score: i < 8 ? 0.3 + (i % 3) / 10 : Math.max(0.2, 3.2 * Math.sin(((i - 8) / 46) * Math.PI)),
    area: 0.01,
    guard: i < 4 ? "light" : "none",
    state: i < 8 ? "quiet" : i < 12 ? "stirring" : i < 52 ? "moving" : "quiet",
  }));
}

function crossing(): Uint8Array {
  return Uint8Array.from({ length: COLUMNS * ROWS }, (_, i) => {
    const y = Math.floor(i / COLUMNS);
    return y === 6 ? 190 : y === 5 || y === 7 ? 90 : y === 4 ? 30 : 0;
  });
}

/** As the server refuses: the field, and what would be right. */
function problemOf(body: Json): Reply | undefined {
  const sensitivity = Number(body["sensitivity"]);
  const zones = body["zones"];
  const refuse = (field: string, error: string): Reply => ({
    status: 422,
    body: { error, code: "field", field },
  });
  if (!(sensitivity >= 1 && sensitivity <= 100)) {
    return refuse("sensitivity", `sensitivity is from 1 to 100, not ${sensitivity}`);
  }
  const isWhole =
    Array.isArray(zones) &&
    zones.every(({ name, kind, points }: Json) => {
      return (
        typeof name === "string" &&
        name === name.trim() &&
        name !== "" &&
        (kind === "include" || kind === "ignore") &&
        Array.isArray(points) &&
        points.length >= 3 &&
        points.flat().every((share) => typeof share === "number" && share >= 0 && share <= 1)
      );
    });
  return isWhole ? undefined : refuse("zones", "a zone is wrong");
}

function missing(): Reply {
  return { status: 404, body: { error: "there is no such thing" } };
}
