/** Where things are at the moment of a picture, worked out from what was told of moments near it. Microseconds, shares. */
import type { Frame, Place, Seen } from "../api/events.ts";
import type { Kind } from "../api/kinds.ts";
import type { Sighted, Sighting } from "../live/protocol.ts";

/** Something as it is drawn. */
export interface Mark {
  id: number;
  kind: Kind;
  score: number;
  box: Frame;
  still: boolean;
  /** Where it stood in the last seconds, oldest first. */
  way: readonly Spot[];
}

export type Spot = readonly [x: number, y: number];

/** What lies so long behind is forgotten, and so much of a way is drawn. */
const KEPT = 8e6;
const WAY = 4e6;
/** So far something is thought to go on as it went, and then back to where it was told to be. */
const AHEAD = 300_000;
const BACK = 500_000;
/** A speed is measured over at least so long, and at most. */
const SHORTEST = 150_000;
const LONGEST = 1e6;
/** Who got no further than this in the time of a way has none. */
const NO_WAY = 0.02;
/** Things of the past are drawn so long before and after they were seen. */
const EDGE = 150_000;

/** What was told live, of the last seconds. */
export class Course {
  #told: Sighting[] = [];

  take(sighting: Sighting): void {
    const since = sighting.at - KEPT;
    const all = [...this.#told.filter(({ at }) => at < sighting.at), sighting];
    this.#told = all.filter(({ at }, i) => at >= since || i >= all.length - 2);
  }

  forget(): void {
    this.#told = [];
  }

  /** Whether there is nothing, now or in what is not shown yet. */
  get isEmpty(): boolean {
    return this.#told.every(({ objects }) => objects.length === 0);
  }

  /** All there is in the picture of a moment. `steps`: as it was told, with nothing worked out between. */
  marksAt(moment: number, steps = false): Mark[] {
    const index = this.#told.findLastIndex(({ at }) => at <= moment);
    const before = this.#told[index];
    const after = this.#told[index + 1];
    return (before?.objects ?? []).map((one) => {
      const { id, kind, score, still } = one;
      const box =
        steps || before === undefined
          ? one.box
          : after === undefined
            ? this.#onwards(one, before.at, moment)
            : between(one.box, before.at, find(after, id)?.box ?? one.box, after.at, moment);
      return { id, kind, score, still, box, way: still || steps ? [] : this.#way(id, box, index, moment) };
    });
  }

  /** Nothing newer was told yet: for a moment it goes on as it went. */
  #onwards({ id, box, still }: Sighted, at: number, moment: number): Frame {
    const earlier = this.#told.findLast((one) => at - one.at >= SHORTEST && find(one, id) !== undefined);
    const was = earlier === undefined ? undefined : find(earlier, id)?.box;
    if (still || earlier === undefined || was === undefined || at - earlier.at > LONGEST) {
      return box;
    }
    const share = ahead(moment - at) / (at - earlier.at);
    const [x, y, width, height] = box;
    const by = (size: number, from: number, to: number): number => size + (to - from) * share;
    const [footX, footY] = [x + width / 2 - (was[0] + was[2] / 2), y + height / 2 - (was[1] + was[3] / 2)];
    return [by(x, 0, footX), by(y, 0, footY), width, height];
  }

  #way(id: number, box: Frame, index: number, moment: number): Spot[] {
    const lately = this.#told.slice(0, index + 1).filter(({ at }) => moment - at <= WAY);
    const spots = lately.flatMap((one) => {
      const found = find(one, id);
      return found === undefined ? [] : [footOf(found.box)];
    });
    return wayOf([...spots, footOf(box)]);
  }
}

/** What was recognised in an event, as it was at a moment. */
export function marksOf(objects: readonly Seen[], moment: number): Mark[] {
  return objects
    .filter(({ first, last }) => first - EDGE <= moment && moment <= last + EDGE)
    .map(({ id, kind, score, box, path }) => {
      const lately = path
        .filter(({ at }) => at <= moment && moment - at <= WAY)
        .map((one) => footOf(one.box));
      const now = boxAt(path, moment) ?? box;
      const way = wayOf([...lately, footOf(now)]);
      return { id, kind, score, box: now, still: way.length === 0, way };
    });
}

/** Where something was, between the places that are known; undefined if none is. */
export function boxAt(path: readonly Place[], moment: number): Frame | undefined {
  const index = path.findLastIndex(({ at }) => at <= moment);
  const [before, after] = [path[index], path[index + 1]];
  return before === undefined || after === undefined
    ? (before ?? after)?.box
    : between(before.box, before.at, after.box, after.at, moment);
}

/** Where a thing stands: the middle of its lower edge. */
export function footOf([x, y, width, height]: Frame): Spot {
  return [x + width / 2, y + height];
}

function wayOf(spots: readonly Spot[]): Spot[] {
  const [[x0, y0] = [0, 0]] = spots;
  return spots.some(([x, y]) => Math.hypot(x - x0, y - y0) > NO_WAY) ? [...spots] : [];
}

function find({ objects }: Sighting, id: number): Sighted | undefined {
  return objects.find((one) => one.id === id);
}

function between(from: Frame, since: number, to: Frame, until: number, moment: number): Frame {
  const share = Math.max(0, Math.min(1, (moment - since) / Math.max(1, until - since)));
  const by = (i: 0 | 1 | 2 | 3): number => from[i] + (to[i] - from[i]) * share;
  return [by(0), by(1), by(2), by(3)];
}

/** Of so long without news, how much it is carried on. */
function ahead(since: number): number {
  return since <= AHEAD ? Math.max(0, since) : Math.max(0, AHEAD * (1 - (since - AHEAD) / BACK));
}
