/** Where a moment is on the strip. Times are microseconds since 1970, places are CSS pixels from the left. */

export const SECOND = 1e6;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** Where the playhead stands, as a share of the strip: what was is worth more room than what comes after. */
export const HEAD = 2 / 3;

/** The moment under the playhead, and how much time the strip is wide. */
export interface View {
  head: number;
  span: number;
  width: number;
}

/** What can be zoomed to by name. */
export const ZOOMS = [
  { name: "Day", span: DAY },
  { name: "Hour", span: HOUR },
  { name: "Minute", span: 2 * MINUTE },
] as const;

const LEAST = 20 * SECOND;
const MOST = 8 * DAY;

export function fromOf({ head, span }: View): number {
  return head - span * HEAD;
}

export function toOf({ head, span }: View): number {
  return head + span * (1 - HEAD);
}

export function placeOf(view: View, time: number): number {
  return ((time - fromOf(view)) / view.span) * view.width;
}

export function timeAt(view: View, place: number): number {
  return fromOf(view) + (place / view.width) * view.span;
}

/** The moment that comes under the playhead when the strip is dragged to the right by so much. */
export function dragged({ head, span, width }: View, by: number): number {
  return head - (by / width) * span;
}

/** `factor` above 1 shows more time. The playhead keeps its moment, as it is what one looks at. */
export function zoomed(view: View, factor: number): View {
  return { ...view, span: Math.min(MOST, Math.max(LEAST, view.span * factor)) };
}

/** The name of the zoom that is nearest, by ratio. */
export function zoomName(span: number): string {
  const far = (one: number): number => Math.abs(Math.log(one / span));
  return [...ZOOMS].sort((a, b) => far(a.span) - far(b.span))[0]?.name ?? "";
}

export function within(time: number, from: number, to: number): number {
  return Math.max(from, Math.min(to, time));
}

/** How far a strip let go at a speed still rolls, and how fast it is then: for a step of so many milliseconds. */
export function rolled(speed: number, elapsed: number): { by: number; speed: number } {
  const left = speed * Math.exp(-elapsed / ROLLS);
  return { by: (speed - left) * ROLLS, speed: left };
}

/** Milliseconds in which a rolling strip loses most of its speed. */
const ROLLS = 325;

/**
 * The moment meant by a tap: an event's beginning or footage's if one is so near that a thumb could not tell them apart.
 * `reach` in time; of several the nearest.
 */
export function snapped(time: number, marks: readonly number[], reach: number): number {
  let best = time;
  let far = reach;
  for (const mark of marks) {
    if (Math.abs(mark - time) <= far) {
      best = mark;
      far = Math.abs(mark - time);
    }
  }
  return best;
}
