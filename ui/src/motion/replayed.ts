/** Spans of time to try settings on, and what came of it. Times are microseconds since 1970. */
import type { Fired, Span } from "../api/motion.ts";

export type SpanName = "hour" | "today" | "yesterday" | "own";

/** So much that two times of the same event may differ by. */
const SLACK = 1e6;
/** A gap shorter than this is none. */
const SHORT = 1e6;

/** By the days of whoever reads; no span reaches into the future. */
export function spanOf(name: SpanName, now: Date, own: Span): Span {
  const day = (before: number): number =>
    new Date(now.getFullYear(), now.getMonth(), now.getDate() - before).getTime() * 1000;
  const at = now.getTime() * 1000;
  switch (name) {
    case "hour":
      return { from: at - 3600e6, to: at };
    case "today":
      return { from: day(0), to: at };
    case "yesterday":
      return { from: day(1), to: day(0) };
    case "own":
      return own;
  }
}

/** The events of both sides, told apart. */
export interface Compared {
  /** They did fire, and would again: as they would. */
  kept: Fired[];
  fresh: Fired[];
  gone: Fired[];
}

export function compare(before: readonly Fired[], after: readonly Fired[]): Compared {
  return {
    kept: after.filter((one) => before.some((other) => meet(one, other))),
    fresh: after.filter((one) => !before.some((other) => meet(one, other))),
    gone: before.filter((one) => !after.some((other) => meet(one, other))),
  };
}

/** Where nothing was kept to try settings on. */
export function gapsOf(kept: readonly Span[], span: Span): Span[] {
  const gaps: Span[] = [];
  let at = span.from;
  for (const { from, to } of [...kept].sort((a, b) => a.from - b.from)) {
    if (from - at > SHORT) {
      gaps.push({ from: at, to: Math.min(from, span.to) });
    }
    at = Math.max(at, to);
  }
  if (span.to - at > SHORT) {
    gaps.push({ from: at, to: span.to });
  }
  return gaps;
}

/** Where in the span something lies, in percent of its length. */
export function placeIn(span: Span, { from, to }: Span): { left: number; width: number } {
  const share = (at: number): number =>
    (100 * (Math.min(span.to, Math.max(span.from, at)) - span.from)) / Math.max(1, span.to - span.from);
  return { left: share(from), width: share(to) - share(from) };
}

function meet(one: Fired, other: Fired): boolean {
  return one.start <= endOf(other) + SLACK && other.start <= endOf(one) + SLACK;
}

/** One that lasts has no end yet. */
function endOf({ start, end }: Fired): number {
  return end === 0 ? Infinity : Math.max(start, end);
}
