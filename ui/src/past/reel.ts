import type { Span } from "../api/footage.ts";
import { SECOND } from "./scale.ts";

export interface Piece {
  start: number;
  end: number;
}

/** Shorter breaks are none that anybody would see. */
const JOINED = 0.75 * SECOND;

/** Where there is something to play, whichever file or rendition it is in: oldest first, none touching the next. */
export function playable(spans: readonly Span[]): Piece[] {
  const pieces: Piece[] = [];
  for (const { start, end } of [...spans].sort((a, b) => a.start - b.start)) {
    const last = pieces.at(-1);
    if (last !== undefined && start <= last.end + JOINED) {
      last.end = Math.max(last.end, end);
    } else if (end > start) {
      pieces.push({ start, end });
    }
  }
  return pieces;
}

/** The piece that has this moment. */
export function pieceAt(pieces: readonly Piece[], time: number): Piece | undefined {
  return pieces.find(({ start, end }) => start <= time && time < end);
}

export function pieceAfter(pieces: readonly Piece[], time: number): Piece | undefined {
  return pieces.find(({ start }) => start > time);
}

/** Nothing was recorded between these; undefined where something was, 0 where nothing came before or since. */
export function gapAt(pieces: readonly Piece[], time: number): { from: number; to: number } | undefined {
  if (pieceAt(pieces, time) !== undefined) {
    return undefined;
  }
  return {
    from: pieces.findLast(({ end }) => end <= time)?.end ?? 0,
    to: pieceAfter(pieces, time)?.start ?? 0,
  };
}

/** Time of a span in which there is footage. */
export function recordedIn(pieces: readonly Piece[], from: number, to: number): number {
  return pieces.reduce(
    (sum, { start, end }) => sum + Math.max(0, Math.min(end, to) - Math.max(start, from)),
    0,
  );
}

/** What is to be had next by somebody who plays. */
export type Next =
  | { kind: "fetch"; from: number; to: number }
  /** There is enough to play for now. */
  | { kind: "enough" }
  /** Nothing is recorded from here to there. */
  | { kind: "gap"; from: number; to: number }
  /** What is played is so new that it can be watched as it happens. */
  | { kind: "live" }
  /** There is no more, and what is written now is not of this camera. */
  | { kind: "end" };

export interface Playing {
  /** The moment shown. */
  at: number;
  /** Up to here it is in the buffer without a break; `at` if nothing is. */
  loaded: number;
  rate: number;
  now: number;
}

/** Seconds of playing that are had in advance, and how much is asked for at once; both of the reader's time. */
const AHEAD = 12;
const WINDOW = 20;
/** What is asked for at once is never more. */
const MOST = 120 * SECOND;
/** So near to now there is nothing left to wait for. */
const LIVE = 4 * SECOND;
/** What comes in the file being written is not in the list until it is asked for again. */
const GROWS = 30 * SECOND;

export function nextOf(pieces: readonly Piece[], { at, loaded, rate, now }: Playing): Next {
  if (now - at <= LIVE) {
    return { kind: "live" };
  }
  const later = pieceAfter(pieces, at);
  if (later !== undefined && pieceAt(pieces, at) === undefined) {
    return { kind: "gap", from: at, to: later.start }; // though more may be loaded than is wanted now
  }
  const speed = Math.max(1, rate);
  if (loaded - at >= AHEAD * speed * SECOND) {
    return { kind: "enough" };
  }
  const piece = pieceAt(pieces, loaded + JOINED / 3);
  if (piece !== undefined) {
    const to = Math.min(piece.end, loaded + Math.min(MOST, WINDOW * speed * SECOND));
    return { kind: "fetch", from: Math.round(loaded), to: Math.round(to) };
  }
  const after = pieceAfter(pieces, loaded);
  if (loaded > at + JOINED / 3) {
    return { kind: "enough" }; // first what is here is played to its end
  }
  if (after !== undefined) {
    return { kind: "gap", from: loaded, to: after.start };
  }
  return now - loaded <= GROWS ? { kind: "live" } : { kind: "end" };
}

/** The moment of the event after or before a moment; events may come in any order. */
export function stepEvent(starts: readonly number[], time: number, way: 1 | -1): number | undefined {
  // who has just gone to an event and plays it goes on to the one before it, not to where it began
  const edge = way === 1 ? time + SECOND / 2 : time - 4 * SECOND;
  const found = starts.filter((start) => (way === 1 ? start > edge : start < edge));
  return found.length === 0 ? undefined : way === 1 ? Math.min(...found) : Math.max(...found);
}

/** What there is of what happened, with a little before and after. */
export function around(
  pieces: readonly Piece[],
  events: readonly { start: number; end: number }[],
  lead: number,
  now: number,
): Piece[] {
  const wanted = playable(
    events.map(({ start, end }) => ({
      ...NO_SPAN,
      start: start - lead,
      end: (end === 0 ? now : end) + lead,
    })),
  );
  return wanted.flatMap((one) =>
    pieces
      .map(({ start, end }) => ({ start: Math.max(start, one.start), end: Math.min(end, one.end) }))
      .filter(({ start, end }) => end > start),
  );
}

const NO_SPAN = { event: false, locked: false, open: false };
