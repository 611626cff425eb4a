/** The live protocol, version 1 (docs/ref/live-protocol.md): bytes and text from the server become tagged unions here. */

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

export type Told =
  | { type: "hello"; server: string; camera: string }
  | ({ type: "health" } & Health)
  | ({ type: "rendition" } & Rendition)
  | ({ type: "motion" } & Motion)
  | { type: "skipped"; fragments: number; milliseconds: number; why: string }
  | { type: "pong"; t0: number; now: number }
  | { type: "bye"; why: string; reconnect: boolean; after: number }
  | { type: "unknown" }
  | { type: "malformed"; why: string };

export type Ask =
  | {
      type: "start";
      play: "webcodecs" | "mse" | "jpeg";
      codecs: string[];
      screen: { width: number; height: number };
    }
  | { type: "ack"; sequence: number }
  | {
      type: "report";
      buffered: number;
      decoded: number;
      dropped: number;
      delay: number;
      rtt: number;
      hidden: boolean;
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
    case "motion":
      return {
        type,
        state: fields.oneOf("state", ["off", "learning", "quiet", "stirring", "moving", "still"]),
        rate: fields.oneOf("rate", ["quiet", "full"]),
      };
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

  #wrong(name: string): never {
    throw new Error(`${name} is missing or wrong`);
  }
}
