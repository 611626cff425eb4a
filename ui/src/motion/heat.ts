import type { Heat } from "../api/motion.ts";

/** A block at the threshold. */
export const THRESHOLD = 64;

/** Red, green, blue and opacity of a block: faint and cold below the threshold, warm and strong from there on. */
export function colourOf(score: number): readonly [number, number, number, number] {
  if (score === 0) {
    return [0, 0, 0, 0];
  }
  if (score < THRESHOLD) {
    return [120, 200, 255, Math.round(20 + (60 * score) / THRESHOLD)];
  }
  const strength = (score - THRESHOLD) / (255 - THRESHOLD);
  return [
    255,
    Math.round(190 - 140 * strength),
    Math.round(60 - 30 * strength),
    Math.round(130 + 90 * strength),
  ];
}

/** Scores drawn over a picture, a pixel for each block; the stylesheet makes it as large as the picture. */
export function drawHeat(canvas: HTMLCanvasElement, { columns, rows, scores }: Heat): void {
  if (canvas.width !== columns || canvas.height !== rows) {
    canvas.width = columns;
    canvas.height = rows;
  }
  const context = canvas.getContext("2d");
  if (context === null || scores.length === 0) {
    return;
  }
  const image = context.createImageData(columns, rows);
  scores.forEach((score, i) => image.data.set(colourOf(score), i * 4));
  context.putImageData(image, 0, 0);
}
