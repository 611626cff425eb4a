/** What is said of the quality of a picture. */
import { type Quality, RUNGS } from "./protocol.ts";

export interface QualityText {
  word: string;
  /** What keeps it from being better, in few words; empty if nothing does. */
  limit: string;
  /** All of it in sentences. */
  words: string;
  /** Of four. */
  bars: number;
}

const WORDS: Readonly<Record<Quality["rung"], [word: string, words: string]>> = {
  full: ["Best", "The full picture"],
  small: ["Small", "The small picture"],
  keys: ["Key pictures", "Only key pictures"],
  stills: ["Stills", "Single pictures"],
};

const LIMITS: Readonly<Record<Quality["limit"], string>> = {
  none: "",
  network: "slow network",
  screen: "small on this screen",
  client: "this device is too slow",
  box: "the camera box is busy",
  asked: "as you asked",
  camera: "the camera has no better",
};

export function qualityText({ rung, limit, every, why }: Quality): QualityText {
  const [word, words] = WORDS[rung];
  const often = every > 0 ? `, one every ${secondsText(every)}` : "";
  const limited = limit === "box" && why !== "" ? why : LIMITS[limit];
  const because = limited === "" ? "" : `: ${limited}`;
  const more = why === "" || why === limited ? "" : ` ${why.charAt(0).toUpperCase()}${why.slice(1)}.`;
  return {
    word,
    limit: limited,
    words: `${words}${often}${because}.${more}`,
    bars: RUNGS.length - RUNGS.indexOf(rung),
  };
}

function secondsText(milliseconds: number): string {
  return milliseconds === 1000 ? "second" : `${+(milliseconds / 1000).toFixed(1)} s`;
}
