/** What was recorded: where there is some, and its pictures. Times are microseconds since 1970. */
import { fieldsOf, listOf, numberOr, textOr } from "./fields.ts";
import { type Answer, change, fetchBytes, get, nothing } from "./request.ts";

/** Unbroken video of one kind. */
export interface Span {
  start: number;
  end: number;
  event: boolean;
  locked: boolean;
  /** Still being written. */
  open: boolean;
}

export interface Footage {
  /** Oldest first. */
  spans: Span[];
  /** Of all there is of the camera, not only what was asked for; 0 if there is none. */
  first: number;
  last: number;
  /** How much moved, 0 to 255, from `from` on for each `step`. */
  activity: { from: number; step: number; values: Uint8Array };
}

export interface Day {
  /** 2026-11-25 */
  day: string;
  seconds: number;
  events: number;
  locked: boolean;
}

export interface Removed {
  files: number;
  bytes: number;
  /** Files that stayed because they are locked. */
  locked: number;
}

export interface Asked {
  from: number;
  to: number;
}

export function getFootage(camera: string, { from, to }: Asked, buckets: number): Promise<Answer<Footage>> {
  return get(`${pathOf(camera)}/footage?from=${from}&to=${to}&buckets=${buckets}`, (value) => {
    const { spans, first, last, activity } = fieldsOf(value);
    return {
      spans: listOf(spans, toSpan).sort((a, b) => a.start - b.start),
      first: numberOr(first, 0),
      last: numberOr(last, 0),
      activity: toActivity(activity),
    };
  });
}

export function getDays(camera: string, zone: string): Promise<Answer<Day[]>> {
  const query = new URLSearchParams({ camera, zone });
  return get(`api/v1/footage/days?${query.toString()}`, (value) =>
    listOf(fieldsOf(value)["days"], (one) => {
      const { day, seconds, events, locked } = fieldsOf(one);
      return {
        day: textOr(day, ""),
        seconds: numberOr(seconds, 0),
        events: numberOr(events, 0),
        locked: locked === true || numberOr(locked, 0) > 0,
      };
    }),
  );
}

export function lockFootage(camera: string, span: Asked, locked: boolean): Promise<Answer<undefined>> {
  return change("PUT", `${pathOf(camera)}/footage/lock`, { ...span, locked }, nothing);
}

export function removeFootage(camera: string, { from, to }: Asked): Promise<Answer<Removed>> {
  return change("DELETE", `${pathOf(camera)}/footage?from=${from}&to=${to}`, undefined, (value) => {
    const { files, bytes, locked } = fieldsOf(value);
    return { files: numberOr(files, 0), bytes: numberOr(bytes, 0), locked: numberOr(locked, 0) };
  });
}

export interface Video {
  body: ReadableStream<Uint8Array<ArrayBuffer>>;
  /** RFC 6381; empty if the server does not say. */
  codecs: string;
}

export type Fetched<T> = Answer<T> | { kind: "given up" };

/** Fragments from the key frame at or before `from`; their times count from `origin`. */
export async function fetchVideo(
  camera: string,
  { from, to }: Asked,
  origin: number,
  signal: AbortSignal,
): Promise<Fetched<Video>> {
  const path = `${pathOf(camera)}/video?from=${from}&to=${to}&origin=${origin}`;
  const answer = await fetchBytes(path, signal);
  if (answer.kind !== "ok") {
    return answer;
  }
  const { body, headers } = answer.value;
  return body === null
    ? { kind: "unreachable" }
    : { kind: "ok", value: { body, codecs: headers.get("Nightjar-Codecs") ?? "" } };
}

/** How many bytes the video of a span has. */
export async function measureVideo(
  camera: string,
  { from, to }: Asked,
  signal: AbortSignal,
): Promise<Fetched<number>> {
  const path = `${pathOf(camera)}/video?from=${from}&to=${to}&origin=${from}`;
  const answer = await fetchBytes(path, signal, { Range: "bytes=0-0" });
  if (answer.kind !== "ok") {
    return answer;
  }
  const { headers, body } = answer.value;
  void body?.cancel();
  const total = /\/(\d+)$/.exec(headers.get("Content-Range") ?? "")?.[1] ?? headers.get("Content-Length");
  return { kind: "ok", value: numberOr(Number(total), 0) };
}

export interface Frame {
  picture: Blob;
  /** When it was taken. */
  captured: number;
}

/** `exact`: the picture of that very moment, else the nearest that is cheap to have. */
export async function fetchFrame(
  camera: string,
  at: number,
  width: number,
  exact: boolean,
  signal: AbortSignal,
): Promise<Fetched<Frame>> {
  const path = `${pathOf(camera)}/frame?at=${at}&width=${width}${exact ? "&exact=true" : ""}`;
  const answer = await fetchBytes(path, signal);
  if (answer.kind !== "ok") {
    return answer;
  }
  const { headers } = answer.value;
  try {
    const captured = Number(headers.get("Nightjar-Captured") ?? at);
    return { kind: "ok", value: { picture: await answer.value.blob(), captured } };
  } catch {
    return { kind: signal.aborted ? "given up" : "unreachable" };
  }
}

export function frameUrl(camera: string, at: number, width: number): string {
  return `${pathOf(camera)}/frame?at=${at}&width=${width}`;
}

function pathOf(camera: string): string {
  return `api/v1/cameras/${encodeURIComponent(camera)}`;
}

function toSpan(value: unknown): Span {
  const { start, end, event, locked, open } = fieldsOf(value);
  return {
    start: numberOr(start, 0),
    end: numberOr(end, 0),
    event: event === true,
    locked: locked === true,
    open: open === true,
  };
}

function toActivity(value: unknown): Footage["activity"] {
  const { from, step, values } = fieldsOf(value);
  return {
    from: numberOr(from, 0),
    step: numberOr(step, 0),
    values: Uint8Array.from(listOf(values, (one) => numberOr(one, 0))),
  };
}
