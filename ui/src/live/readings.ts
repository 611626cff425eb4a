/** Numbers as people read them. */
import type { Motion } from "./protocol.ts";

export function bitrateText(bitsPerSecond: number): string {
  return bitsPerSecond < 999_500
    ? `${Math.round(bitsPerSecond / 1000)} kbit/s`
    : `${(bitsPerSecond / 1e6).toFixed(1)} Mbit/s`;
}

export function fpsText(fps: number): string {
  return `${fps < 9.5 ? fps.toFixed(1) : Math.round(fps)} fps`;
}

/** What is said of a scene, and at length; nothing while nobody looks for motion. */
export function sceneText({ state, rate }: Motion, fps: number | undefined): { word: string; words: string } {
  const every =
    fps === undefined
      ? "few pictures"
      : fps > 0.75 && fps < 1.4
        ? "one picture a second"
        : `${fps.toFixed(1)} pictures a second`;
  if (rate === "quiet") {
    return { word: "Quiet", words: `Quiet: ${every}` };
  }
  switch (state) {
    case "off":
      return { word: "", words: "" };
    case "learning":
      return { word: "Learning", words: "Learning what this scene looks like" };
    case "quiet":
      return { word: "Quiet", words: "Quiet: nothing stirs" };
    case "stirring":
      return { word: "Stirring", words: "Something stirs" };
    case "moving":
      return { word: "Moving", words: "Something moves" };
    case "still":
      return { word: "Still", words: "What moved stands still" };
  }
}

export function sizeText(width: number, height: number): string {
  return `${width} × ${height}`;
}

/** Milliseconds, or seconds once milliseconds say nothing more. Clocks are compared to some milliseconds: no delay is below 0. */
export function delayText(milliseconds: number): { number: string; unit: "ms" | "s" } {
  const whole = Math.max(0, Math.round(milliseconds));
  return whole < 10_000
    ? { number: String(whole), unit: "ms" }
    : { number: (milliseconds / 1000).toFixed(1), unit: "s" };
}

/** Points of a line through the values, oldest on the left, newest at the right edge; the tallest at least `top`. */
export function tracePoints(
  values: readonly number[],
  most: number,
  width: number,
  height: number,
  top: number,
): string {
  const scale = height / Math.max(top, ...values);
  const step = width / (most - 1);
  const from = width - step * (values.length - 1);
  return values
    .map((value, i) => `${(from + i * step).toFixed(1)},${(height - Math.max(0, value) * scale).toFixed(1)}`)
    .join(" ");
}

/** A name for the file of a picture: sorts by time, and every file system takes it. */
export function snapshotName(camera: string, taken: Date, type: string): string {
  const two = (n: number, digits = 2): string => String(n).padStart(digits, "0");
  const day = [two(taken.getFullYear(), 4), two(taken.getMonth() + 1), two(taken.getDate())].join("-");
  const time = [two(taken.getHours()), two(taken.getMinutes()), two(taken.getSeconds())].join("-");
  const safe = camera.replace(/[^\p{L}\p{N}_-]+/gu, "-").replace(/^-+|-+$/g, "") || "camera";
  return `${safe}_${day}_${time}.${two(taken.getMilliseconds(), 3)}.${type === "image/jpeg" ? "jpg" : "png"}`;
}
