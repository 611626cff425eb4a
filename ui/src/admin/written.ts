import type { Written } from "../api/storage.ts";
import { bytesText } from "../parts/sizes.ts";
import { whenText } from "../parts/times.ts";
import { sentence } from "../parts/words.ts";

const DAY = 86_400e6;

const NAMES: Readonly<Record<string, string>> = {
  video: "Video",
  footage: "Files around it",
  index: "Index",
  other: "Everything else",
};

/** What was written, by what for, as it is shown: a mean once it has counted for a day, until then the amounts. */
export interface Shown {
  facts: { name: string; text: string }[];
  words: string;
}

/** @param now microseconds since 1970, as the server has it */
export function writtenText({ since, by }: Written, now: number): Shown {
  if (since === 0) {
    return { facts: [], words: "Nothing is counted yet." };
  }
  const days = (now - since) / DAY;
  const text = (bytes: number): string => (days < 1 ? bytesText(bytes) : `${bytesText(bytes / days)} a day`);
  const total = by.reduce((sum, { bytes }) => sum + bytes, 0);
  const when = whenText(since, new Date(now / 1000));
  return {
    facts: [
      ...by.map(({ what, bytes }) => ({
        name: NAMES[what] ?? sentence(what).slice(0, -1),
        text: text(bytes),
      })),
      { name: "In all", text: text(total) },
    ],
    words: days < 1 ? `Written so far, counted since ${when}.` : `The mean since ${when}.`,
  };
}
