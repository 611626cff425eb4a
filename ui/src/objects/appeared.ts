import type { Kind } from "../api/kinds.ts";

/** Milliseconds that a kind is away before its coming is news again. */
const AWAY = 10_000;

/** Which kinds have just come, out of what there is from time to time: one that was lost for a moment has not. */
export class Appeared {
  readonly #seen = new Map<Kind, number>();

  /** Those that are news. `now` in milliseconds. */
  take(kinds: readonly Kind[], now: number): Kind[] {
    const fresh = [...new Set(kinds)].filter((kind) => now - (this.#seen.get(kind) ?? -Infinity) > AWAY);
    kinds.forEach((kind) => this.#seen.set(kind, now));
    return fresh;
  }
}
