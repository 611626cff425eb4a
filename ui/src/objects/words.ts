import type { Objects } from "../api/objects.ts";
import { short } from "../motion/words.ts";
import { waitText } from "../parts/wait.ts";
import { sentence } from "../parts/words.ts";

/** From when on each word holds. */
const SURE = [
  [0.65, "very sure"],
  [0.5, "surer"],
  [0.35, "sure"],
  [0.25, "fairly sure"],
  [0, "a guess"],
] as const;

/** How sure a score is, in a word: scores of this model seldom get beyond 0.8. */
export function sureText(score: number): string {
  return SURE.find(([from]) => score >= from)?.[1] ?? "a guess";
}

/** Steps of a slider from a guess to very sure. */
export const SCORES = Array.from({ length: 17 }, (_, i) => Number((0.15 + i * 0.05).toFixed(2)));

/** How the model does, in a sentence or two; whether something is to be mended. */
export function stateText({ settings: { on }, state, reason }: Objects): { text: string; isBad: boolean } {
  const isBad = on && (state === "missing" || state === "failed");
  const word =
    isBad || !on || state === "off"
      ? "Nothing is recognised."
      : state === "loaded"
        ? "At work."
        : "Ready: it begins when something moves.";
  return { text: reason === "" ? word : `${word} ${sentence(reason)}`, isBad };
}

export function costText({ cost, model }: Objects): string {
  const { perSecond, milliseconds, allowed } = cost;
  const looks =
    milliseconds === 0 ? "No look yet" : `${short(perSecond)} looks a second, ${short(milliseconds)} ms each`;
  return [looks, allowed === 0 ? "" : `at most ${short(allowed)} a second`, model.name]
    .filter((text) => text !== "")
    .join(" · ");
}

/** What somebody can wait for, in seconds. */
export const WAITS = [0, 5, 10, 20, 30, 60, 120, 300, 600, 1800, 3600] as const;

export function waitWords(seconds: number): string {
  return seconds === 0 ? "no time at all" : waitText(seconds * 1000);
}
