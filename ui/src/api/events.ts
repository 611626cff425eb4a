/** What happened in front of the cameras. Times are microseconds since 1970; an event that lasts has no end yet: 0. */
import { fieldsOf, listOf, numberOr, oneOf, textOr, textsOf } from "./fields.ts";
import { isKind, type Kind, kindsOf, type Sort } from "./kinds.ts";
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
  /** What was recognised, by when it was first seen. */
  kinds: Kind[];
  notices: Notice[];
  /** How many things were recognised. */
  objectCount: number;
  /** The object whose picture says most, else one that somebody was told of; undefined where there is none. */
  portrait: number | undefined;
}

/** What somebody wanted to be told of. */
export interface Notice {
  rule: string;
  at: number;
  object: number;
  /** One sentence for people. */
  text: string;
}

/** Where something was at a moment: left, top, width and height, from 0 to 1 over the picture. */
export interface Place {
  at: number;
  box: Frame;
}

export type Frame = readonly [x: number, y: number, width: number, height: number];

/** Something that was recognised in an event. */
export interface Seen {
  id: number;
  kind: Kind;
  /** 0 to 1. */
  score: number;
  first: number;
  last: number;
  /** Where it was when it was seen best. */
  box: Frame;
  path: Place[];
  zones: string[];
  /** Whether there is a picture of it. */
  picture: boolean;
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
  objects: Seen[];
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
  /** Only events with any of these; empty for all. */
  sorts?: readonly Sort[];
}

export function getEvents(wanted: Wanted): Promise<Answer<{ events: Summary[]; more: boolean }>> {
  const { camera, from, to, limit, before, sorts = [] } = wanted;
  const query = new URLSearchParams({
    limit: String(limit),
    ...(camera === "" ? {} : { camera }),
    ...(from === 0 ? {} : { from: String(from) }),
    ...(to === 0 ? {} : { to: String(to) }),
    ...(before === "" ? {} : { before }),
    ...(sorts.length === 0 ? {} : { kind: sorts.join(",") }),
  });
  return get(`api/v1/events?${query.toString()}`, (value) => {
    const { events, more } = fieldsOf(value);
    return { events: listOf(events, toSummary), more: more === true };
  });
}

export function getEvent(id: string): Promise<Answer<Event>> {
  return get(pathOf(id), (value) => {
    const { settings, samples, tracks, objects, heat, ended } = fieldsOf(value);
    return {
      ...toSummary(value),
      settings: toSettings(settings),
      samples: listOf(samples, toSample),
      tracks: listOf(tracks, toTrack),
      objects: listOf(objects, toSeen).flat(),
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

/** The best picture of something in an event. */
export function portraitUrl(id: string, object: number): string {
  return `${pathOf(id)}/objects/${object}/picture`;
}

function pathOf(id: string): string {
  return `api/v1/events/${encodeURIComponent(id)}`;
}

function toSummary(value: unknown): Summary {
  const fields = fieldsOf(value);
  const { id, camera, start, end, state, score, area, zones, from, to, why, pictures } = fields;
  const { kinds, notices, objectCount, portrait } = fields;
  const told = listOf(notices, toNotice);
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
    kinds: kindsOf(kinds),
    notices: told,
    objectCount: numberOr(objectCount, 0),
    portrait: typeof portrait === "number" ? portrait : told[0]?.object,
  };
}

function toNotice(value: unknown): Notice {
  const { rule, at, object, text } = fieldsOf(value);
  return {
    rule: textOr(rule, ""),
    at: numberOr(at, 0),
    object: numberOr(object, 0),
    text: textOr(text, ""),
  };
}

/** Nothing where it is of no kind that people look for. */
function toSeen(value: unknown): Seen[] {
  const { id, kind, score, first, last, box, path, zones, picture } = fieldsOf(value);
  return isKind(kind)
    ? [
        {
          id: numberOr(id, 0),
          kind,
          score: numberOr(score, 0),
          first: numberOr(first, 0),
          last: numberOr(last, 0),
          box: toFrame(listOf(box, (one) => numberOr(one, 0))),
          path: listOf(path, (point) => {
            const [at = 0, ...frame] = listOf(point, (one) => numberOr(one, 0));
            return { at, box: toFrame(frame) };
          }),
          zones: textsOf(zones),
          picture: picture === true,
        },
      ]
    : [];
}

function toFrame([x = 0, y = 0, width = 0, height = 0]: readonly number[]): Frame {
  return [x, y, width, height];
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
