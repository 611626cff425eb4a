/** What happened in front of the cameras. Times are microseconds since 1970; an event that lasts has no end yet: 0. */
import { fieldsOf, listOf, numberOr, oneOf, textOr, textsOf } from "./fields.ts";
import {
  type Guard,
  GUARDS,
  type Heat,
  idOf,
  type Point,
  type Settings,
  type State,
  STATES,
  toHeat,
  toSettings,
} from "./motion.ts";
import { type Answer, change, get, nothing } from "./request.ts";

export interface Summary {
  id: string;
  camera: string;
  start: number;
  end: number;
  state: "lasting" | "over" | "interrupted";
  /** Times the threshold. */
  score: number;
  /** Share of the picture. */
  area: number;
  zones: string[];
  from: string;
  to: string;
  /** One sentence for people. */
  why: string;
  pictures: number;
}

export interface Sample {
  at: number;
  score: number;
  guard: Guard;
  state: State;
}

export interface Track {
  first: number;
  last: number;
  path: Point[];
  /** In the order they were entered. */
  zones: string[];
  from: string;
  to: string;
}

export interface Event extends Summary {
  settings: Settings;
  samples: Sample[];
  tracks: Track[];
  heat: Heat;
  /** For people: why it ended. */
  ended: string;
}

export interface Wanted {
  /** Empty for every camera. */
  camera: string;
  /** 0 for no bound. */
  from: number;
  to: number;
  limit: number;
  /** The event that the answer goes on after, or empty. */
  before: string;
}

export function getEvents(wanted: Wanted): Promise<Answer<{ events: Summary[]; more: boolean }>> {
  const { camera, from, to, limit, before } = wanted;
  const query = new URLSearchParams({
    limit: String(limit),
    ...(camera === "" ? {} : { camera }),
    ...(from === 0 ? {} : { from: String(from) }),
    ...(to === 0 ? {} : { to: String(to) }),
    ...(before === "" ? {} : { before }),
  });
  return get(`api/v1/events?${query.toString()}`, (value) => {
    const { events, more } = fieldsOf(value);
    return { events: listOf(events, toSummary), more: more === true };
  });
}

export function getEvent(id: string): Promise<Answer<Event>> {
  return get(pathOf(id), (value) => {
    const { settings, samples, tracks, heat, ended } = fieldsOf(value);
    return {
      ...toSummary(value),
      settings: toSettings(settings),
      samples: listOf(samples, toSample),
      tracks: listOf(tracks, toTrack),
      heat: toHeat(heat),
      ended: textOr(ended, ""),
    };
  });
}

export function removeEvent(id: string): Promise<Answer<undefined>> {
  return change("DELETE", pathOf(id), undefined, nothing);
}

/** 0 is the first with motion, 1 the one of the highest score, 2 the last. */
export function pictureUrl(id: string, number: number): string {
  return `${pathOf(id)}/pictures/${number}`;
}

function pathOf(id: string): string {
  return `api/v1/events/${encodeURIComponent(id)}`;
}

function toSummary(value: unknown): Summary {
  const { id, camera, start, end, state, score, area, zones, from, to, why, pictures } = fieldsOf(value);
  return {
    id: idOf(id),
    camera: textOr(camera, ""),
    start: numberOr(start, 0),
    end: numberOr(end, 0),
    state: oneOf(state, ["lasting", "over", "interrupted"], "over"),
    score: numberOr(score, 0),
    area: numberOr(area, 0),
    zones: textsOf(zones),
    from: textOr(from, ""),
    to: textOr(to, ""),
    why: textOr(why, ""),
    pictures: numberOr(pictures, 0),
  };
}

function toSample(value: unknown): Sample {
  const { at, score, guard, state } = fieldsOf(value);
  return {
    at: numberOr(at, 0),
    score: numberOr(score, 0),
    guard: oneOf(guard, GUARDS, "none"),
    state: oneOf(state, STATES, "quiet"),
  };
}

function toTrack(value: unknown): Track {
  const { first, last, path, zones, from, to } = fieldsOf(value);
  return {
    first: numberOr(first, 0),
    last: numberOr(last, 0),
    path: listOf(path, (point) => {
      const [, x = 0, y = 0] = listOf(point, (one) => numberOr(one, 0));
      return [x, y] as const;
    }),
    zones: textsOf(zones),
    from: textOr(from, ""),
    to: textOr(to, ""),
  };
}
