/** What is in the buffer of an element that plays, in seconds on its clock. */
export interface Range {
  start: number;
  end: number;
}

/** Between two ranges so much is jumped over without a word. */
const HOLE = 1;
/** As far as that before its start a range is there. */
const EDGE = 0.05;
/** An element that stops longer than that before the end of a range does not stop for want of a next picture. */
const LAST = 8;

/** In order. */
export function rangesOf(buffered: TimeRanges | undefined): Range[] {
  return Array.from({ length: buffered?.length ?? 0 }, (_, i) => ({
    start: buffered?.start(i) ?? 0,
    end: buffered?.end(i) ?? 0,
  }));
}

/** What there is around a place, with no hole that shows. */
export function rangeAt(ranges: readonly Range[], place: number): Range | undefined {
  let found: Range | undefined;
  for (const { start, end } of ranges) {
    if (found !== undefined && start - found.end <= HOLE) {
      found.end = end;
    } else if (isIn({ start, end }, place)) {
      found = { start, end };
    }
  }
  return found;
}

function isIn({ start, end }: Range, place: number): boolean {
  return start - EDGE <= place && place < end;
}

/**
 * Where the last picture ends for which an element has stopped; undefined if it has not stopped for that.
 *
 * With nothing to decode after them, an element does not get to the end of its last pictures: its clock stands at the
 * start of one, which in a quiet scene is seconds before.
 */
export function lastsUntil(ranges: readonly Range[], stopped: number): number | undefined {
  const end = ranges.find((range) => isIn(range, stopped))?.end;
  return end === undefined || end - stopped > LAST ? undefined : end;
}

/** Where it goes on after a small hole, for who has come to it. */
export function beyondHole(ranges: readonly Range[], place: number): number | undefined {
  return ranges.find(({ start }, i) => {
    const before = ranges[i - 1]?.end ?? -Infinity;
    return before - EDGE <= place && place < start && start - place <= HOLE;
  })?.start;
}

/** For how long a clock has stood that is to go on. */
export class Standing {
  #place: number | undefined;
  #end: number | undefined;
  #since = 0;

  /** `place`: where it stands; undefined if it does not. `end`: of what there is; when more comes it counts anew. */
  seconds(place: number | undefined, end: number | undefined, now: number): number {
    if (place === undefined || place !== this.#place || end !== this.#end) {
      this.#place = place;
      this.#end = end;
      this.#since = now;
    }
    return (now - this.#since) / 1000;
  }
}
