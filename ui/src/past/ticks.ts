import { DAY, HOUR, MINUTE, SECOND } from "./scale.ts";

/** A line across the strip. */
export interface Tick {
  at: number;
  /** Empty: a line alone. */
  text: string;
  /** Where a day begins. */
  isDay: boolean;
}

const STEPS = [
  ...[1, 2, 5, 10, 15, 30].map((n) => n * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((n) => n * MINUTE),
  ...[1, 2, 3, 6, 12].map((n) => n * HOUR),
  DAY,
  2 * DAY,
];

/** The shortest time between labels that leaves each its room. */
export function stepOf(span: number, width: number, room: number): number {
  const least = (span * room) / Math.max(1, width);
  return STEPS.find((step) => step >= least) ?? 7 * DAY;
}

/**
 * Lines between two moments, by the clock on the reader's wall: a night in which it is put back has an hour twice, one in
 * which it is put forward lacks one, and lines stay where the clock is round.
 */
export function ticks(from: number, to: number, step: number): Tick[] {
  const found: Tick[] = [];
  for (const at of step >= DAY ? days(from, to, step) : rounds(from, to, step)) {
    const isDay = isMidnight(at);
    const before = found.at(-1);
    const isTwice = step > HOUR && before !== undefined && at - before.at <= step / 2;
    if (!isTwice) {
      found.push({ at, text: isDay ? dayLabel(at) : clockLabel(at, step), isDay });
    }
  }
  return found;
}

/** Midnights, each by the calendar. */
export function* days(from: number, to: number, step = DAY): Generator<number> {
  const every = Math.max(1, Math.round(step / DAY));
  const first = new Date(from / 1000);
  for (let n = 0; ; n++) {
    const day = new Date(first.getFullYear(), first.getMonth(), first.getDate() + n);
    const at = day.getTime() * 1000;
    if (at > to) {
      return;
    }
    // counted from a fixed day, so that panning does not move the lines
    const number = Math.round(Date.UTC(day.getFullYear(), day.getMonth(), day.getDate()) / 86_400_000);
    if (at >= from && number % every === 0) {
      yield at;
    }
  }
}

/** Moments at which the clock shows a multiple of `step` since midnight. */
function* rounds(from: number, to: number, step: number): Generator<number> {
  const grain = Math.min(step, HOUR);
  for (let at = roundedUp(from, grain); at <= to; at = roundedUp(at + 1, grain)) {
    if (sinceMidnight(at) % step === 0) {
      yield at;
    }
  }
}

function roundedUp(time: number, grain: number): number {
  const up = (offset: number): number => Math.ceil((time + offset) / grain) * grain - offset;
  const near = up(offsetOf(time));
  return offsetOf(near) === offsetOf(time) ? near : Math.max(time, up(offsetOf(near)));
}

/** What the wall's clock is ahead of UTC. */
function offsetOf(time: number): number {
  return -new Date(time / 1000).getTimezoneOffset() * MINUTE;
}

/** By the clock, not by what has passed. */
function sinceMidnight(time: number): number {
  const at = new Date(Math.round(time / 1000));
  return at.getHours() * HOUR + at.getMinutes() * MINUTE + at.getSeconds() * SECOND;
}

export function isMidnight(time: number): boolean {
  const at = new Date(time / 1000);
  return time % SECOND === 0 && startOfDay(time) === at.getTime() * 1000;
}

/** When the day of a moment begins here; a night of changing clocks may have no midnight. */
export function startOfDay(time: number): number {
  const at = new Date(time / 1000);
  return new Date(at.getFullYear(), at.getMonth(), at.getDate()).getTime() * 1000;
}

function dayLabel(time: number): string {
  return new Date(time / 1000).toLocaleDateString(undefined, {
    weekday: "short",
    day: "numeric",
    month: "short",
  });
}

function clockLabel(time: number, step: number): string {
  return new Date(time / 1000).toLocaleTimeString(undefined, {
    hour: "2-digit",
    minute: "2-digit",
    ...(step < MINUTE ? { second: "2-digit" as const } : {}),
  });
}
