import type { Summary } from "../api/events.ts";
import { isoDay } from "../parts/times.ts";

/** Events of one day of the reader's, the newest first. */
export interface Day {
  /** 2026-11-25 */
  iso: string;
  events: Summary[];
}

export function daysOf(events: readonly Summary[]): Day[] {
  const days: Day[] = [];
  for (const event of events) {
    const iso = isoDay(event.start);
    const last = days.at(-1);
    if (last?.iso === iso) {
      last.events.push(event);
    } else {
      days.push({ iso, events: [event] });
    }
  }
  return days;
}

/** What was known, with what has just come in its place or before it. `newest` is where the list begins now. */
export function joined(known: readonly Summary[], newest: readonly Summary[], isWhole: boolean): Summary[] {
  const oldest = newest.at(-1);
  const isNew = new Set(newest.map(({ id }) => id));
  const older =
    isWhole || oldest === undefined
      ? []
      : known.filter(({ id, start }) => !isNew.has(id) && start <= oldest.start);
  return [...newest, ...older];
}
