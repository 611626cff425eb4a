/** Times as the server has them, microseconds since 1970 and 0 for never, in words and by the reader's clock. */

export function whenText(micros: number, now: Date): string {
  if (micros === 0) {
    return "never";
  }
  const then = new Date(micros / 1000);
  const ago = now.getTime() - then.getTime();
  if (Math.abs(ago) < 90_000) {
    return "just now";
  }
  const time = then.toLocaleTimeString(undefined, { hour: "2-digit", minute: "2-digit" });
  const days = dayOf(now) - dayOf(then);
  return days === 0 ? `today ${time}` : days === 1 ? `yesterday ${time}` : `${dayText(then)}, ${time}`;
}

/** To the second: for what may have to be compared with other records. */
export function exactText(micros: number): string {
  const then = new Date(micros / 1000);
  return `${dayText(then)}, ${then.toLocaleTimeString()}`;
}

/** The day alone. */
export function dateText(micros: number): string {
  return micros === 0 ? "never" : dayText(new Date(micros / 1000));
}

function dayText(then: Date): string {
  return then.toLocaleDateString(undefined, { day: "numeric", month: "short", year: "numeric" });
}

/** Days since 1970 of the calendar the reader lives by. */
function dayOf(date: Date): number {
  return Math.floor(Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / 86_400_000);
}
