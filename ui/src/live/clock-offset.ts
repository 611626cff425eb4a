/** One ping and its pong. Milliseconds since 1970, `sent` and `arrived` by our clock, `server` by the server's. */
export interface Exchange {
  sent: number;
  arrived: number;
  server: number;
}

const KEPT = 10;

/** The server's clock less ours, and the round trip it was found with, both in milliseconds. */
export interface Offset {
  offset: number;
  roundTrip: number;
}

/** The newest exchanges, this one included, no more than are worth keeping. */
export function remember(exchanges: readonly Exchange[], newest: Exchange): Exchange[] {
  return [...exchanges, newest].slice(-KEPT);
}

/** By the quickest exchange: the less time a message took, the less it can have been uneven. */
export function clockOffset(exchanges: readonly Exchange[]): Offset | undefined {
  let best: Offset | undefined;
  for (const { sent, arrived, server } of exchanges) {
    const roundTrip = arrived - sent;
    if (roundTrip >= 0 && (best === undefined || roundTrip < best.roundTrip)) {
      best = { offset: server - (sent + arrived) / 2, roundTrip };
    }
  }
  return best;
}
