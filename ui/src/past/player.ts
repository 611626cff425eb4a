import type { Piece } from "./reel.ts";

/** Plays what was recorded. All moments are microseconds since 1970. */
export interface Player {
  /** What there is to play around the moment shown; undefined while that is not known. */
  know(pieces: readonly Piece[] | undefined): void;
  /** Shows that moment, and goes on from there if it plays. */
  seek(at: number): void;
  play(): void;
  pause(): void;
  /** How fast, of 1; the answer is what the browser allows. */
  speed(rate: number): number;
  /** To the next picture or the one before. */
  step(way: 1 | -1): void;
  close(): void;
}

/** What a player says back. */
export interface Audience {
  /** The picture of that moment is shown. */
  shown(at: number): void;
  /** Whether there is something to wait for. */
  waits(isWaiting: boolean): void;
  /** It left out what is not there. */
  jumped(from: number, to: number): void;
  /** What happens now is what comes next. */
  caughtUp(): void;
  /** There is nothing more, as far as is known. */
  ended(): void;
  /** What was thought to be there is not. */
  doubted(): void;
  /** The browser wants a tap first. */
  blocked(): void;
  failed(why: string): void;
}
