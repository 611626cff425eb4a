const FIRST = 250;
const MOST = 5000;

/**
 * Milliseconds to wait before trying again after so many failures in a row (0: the first).
 * `luck` in [0, 1) spreads the viewers of a server that came back over half the time.
 */
export function backoff(failures: number, luck: number): number {
  const full = Math.min(MOST, FIRST * 2 ** Math.min(failures, 16));
  return Math.round(full * (0.5 + luck / 2));
}
