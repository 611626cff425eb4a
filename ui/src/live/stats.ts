/** Numbers for the curious. */
import { type Choice, PLAY_NAMES } from "./choose.ts";
import type { Rates } from "./meter.ts";
import type { Count } from "./players/player.ts";
import type { Quality, Rendition, Size } from "./protocol.ts";
import { bitrateText, delayText, fpsText, sizeText } from "./readings.ts";

/** Milliseconds that delays are remembered for. */
const SPAN = 30_000;

/** The delays of the pictures shown of late. */
export class Delays {
  #shown: { at: number; delay: number }[] = [];

  /** All in milliseconds. */
  add(at: number, delay: number): void {
    this.#shown.push({ at, delay });
    while (at - (this.#shown[0]?.at ?? at) > SPAN) {
      this.#shown.shift();
    }
  }

  /** So much of them are no longer than what is returned; undefined while there are none. */
  quantile(share: number): number | undefined {
    const sorted = this.#shown.map(({ delay }) => delay).sort((a, b) => a - b);
    return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  }
}

/** What is known of what plays. Undefined is what nobody knows yet. */
export interface Known {
  choice: Choice;
  rendition: Rendition | undefined;
  quality: Quality | undefined;
  switches: number;
  /** Of the picture shown. */
  size: Size | undefined;
  rates: Rates | undefined;
  /** Milliseconds. */
  roundTrip: number | undefined;
  count: Count | undefined;
}

const UNKNOWN = "–";

export function statsRows(known: Known, delays: Delays): [name: string, text: string][] {
  const { choice, rendition, quality, rates, count, size } = known;
  const aim = rendition !== undefined && rendition.bitrate > 0 ? ` of ${bitrateText(rendition.bitrate)}` : "";
  const why =
    quality === undefined || quality.limit === "none" ? [rendition?.why ?? ""] : [quality.limit, quality.why];
  return [
    ["Rendition", rendition?.name ?? UNKNOWN],
    ["Size", size === undefined ? UNKNOWN : sizeText(size.width, size.height)],
    ["Codec", rendition?.codec ?? UNKNOWN],
    ["Pictures", rates === undefined ? UNKNOWN : fpsText(rates.fps)],
    ["Round trip", timeText(known.roundTrip)],
    ["Buffered", timeText(count?.buffered)],
    ["Decoded", String(count?.decoded ?? UNKNOWN)],
    ["Dropped", String(count?.dropped ?? UNKNOWN)],
    ["Decoding", count === undefined || count.decode === 0 ? UNKNOWN : `${count.decode.toFixed(1)} ms`],
    ["Switches", String(known.switches)],
    ["Rate", rates === undefined ? UNKNOWN : bitrateText(rates.bitrate) + aim],
    ["Delay", `p50 ${timeText(delays.quantile(0.5))}, p95 ${timeText(delays.quantile(0.95))}`],
    ["Plays with", PLAY_NAMES[choice.play] + (choice.why === "" ? "" : `: ${choice.why}`)],
    ["Server", why.filter((one) => one !== "").join("; ") || UNKNOWN],
  ];
}

function timeText(milliseconds: number | undefined): string {
  if (milliseconds === undefined) {
    return UNKNOWN;
  }
  const { number, unit } = delayText(milliseconds);
  return `${number} ${unit}`;
}
