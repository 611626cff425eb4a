import { isoDay } from "../parts/times.ts";

/** A month on paper: weeks of seven days; undefined where there is none. */
export interface Month {
  /** 2026-11 */
  iso: string;
  weeks: (string | undefined)[][];
}

/** `first` day of the week: 0 is Sunday. */
export function monthOf(year: number, month: number, first: number): Month {
  const begin = new Date(year, month, 1);
  const length = new Date(year, month + 1, 0).getDate();
  const blank = (begin.getDay() - first + 7) % 7;
  const cells: (string | undefined)[] = [
    ...Array<undefined>(blank).fill(undefined),
    ...Array.from({ length }, (_, i) => isoDay(new Date(year, month, i + 1).getTime() * 1000)),
  ];
  cells.push(...Array<undefined>((7 - (cells.length % 7)) % 7).fill(undefined));
  const weeks = Array.from({ length: cells.length / 7 }, (_, i) => cells.slice(i * 7, i * 7 + 7));
  return { iso: isoDay(begin.getTime() * 1000).slice(0, 7), weeks };
}

/** On which day weeks begin for the reader; Monday where the browser does not know. */
export function firstWeekday(language: string): number {
  const locale = new Intl.Locale(language) as Intl.Locale & {
    getWeekInfo?: () => { firstDay: number };
    weekInfo?: { firstDay: number };
  };
  return (locale.getWeekInfo?.() ?? locale.weekInfo ?? { firstDay: 1 }).firstDay % 7;
}

/**
 * A moment as somebody types it: a time of a day, given with the day as 2026-11-25 and with or without seconds.
 * A time that the night of changing clocks left out is the one the clocks jumped to; one it had twice is the first.
 */
export function typedMoment(day: string, time: string): number | undefined {
  const found = /^(\d{4})-(\d{2})-(\d{2}) (\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?$/.exec(
    `${day} ${time.trim()}`,
  );
  if (found === null) {
    return undefined;
  }
  const [year = 0, month = 0, date = 0, hour = 0, minute = 0, second = 0] = found
    .slice(1)
    .map((one: string | undefined) => Number(one ?? 0));
  const at = new Date(year, month - 1, date, hour, minute, second);
  const isReal = hour < 24 && minute < 60 && second < 60 && at.getMonth() === month - 1;
  return isReal ? at.getTime() * 1000 : undefined;
}
