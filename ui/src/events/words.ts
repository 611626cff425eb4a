import type { Event, Summary } from "../api/events.ts";
import { make } from "../dom.ts";
import { waitText } from "../parts/wait.ts";
import { short } from "../motion/words.ts";

export function lengthText({ start, end, state }: Summary, now: Date): string {
  const until = end === 0 ? now.getTime() * 1000 : end;
  const length = waitText((until - start) / 1000);
  return state === "lasting" ? `for ${length} so far` : length;
}

/** What sets it apart from one that has come and gone. */
export function marks({ state }: Summary): HTMLElement[] {
  switch (state) {
    case "lasting":
      return [make("span", { class: "mark eye" }, "now")];
    case "interrupted":
      return [make("span", { class: "mark bad" }, "cut short")];
    case "over":
      return [];
  }
}

/** Where something came from and where it went, by the sides of the picture. */
export function wayText(from: string, to: string): string {
  const words = [
    from === "" ? "" : `came ${sideText("from", from)}`,
    to === "" ? "" : `went ${sideText("to", to)}`,
  ];
  return words.filter((text) => text !== "").join(", ") || "no telling where it came from";
}

function sideText(way: "from" | "to", side: string): string {
  return side !== "inside" ? `${way} the ${side}` : way === "from" ? "up within the picture" : "no further";
}

/** What of its story a listener needs: how strong, when strongest, how long. */
export function chartText({ samples }: Event): string {
  const strongest = samples.reduce((best, one) => (one.score > best.score ? one : best), {
    at: 0,
    score: 0,
  });
  return `How strongly it moved, over time: ${short(strongest.score)} times as strong as need be at most, at ${new Date(
    strongest.at / 1000,
  ).toLocaleTimeString()}.`;
}
