import type { Page } from "playwright-core";

/** The clock drawn into a picture, read when the picture had just changed, and what the page said of it then. */
export interface Reading {
  /** Wall time in the picture, milliseconds since 1970. */
  drawn: number;
  /** Wall time when it was read. */
  read: number;
  /** Delay that the page showed. */
  shown: number;
  /** Moment that a bar of the past was at, in microseconds since 1970, when the picture was about to change. */
  at: number;
}

/**
 * Reads the clock from so many different pictures. It is 2 rows of 32 square cells, 80 cells to the picture's width,
 * one cell in from the top left corner; white is 1. Row by row: 8 bits of sync, 48 bits of milliseconds since 1970, and
 * the XOR of those 6 bytes.
 */
export async function readClock(page: Page, pictures: number): Promise<Reading[]> {
  return await page.evaluate(async (wanted) => {
    const readings: Reading[] = [];
    const copy = document.createElement("canvas");
    const context = copy.getContext("2d", { alpha: false, willReadFrequently: true });
    const until = performance.now() + 20_000;
    let last = 0;
    while (performance.now() < until) {
      await new Promise(requestAnimationFrame);
      const drawn = readOnce();
      const shown = Number(document.querySelector<HTMLElement>("[data-delay]")?.dataset["delay"]);
      const at = Number(document.querySelector<HTMLElement>("[data-at]")?.dataset["at"]);
      const newest = readings.at(-1);
      if (drawn !== undefined && drawn !== last) {
        if (readings.length > wanted) {
          break;
        }
        last = drawn;
        readings.push({ drawn, read: Date.now(), shown, at });
      } else if (newest !== undefined && drawn === newest.drawn) {
        newest.at = at;
      }
    }
    return readings.slice(1); // the first picture had been there for a while

    function readOnce(): number | undefined {
      const picture = document.querySelector<HTMLCanvasElement | HTMLVideoElement>(
        "[data-stage] > :is(canvas, video)",
      );
      if (picture === null || context === null) {
        return undefined;
      }
      const width = picture instanceof HTMLVideoElement ? picture.videoWidth : picture.width;
      const cell = width / 80;
      copy.width = Math.ceil(cell * 34);
      copy.height = Math.ceil(cell * 4);
      context.drawImage(picture, 0, 0);
      const bits = Array.from({ length: 64 }, (_, i) => {
        const side = Math.max(1, Math.round(cell / 2));
        const x = Math.round(cell * (1.25 + (i % 32)));
        const y = Math.round(cell * (1.25 + Math.floor(i / 32)));
        const { data } = context.getImageData(x, y, side, side);
        let green = 0;
        for (let at = 1; at < data.length; at += 4) {
          green += data[at] ?? 0;
        }
        return green / (data.length / 4) > 128 ? 1 : 0;
      });
      const bytes = Array.from({ length: 8 }, (_, i) => parseInt(bits.slice(i * 8, i * 8 + 8).join(""), 2));
      const time = bytes.slice(1, 7);
      return bytes[0] === 0b10100110 && time.reduce((a, b) => a ^ b, 0) === bytes[7]
        ? time.reduce((sum, byte) => sum * 256 + byte, 0)
        : undefined;
    }
  }, pictures);
}
