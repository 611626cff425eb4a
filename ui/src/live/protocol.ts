/** The live protocol, version 1 (docs/ref/live-protocol.md): bytes and text from the server become tagged unions here. */

import { KINDS, type Kind } from "../api/kinds.ts";

/** A picture's media time counts these in a second. */
export const TICKS_PER_SECOND = 90_000;

const HEADER_BYTES = 32;

/** One picture, still coded. Times are the rendition's clock (media time) and the server's wall clock (captured). */
export interface Coded {
  rendition: number;
  idr: boolean;
  afterGap: boolean;
  sequence: number;
  /** Ticks of 1/90000 s. */
  mediaTime: number;
  /** Microseconds since 1970 by the server's clock. */
  captured: number;
  /** Ticks of 1/90000 s; 0 when unknown. */
  duration: number;
}

export type Media =
  | { kind: "init"; rendition: number; bytes: Uint8Array<ArrayBuffer> }
  | ({ kind: "fragment"; bytes: Uint8Array<ArrayBuffer>; unit: Uint8Array<ArrayBuffer> } & Coded)
  | ({ kind: "jpeg"; bytes: Uint8Array<ArrayBuffer> } & Coded)
  | { kind: "unknown" }
  | { kind: "malformed"; why: string };

export type Fragment = Extract<Media, { kind: "fragment" }>;
export type Jpeg = Extract<Media, { kind: "jpeg" }>;

export interface Rendition {
  id: number;
  name: string;
  /** RFC 6381, or "jpeg". */
  codec: string;
  width: number;
  height: number;
  fps: number;
  bitrate: number;
  why: string;
}

export interface Health {
  state: "starting" | "live" | "stalled" | "failed" | "off";
  reason: string;
  /** Milliseconds until the camera is tried again, 0 if no try is due. */
  retryIn: number;
}

/** How the scene is, and whether pictures of it come at a trickle because nothing stirs. */
export interface Motion {
  state: "off" | "learning" | "quiet" | "stirring" | "moving" | "still";
  rate: "quiet" | "full";
}

/** What is sent of what there is, the best first: main, sub, only its IDRs, single JPEG pictures. */
export const RUNGS = ["full", "small", "keys", "stills"] as const;
export const LIMITS = ["none", "network", "screen", "client", "box", "asked", "camera"] as const;

export interface Quality {
  rung: (typeof RUNGS)[number];
  /** Name of the rendition that it is made of. */
  rendition: string;
  /** What keeps it from being better. */
  limit: (typeof LIMITS)[number];
  /** Milliseconds between two pictures of `keys` and `stills`, else 0. */
  every: number;
  /** For people; may be empty. */
  why: string;
}

/** Something that is recognised now. */
export interface Sighted {
  id: number;
  kind: Kind;
  /** 0 to 1. */
  score: number;
  /** Left, top, width and height, from 0 to 1 over the picture. */
  box: readonly [x: number, y: number, width: number, height: number];
  still: boolean;
}

/** All that is recognised in the picture of a moment. */
export interface Sighting {
  /** Microseconds since 1970 by the server's clock. */
  at: number;
  objects: readonly Sighted[];
}

export type Told =
  | { type: "hello"; server: string; camera: string }
  | ({ type: "health" } & Health)
  | ({ type: "rendition" } & Rendition)
  | ({ type: "quality" } & Quality)
  | ({ type: "motion" } & Motion)
  | ({ type: "objects" } & Sighting)
  | { type: "skipped"; fragments: number; milliseconds: number; why: string }
  | { type: "pong"; t0: number; now: number }
  | { type: "bye"; why: string; reconnect: boolean; after: number }
  | { type: "unknown" }
  | { type: "malformed"; why: string };

/** Device pixels of the picture on the screen. */
export interface Size {
  width: number;
  height: number;
}

export type Ask =
  | {
      type: "start";
      play: "webcodecs" | "mse" | "jpeg";
      codecs: string[];
      acks: true;
      screen: Size;
    }
  | { type: "ask"; rendition: "auto" | "best" | "saver" }
  | ({ type: "screen" } & Size)
  | { type: "ack"; sequence: number }
  | {
      type: "report";
      buffered: number;
      decoded: number;
      dropped: number;
      delay: number;
      rtt: number;
      hidden: boolean;
      /** Milliseconds that one picture takes, 0 if unknown. */
      decode: number;
    }
  | { type: "pause" }
  | { type: "resume" }
  | { type: "rate"; rate: "auto" | "full" }
  | { type: "ping"; t0: number };

export function parseMedia(message: ArrayBuffer): Media {
  if (message.byteLength < HEADER_BYTES) {
    return { kind: "malformed", why: `${message.byteLength} bytes are less than a header` };
  }
  const header = new DataView(message);
  const version = header.getUint8(0);
  if (version !== 1) {
    return { kind: "malformed", why: `version ${version} is not 1` };
  }
  const payload = header.getUint32(28);
  if (payload < HEADER_BYTES || payload > message.byteLength) {
    return { kind: "malformed", why: `payload offset ${payload} is outside the message` };
  }
  const flags = header.getUint8(3);
  const coded: Coded = {
    rendition: header.getUint8(2),
    idr: (flags & 1) !== 0,
    afterGap: (flags & 2) !== 0,
    sequence: header.getUint32(4),
    mediaTime: Number(header.getBigInt64(8)),
    captured: Number(header.getBigInt64(16)),
    duration: header.getUint32(24),
  };
  if (!Number.isSafeInteger(coded.mediaTime) || !Number.isSafeInteger(coded.captured)) {
    return { kind: "malformed", why: "a time is out of range" };
  }
  const bytes = new Uint8Array(message, HEADER_BYTES);
  switch (header.getUint8(1)) {
    case 1:
      return { kind: "init", rendition: coded.rendition, bytes };
    case 2:
      return { kind: "fragment", ...coded, bytes, unit: new Uint8Array(message, payload) };
    case 3:
      return { kind: "jpeg", ...coded, bytes: new Uint8Array(message, payload) };
    default:
      return { kind: "unknown" };
  }
}

