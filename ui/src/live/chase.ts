/** How a video element keeps to the live edge. All times in seconds. */

const HURRY = 1.12;
/** Playing hurries from so far beyond the cushion on, until it is back at the cushion. */
const HURRY_ABOVE = 0.04;
const JUMP_ABOVE = 0.75;
/** What a quiet scene held back comes all at once when it wakes, 0.6 s of it: then twice as fast, until it is nearly gone. */
const RUN = 2;
const RUN_ABOVE = 0.25;
const RUN_UNTIL = 0.1;

const CUSHION_LEAST = 0.03;
const CUSHION_MOST = 0.35;

/**
 * What to do when a picture has just become playable. `behind` is the time from the place of playing to that newest
 * picture; `cushion` is how far behind it is good to be, so that the next one may come a little late.
 */
export function chase(behind: number, rate: number, cushion: number): "jump" | { rate: number } {
  if (behind > JUMP_ABOVE) {
    return "jump";
  }
  if (behind > cushion + (rate === RUN ? RUN_UNTIL : RUN_ABOVE)) {
    return { rate: RUN };
  }
  const hurry = behind > cushion + (rate > 1 ? 0 : HURRY_ABOVE);
  return { rate: hurry ? HURRY : 1 };
}

/** The cushion grows each time there was nothing left to play, and shrinks slowly while there always is. */
export function cushionAfter(what: "start" | "starved" | "calm", cushion: number): number {
  switch (what) {
    case "start":
      return CUSHION_LEAST;
    case "starved":
      return Math.min(CUSHION_MOST, cushion + 0.02);
    case "calm":
      return Math.max(CUSHION_LEAST, cushion - 0.01);
  }
}
