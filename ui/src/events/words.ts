import type { Event, Summary } from "../api/events.ts";
import { waitText } from "../parts/wait.ts";
import { sentence } from "../parts/words.ts";
import { short } from "../motion/words.ts";

export function lengthText({ start, end, state }: Summary, now: Date): string {
  const until = end === 0 ? now.getTime() * 1000 : end;
  const length = waitText((until - start) / 1000);
  return state === "lasting" ? `for ${length} so far` : length;
}

/** Why there is this event; the server says it, and if it does not, what is known does. */
export function whyText({ why, score, area }: Summary): string {
  return why === ""
    ? `Something moved: ${short(score)} times the threshold, on ${short(area * 100)} % of the picture.`
    : sentence(why);
}

export function wayText(from: string, to: string): string {
  return from === "" && to === ""
    ? ""
    : from === to || to === ""
      ? `from ${from}`
      : `from ${from || "?"} to ${to}`;
}

/** What of its story a listener needs: how strong, when strongest, how long. */
export function chartText({ samples }: Event): string {
  const strongest = samples.reduce((best, one) => (one.score > best.score ? one : best), {
    at: 0,
    score: 0,
  });
  return `How strongly it moved, over time: ${short(strongest.score)} times the threshold at most, at ${new Date(
    strongest.at / 1000,
  ).toLocaleTimeString()}.`;
}