export function parseTold(text: string): Told {
  let fields: Fields;
  try {
    fields = new Fields(JSON.parse(text));
  } catch {
    return { type: "malformed", why: "not JSON" };
  }
  try {
    return read(fields);
  } catch (e) {
    return { type: "malformed", why: e instanceof Error ? e.message : String(e) };
  }
}

function read(fields: Fields): Told {
  const type = fields.text("type");
  switch (type) {
    case "hello":
      return { type, server: fields.textOr("server", ""), camera: fields.textOr("camera", "") };
    case "health":
      return {
        type,
        state: fields.oneOf("state", ["starting", "live", "stalled", "failed", "off"]),
        reason: fields.textOr("reason", ""),
        retryIn: fields.numberOr("retryIn", 0),
      };
    case "rendition":
      return {
        type,
        id: fields.number("id"),
        name: fields.textOr("name", ""),
        codec: fields.text("codec"),
        width: fields.number("width"),
        height: fields.number("height"),
        fps: fields.numberOr("fps", 0),
        bitrate: fields.numberOr("bitrate", 0),
        why: fields.textOr("why", ""),
      };
    case "quality":
      return {
        type,
        rung: fields.oneOf("rung", RUNGS),
        rendition: fields.textOr("rendition", ""),
        limit: fields.oneOf("limit", LIMITS),
        every: fields.numberOr("every", 0),
        why: fields.textOr("why", ""),
      };
    case "motion":
      return {
        type,
        state: fields.oneOf("state", ["off", "learning", "quiet", "stirring", "moving", "still"]),
        rate: fields.oneOf("rate", ["quiet", "full"]),
      };
    case "objects":
      return { type, at: fields.number("at"), objects: fields.list("objects").flatMap(sighted) };
    case "skipped":
      return {
        type,
        fragments: fields.numberOr("fragments", 0),
        milliseconds: fields.numberOr("milliseconds", 0),
        why: fields.textOr("why", ""),
      };
    case "pong":
      return { type, t0: fields.number("t0"), now: fields.number("now") };
    case "bye":
      return {
        type,
        why: fields.textOr("why", ""),
        reconnect: fields.flagOr("reconnect", true),
        after: fields.numberOr("after", 0),
      };
    default:
      return { type: "unknown" };
  }
}

/** Nothing where it is of a kind that this page does not know yet. */
function sighted(fields: Fields): Sighted[] {
  const kind = fields.text("kind");
  const known = KINDS.find((one) => one === kind);
  const one = {
    id: fields.number("id"),
    score: Math.min(1, fields.number("score")),
    box: fields.shares("box"),
    still: fields.flagOr("still", false),
  };
  return known === undefined ? [] : [{ ...one, kind: known }];
}

/** A JSON object whose fields are asked for by name and kind; the error of one that is wrong names it. */
class Fields {
  readonly #values: Record<string, unknown>;

  constructor(value: unknown) {
    this.#values = typeof value === "object" && value !== null ? { ...value } : {};
  }

  text(name: string): string {
    const value = this.#values[name];
    return typeof value === "string" ? value : this.#wrong(name);
  }

  number(name: string): number {
    const value = this.#values[name];
    return typeof value === "number" && value >= 0 ? value : this.#wrong(name);
  }

  oneOf<T extends string>(name: string, allowed: readonly T[]): T {
    return allowed.find((one) => one === this.#values[name]) ?? this.#wrong(name);
  }

  textOr(name: string, otherwise: string): string {
    return this.#values[name] === undefined ? otherwise : this.text(name);
  }

  numberOr(name: string, otherwise: number): number {
    return this.#values[name] === undefined ? otherwise : this.number(name);
  }

  flagOr(name: string, otherwise: boolean): boolean {
    const value = this.#values[name];
    return typeof value === "boolean" ? value : otherwise;
  }

  list(name: string): Fields[] {
    const value = this.#values[name];
    return Array.isArray(value) ? value.map((one) => new Fields(one)) : this.#wrong(name);
  }

  /** A box in shares of the picture, none of it beyond the picture. */
  shares(name: string): [number, number, number, number] {
    const value = this.#values[name];
    const isBox =
      Array.isArray(value) &&
      value.length === 4 &&
      value.every((share) => typeof share === "number" && share >= 0 && share <= 1);
    if (!isBox) {
      return this.#wrong(name);
    }
    const [x, y, width, height] = value as [number, number, number, number];
    return [x, y, Math.min(width, 1 - x), Math.min(height, 1 - y)];
  }

  #wrong(name: string): never {
    throw new Error(`${name} is missing or wrong`);
  }
}
