/** The shapes of zones: corners from 0 to 1 over the picture, a polygon that closes itself. */
import type { Point } from "../api/motion.ts";

export const FEWEST = 3;
export const MOST = 40;

/** Parts of the picture's side that a corner is exact to. */
const GRID = 10_000;

/** The nearest point that lies in the picture. */
export function inside([x, y]: Point): Point {
  return [within(x), within(y)];
}

export function withMoved(points: readonly Point[], corner: number, to: Point): Point[] {
  return points.map((point, i) => (i === corner ? inside(to) : point));
}

/** All of it moved, as far as the picture goes. */
export function withShifted(points: readonly Point[], dx: number, dy: number): Point[] {
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  const [right, down] = [room(dx, xs), room(dy, ys)];
  return points.map(([x, y]) => inside([x + right, y + down]));
}

/** A corner more, on the edge that follows the corner `edge`. */
export function withAdded(points: readonly Point[], edge: number, at: Point): Point[] {
  return points.length >= MOST ? [...points] : points.toSpliced(edge + 1, 0, inside(at));
}

export function withRemoved(points: readonly Point[], corner: number): Point[] {
  return points.length <= FEWEST ? [...points] : points.toSpliced(corner, 1);
}

export function middleOf(points: readonly Point[], edge: number): Point {
  const [[ax, ay], [bx, by]] = edgeOf(points, edge);
  return [(ax + bx) / 2, (ay + by) / 2];
}

/** The point of one edge that is nearest to another, as it looks in a picture `ratio` times as wide as tall. */
export function nearestOn(points: readonly Point[], edge: number, [x, y]: Point, ratio: number): Point {
  const [[ax, ay], [bx, by]] = edgeOf(points, edge);
  const [dx, dy] = [(bx - ax) * ratio, by - ay];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : ((x - ax) * ratio * dx + (y - ay) * dy) / length;
  const share = Math.min(1, Math.max(0, along));
  return [ax + (bx - ax) * share, ay + (by - ay) * share];
}

/** A zone to begin with: in the middle, and not where the last one began. */
export function fresh(count: number): Point[] {
  const off = (count % 5) * 0.04;
  const [left, top, right, bottom] = [0.3 + off, 0.3 + off, 0.6 + off, 0.65 + off];
  return [
    [left, top],
    [right, top],
    [right, bottom],
    [left, bottom],
  ].map(([x = 0, y = 0]) => inside([x, y]));
}

/** Percent from the left and from the top, as it is read out. */
export function placeText([x, y]: Point): string {
  return `${Math.round(x * 100)} % from the left, ${Math.round(y * 100)} % from the top`;
}

/** A standing shape of so many percent of a picture's area: width and height as shares of it. */
export function shapeOf(percent: number, ratio: number): { width: number; height: number } {
  const area = percent / 100;
  const height = Math.min(1, Math.sqrt(area * ratio * 2));
  return { width: Math.min(1, area / height), height };
}

function within(share: number): number {
  return Math.round(Math.min(1, Math.max(0, share)) * GRID) / GRID;
}

function room(wish: number, values: readonly number[]): number {
  return Math.min(1 - Math.max(...values), Math.max(-Math.min(...values), wish));
}

function edgeOf(points: readonly Point[], edge: number): [Point, Point] {
  const nowhere: Point = [0, 0];
  return [points[edge] ?? nowhere, points[(edge + 1) % points.length] ?? nowhere];
}
