/** How a video element keeps to the live edge. All times in seconds on the element's own timeline. */
export type Step = { kind: "rate"; rate: number } | { kind: "jump"; to: number };

export interface Range {
  start: number;
  end: number;
}

const HURRY_ABOVE = 0.25;
const HURRY_UNTIL = 0.12;
const JUMP_ABOVE = 0.7;
const HURRY = 1.12;
/** A jump lands this long before the edge: about one picture, so that there is something to show. */
const SHORT_OF_EDGE = 0.06;

/** What to do at `at`, playing at `rate`, with `buffered` to play. */
export function chase(at: number, rate: number, buffered: readonly Range[]): Step {
  const last = buffered.at(-1);
  if (last === undefined) {
    return { kind: "rate", rate: 1 };
  }
  const lag = last.end - at;
  if (lag > JUMP_ABOVE || lag < -0.001 || at < last.start) {
    return { kind: "jump", to: Math.max(last.start, last.end - SHORT_OF_EDGE) };
  }
  const hurry = lag > (rate > 1 ? HURRY_UNTIL : HURRY_ABOVE);
  return { kind: "rate", rate: hurry ? HURRY : 1 };
}
