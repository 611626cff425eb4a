import type { Sample } from "../api/events.ts";

/** A piece of time in which something was so. */
export interface Stretch<T> {
  from: number;
  to: number;
  what: T;
}

/** Points of a line through the scores, in a field as wide and tall as given; `top` is the score at its upper edge. */
export function scorePoints(samples: readonly Sample[], width: number, height: number, top: number): string {
  const first = samples[0]?.at ?? 0;
  const length = Math.max(1, (samples.at(-1)?.at ?? 0) - first);
  return samples
    .map(({ at, score }) => {
      const x = ((at - first) / length) * width;
      const y = height - (Math.min(score, top) / top) * height;
      return `${x.toFixed(1)},${y.toFixed(1)}`;
    })
    .join(" ");
}

/** The score at the upper edge: room above the highest, and always some above the threshold. */
export function topOf(samples: readonly Sample[]): number {
  return Math.max(1.5, ...samples.map(({ score }) => score * 1.08));
}

/** Neighbours that are alike as one stretch, from 0 to 1 of the whole time. */
export function stretchesOf<T>(samples: readonly Sample[], of: (sample: Sample) => T): Stretch<T>[] {
  const first = samples[0]?.at ?? 0;
  const length = Math.max(1, (samples.at(-1)?.at ?? 0) - first);
  const stretches: Stretch<T>[] = [];
  samples.forEach((sample, i) => {
    const what = of(sample);
    const to = ((samples[i + 1]?.at ?? sample.at) - first) / length;
    const last = stretches.at(-1);
    if (last?.what === what) {
      last.to = to;
    } else {
      stretches.push({ from: (sample.at - first) / length, to, what });
    }
  });
  return stretches;
}
