import type { Point } from "../api/motion.ts";

/** A press of an arrow moves by this share of the picture, with Shift by the larger. */
const STEP = 0.01;
const STRIDE = 0.05;

const ARROWS: Readonly<Record<string, Point>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Where over a picture somebody points. */
export function pointedAt(over: Element, { clientX, clientY }: MouseEvent): Point {
  const { left, top, width, height } = over.getBoundingClientRect();
  return [(clientX - left) / width, (clientY - top) / height];
}

/** Where a key moves a point to; undefined for one that moves none. */
export function nudged([x, y]: Point, { key, shiftKey }: KeyboardEvent): Point | undefined {
  const arrow = ARROWS[key];
  const by = shiftKey ? STRIDE : STEP;
  return arrow === undefined ? undefined : [x + arrow[0] * by, y + arrow[1] * by];
}
