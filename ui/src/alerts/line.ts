import type { Line, Side } from "../api/alert-rules.ts";
import type { Point } from "../api/motion.ts";

/** Length of the arrows that show which way is meant, as a share of the picture's height. */
const LONG = 0.12;

/** Arrows from the middle of the line to the sides that are meant, upright to it as it looks in the picture. */
export function arrowsOf([x1, y1, x2, y2]: Line, way: Side, ratio: number): Point[][] {
  const [dx, dy] = [(x2 - x1) * ratio, y2 - y1];
  const length = Math.hypot(dx, dy);
  if (length === 0) {
    return [];
  }
  const [mx, my] = [(x1 + x2) / 2, (y1 + y2) / 2];
  const sides = [...(way === "right" ? [] : [1]), ...(way === "left" ? [] : [-1])];
  return sides.map((side) => {
    const [ux, uy] = [(side * dy) / length, (side * -dx) / length]; // to the left, looking along it, y going down
    const at = (along: number, across: number): Point => [
      mx + ((ux * along - uy * across) * LONG) / ratio,
      my + (uy * along + ux * across) * LONG,
    ];
    return [at(0, 0), at(1, 0), at(0.65, 0.25), at(1, 0), at(0.65, -0.25)];
  });
}
