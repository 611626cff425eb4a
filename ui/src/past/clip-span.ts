import { MINUTE, SECOND, within } from "./scale.ts";

/** What is cut out: from one handle to the other. */
export interface Clip {
  from: number;
  to: number;
}

const LEAST = SECOND;
/** No export is longer. */
export const LONGEST = 120 * MINUTE;

/** What is offered first: around the moment shown, as wide as a third of what is in sight, and not after now. */
export function firstClip(head: number, span: number, now: number): Clip {
  const half = within(span / 6, 5 * SECOND, 30 * MINUTE);
  const to = Math.min(now, head + half);
  return { from: Math.round(to - 2 * half), to: Math.round(to) };
}

/** A handle is moved, and pushes neither past the other nor into the future. */
export function moved(clip: Clip, which: "from" | "to", time: number, now: number): Clip {
  return which === "from"
    ? { ...clip, from: Math.round(within(time, clip.to - LONGEST, clip.to - LEAST)) }
    : { ...clip, to: Math.round(within(time, clip.from + LEAST, Math.min(now, clip.from + LONGEST))) };
}

/** Part of a long clip that stands for it when its size is estimated. */
export function sampleOf({ from, to }: Clip): Clip {
  const most = 10 * MINUTE;
  const middle = (from + to) / 2;
  return to - from <= most
    ? { from, to }
    : { from: Math.round(middle - most / 2), to: Math.round(middle + most / 2) };
}

/** Bytes of all, from those of a part; times recorded in each. */
export function estimated(bytes: number, recordedPart: number, recordedAll: number): number {
  return recordedPart <= 0 ? 0 : Math.round((bytes * recordedAll) / recordedPart);
}
