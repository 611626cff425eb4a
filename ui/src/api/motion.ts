/** What a camera's motion is asked for and told. Times are microseconds since 1970, points from 0 to 1 over the picture. */
import { fieldsOf, listOf, numberOr, oneOf, textOr, textsOf } from "./fields.ts";
import { type Answer, change, get } from "./request.ts";

export type Point = readonly [x: number, y: number];

export interface Zone {
  name: string;
  kind: "include" | "ignore";
  points: readonly Point[];
}

export interface Expert {
  /** Levels of 255. */
  contrast: number;
  /** Multiples of a block's own noise. */
  noise: number;
  edge: number;
  /** Percent of the picture's width. */
  travel: number;
  /** Milliseconds. */
  stillFor: number;
}

export interface Settings {
  on: boolean;
  sensitivity: number;
  /** Percent of the picture's area. */
  minSize: number;
  /** Milliseconds. */
  minDuration: number;
  fps: number;
  zones: readonly Zone[];
  expert: Expert;
}

export const STATES = ["off", "learning", "quiet", "stirring", "moving", "still", "waiting"] as const;
export type State = (typeof STATES)[number];
export const GUARDS = ["none", "learning", "gain", "light"] as const;
export type Guard = (typeof GUARDS)[number];

export interface Motion {
  settings: Settings;
  from: "standard" | "file" | "page";
  state: State;
  guard: Guard;
  /** For people: what is looked at, and what that costs. */
  source: string;
  cost: { fps: number; milliseconds: number };
  saved: { bytes: number; cpuSeconds: number; since: number };
}

/** A value for each block of the picture; 64 is exactly at the threshold. */
export interface Heat {
  columns: number;
  rows: number;
  scores: Uint8Array;
}

export interface Box {
  /** Left, top, width and height. */
  box: readonly [number, number, number, number];
  counts: boolean;
  still: boolean;
}

export interface Now {
  state: State;
  guard: Guard;
  heat: Heat;
  tracks: Box[];
}

export interface Span {
  from: number;
  to: number;
}

export interface Fired {
  /** Empty for one that would have been. */
  id: string;
  start: number;
  end: number;
  score: number;
  zones: string[];
}

export interface Replayed {
  kept: Span[];
  /** Seconds of pictures that were looked at. */
  seconds: number;
  events: Fired[];
  before: Fired[];
}

export function getMotion(camera: string): Promise<Answer<Motion>> {
  return get(pathOf(camera), toMotion);
}

export function setMotion(camera: string, settings: Settings): Promise<Answer<Motion>> {
  return change("PUT", pathOf(camera), { ...settings }, toMotion);
}

/** Back to what the settings file says. */
export function resetMotion(camera: string): Promise<Answer<undefined>> {
  return change("DELETE", pathOf(camera), undefined, () => undefined);
}

export function getNow(camera: string): Promise<Answer<Now>> {
  return get(`${pathOf(camera)}/now`, (value) => {
    const { state, guard, tracks } = fieldsOf(value);
    return {
      state: oneOf(state, STATES, "waiting"),
      guard: oneOf(guard, GUARDS, "none"),
      heat: toHeat(value),
      tracks: listOf(tracks, toBox),
    };
  });
}

export function replay(camera: string, span: Span, settings: Settings): Promise<Answer<Replayed>> {
  return change("POST", `${pathOf(camera)}/replay`, { ...span, settings }, (value) => {
    const { kept, seconds, events, before } = fieldsOf(value);
    return {
      kept: listOf(kept, toSpan),
      seconds: numberOr(seconds, 0),
      events: listOf(events, toFired),
      before: listOf(before, toFired),
    };
  });
}

export function toSettings(value: unknown): Settings {
  const { on, sensitivity, minSize, minDuration, fps, zones, expert } = fieldsOf(value);
  const { contrast, noise, edge, travel, stillFor } = fieldsOf(expert);
  return {
    on: on === true,
    sensitivity: numberOr(sensitivity, 50),
    minSize: numberOr(minSize, 0),
    minDuration: numberOr(minDuration, 0),
    fps: numberOr(fps, 0),
    zones: listOf(zones, toZone),
    expert: {
      contrast: numberOr(contrast, 0),
      noise: numberOr(noise, 0),
      edge: numberOr(edge, 0),
      travel: numberOr(travel, 0),
      stillFor: numberOr(stillFor, 0),
    },
  };
}

/** Blocks that are missing are as still as can be. */
export function toHeat(value: unknown): Heat {
  const { columns, rows, scores } = fieldsOf(value);
  const [wide, tall] = [blocksOf(columns), blocksOf(rows)];
  const told = bytesOf(textOr(scores, ""));
  const all = new Uint8Array(wide * tall);
  all.set(told.subarray(0, all.length));
  return { columns: wide, rows: tall, scores: all };
}

export function toBox(value: unknown): Box {
  const { box, counts, still } = fieldsOf(value);
  const [x = 0, y = 0, width = 0, height = 0] = listOf(box, (one) => numberOr(one, 0));
  return { box: [x, y, width, height], counts: counts === true, still: still === true };
}

export function idOf(value: unknown): string {
  return typeof value === "number" ? String(value) : textOr(value, "");
}

function pathOf(camera: string): string {
  return `api/v1/cameras/${encodeURIComponent(camera)}/motion`;
}

function toMotion(value: unknown): Motion {
  const { settings, from, state, guard, source, cost, saved } = fieldsOf(value);
  const { fps, milliseconds } = fieldsOf(cost);
  const { bytes, cpuSeconds, since } = fieldsOf(saved);
  return {
    settings: toSettings(settings),
    from: oneOf(from, ["standard", "file", "page"], "standard"),
    state: oneOf(state, STATES, "waiting"),
    guard: oneOf(guard, GUARDS, "none"),
    source: textOr(fieldsOf(source)["words"], ""),
    cost: { fps: numberOr(fps, 0), milliseconds: numberOr(milliseconds, 0) },
    saved: { bytes: numberOr(bytes, 0), cpuSeconds: numberOr(cpuSeconds, 0), since: numberOr(since, 0) },
  };
}

function toZone(value: unknown): Zone {
  const { name, kind, points } = fieldsOf(value);
  return {
    name: textOr(name, ""),
    kind: kind === "ignore" ? "ignore" : "include",
    points: listOf(points, (point) => {
      const [x = 0, y = 0] = listOf(point, (one) => numberOr(one, 0));
      return [x, y] as const;
    }),
  };
}

function toSpan(value: unknown): Span {
  const { from, to } = fieldsOf(value);
  return { from: numberOr(from, 0), to: numberOr(to, 0) };
}

function toFired(value: unknown): Fired {
  const { id, start, end, score, zones } = fieldsOf(value);
  return {
    id: idOf(id),
    start: numberOr(start, 0),
    end: numberOr(end, 0),
    score: numberOr(score, 0),
    zones: textsOf(zones),
  };
}

/** No picture has more blocks across than this. */
const MOST_BLOCKS = 640;

function blocksOf(value: unknown): number {
  return Math.min(MOST_BLOCKS, Math.floor(numberOr(value, 0)));
}

function bytesOf(base64: string): Uint8Array {
  try {
    return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  } catch {
    return new Uint8Array(0);
  }
}
