import type { Kind } from "../api/kinds.ts";
import type { Recording } from "../api/storage.ts";
import { clockText, dayHeading, timeText } from "../parts/times.ts";
import { sentence } from "../parts/words.ts";
import { type Piece, pieceAt } from "./reel.ts";
import { HOUR, MINUTE, SECOND } from "./scale.ts";

/** How long, for people: "3 h 5 min", "2 min 10 s", "4.5 s". */
export function lastsText(micros: number): string {
  if (micros < 10 * SECOND) {
    return `${(Math.max(0, micros) / SECOND).toFixed(1)} s`;
  }
  if (micros >= HOUR) {
    return joined(Math.round(micros / MINUTE), 60, "h", "min");
  }
  return joined(Math.round(micros / SECOND), 60, "min", "s");
}

function joined(all: number, per: number, large: string, small: string): string {
  const [many, rest] = [Math.floor(all / per), all % per];
  return [...(many === 0 ? [] : [`${many} ${large}`]), ...(rest === 0 ? [] : [`${rest} ${small}`])].join(" ");
}

/** A hole in what was recorded. Seconds are told where minutes would not tell the ends apart. */
export function gapText({ from, to }: { from: number; to: number }): string {
  const text = to > from && to - from < 2 * MINUTE ? clockText : timeText;
  if (from === 0) {
    return to === 0 ? "Nothing is recorded yet." : `Nothing is recorded before ${text(to)}.`;
  }
  return to === 0
    ? `Nothing is recorded after ${text(from)}.`
    : `Nothing recorded ${text(from)} to ${text(to)}.`;
}

/** The moment, and what there is of it: for who cannot see the strip. */
export function momentText(at: number, state: string, now: Date): string {
  return `${dayHeading(at, now)}, ${clockText(at)}, ${state}`;
}

/** What there is of a moment that has passed. */
export function stateText(
  at: number,
  pieces: readonly Piece[],
  events: readonly { start: number; end: number; kinds: readonly Kind[] }[],
): string {
  if (pieceAt(pieces, at) === undefined) {
    return "nothing recorded";
  }
  const event = events.find(({ start, end }) => start <= at && at < (end === 0 ? Infinity : end));
  const kinds = event === undefined || event.kinds.length === 0 ? "" : `: ${event.kinds.join(", ")}`;
  return event === undefined ? "recorded" : `recorded, an event${kinds}`;
}

export function rateText(rate: number): string {
  return `${rate}×`;
}

/** Why there is nothing, and what to do. */
export function emptyText(recording: Recording | undefined, problem: string): string {
  if (recording?.state === "paused" || problem !== "") {
    return pausedText(recording, problem);
  }
  if (recording?.mode === "off") {
    return `Recording of ${recording.camera} is off. In the settings file, "record: {mode: events}" under the camera turns it on.`;
  }
  return "Nothing is recorded yet. What comes appears here by itself.";
}

/** What should be known while something is shown; empty when all is well. */
export function recordingLine(recording: Recording | undefined, problem: string, plays: boolean): string {
  const lines = [
    recording?.state === "paused" || problem !== "" ? pausedText(recording, problem) : "",
    plays ? "" : "This browser plays no recorded video: you see two pictures a second.",
  ];
  return lines.filter((line) => line !== "").join(" ");
}

function pausedText(recording: Recording | undefined, problem: string): string {
  const why = problem !== "" ? problem : (recording?.problem ?? "");
  return recording?.state === "paused"
    ? `Recording is paused${why === "" ? "." : `: ${sentence(why).charAt(0).toLowerCase()}${sentence(why).slice(1)}`}`
    : sentence(why);
}
