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

/** The time of day, to the second. */
export function clockText(micros: number): string {
  return new Date(micros / 1000).toLocaleTimeString();
}

/** The time of day, to the minute. */
export function timeText(micros: number): string {
  return new Date(micros / 1000).toLocaleTimeString(undefined, { hour: "2-digit", minute: "2-digit" });
}

export function spanText(from: number, to: number): string {
  return `${timeText(from)} to ${timeText(to)}`;
}

/** The day as a heading. */
export function dayHeading(micros: number, now: Date): string {
  const then = new Date(micros / 1000);
  const days = dayOf(now) - dayOf(then);
  return days === 0
    ? "Today"
    : days === 1
      ? "Yesterday"
      : then.toLocaleDateString(undefined, {
          weekday: "long",
          day: "numeric",
          month: "long",
          year: "numeric",
        });
}

/** The day as addresses and inputs have it: 2026-11-25. */
export function isoDay(micros: number): string {
  const then = new Date(micros / 1000);
  const two = (n: number): string => String(n).padStart(2, "0");
  return `${then.getFullYear()}-${two(then.getMonth() + 1)}-${two(then.getDate())}`;
}

/** When a day written so begins and ends here; undefined for what is none. */
export function dayBounds(iso: string): { from: number; to: number } | undefined {
  const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(iso);
  if (found === null) {
    return undefined;
  }
  const [year, month, day] = found.slice(1).map(Number);
  const at = (more: number): number =>
    new Date(year ?? 0, (month ?? 1) - 1, (day ?? 1) + more).getTime() * 1000;
  return isoDay(at(0)) === iso ? { from: at(0), to: at(1) } : undefined;
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
