import type { Page } from "playwright-core";

/** What somebody who looks at the picture sees, once a frame of the screen. */
export interface Glance {
  /** Milliseconds since 1970. */
  at: number;
  /** The clock in the picture (see drawn-clock.ts), milliseconds since 1970; 0: none can be read. */
  drawn: number;
  isBlack: boolean;
  /** Of the picture, in its own pixels. */
  width: number;
  /** What the page says that the delay is, in milliseconds. */
  delay: number;
  isStill: boolean;
}

/** Run in the page before its own code: `glance.begin()` and `glance.end()`, which returns what was seen between. */
export const GLANCES = `
  globalThis.glance = (() => {
    const copy = document.createElement("canvas");
    const context = copy.getContext("2d", { alpha: false, willReadFrequently: true });
    let seen = [];
    let going = 0;
    const look = () => {
      going = requestAnimationFrame(look);
      const top = [...document.querySelectorAll("[data-stage] > :is(canvas, video)")].at(-1);
      const width = top?.videoWidth ?? top?.width ?? 0;
      const height = top?.videoHeight ?? top?.height ?? 0;
      const delay = Number(document.querySelector("[data-delay]")?.dataset.delay);
      if (width === 0) {
        seen.push({ at: Date.now(), drawn: 0, isBlack: true, width, delay, isStill: false });
        return;
      }
      copy.width = width;
      copy.height = height;
      context.drawImage(top, 0, 0);
      const light = (x, y) => context.getImageData(Math.round(x * width), Math.round(y * height), 1, 1).data[1];
      const cell = width / 80;
      const bits = Array.from({ length: 64 }, (_, i) =>
        light((cell * (1.5 + (i % 32))) / width, (cell * (1.5 + (i >> 5))) / height) > 128 ? 1 : 0);
      const bytes = Array.from({ length: 8 }, (_, i) => parseInt(bits.slice(i * 8, i * 8 + 8).join(""), 2));
      const time = bytes.slice(1, 7);
      const isRead = bytes[0] === 0b10100110 && time.reduce((a, b) => a ^ b, 0) === bytes[7];
      seen.push({
        at: Date.now(),
        drawn: isRead ? time.reduce((sum, byte) => sum * 256 + byte, 0) : 0,
        isBlack: Math.max(light(0.3, 0.3), light(0.5, 0.25), light(0.9, 0.9)) < 40,
        width,
        delay,
        isStill: document.querySelectorAll("[data-stage] > *").length > 1,
      });
    };
    return {
      begin() {
        seen = [];
        going = requestAnimationFrame(look);
      },
      end() {
        cancelAnimationFrame(going);
        return seen;
      },
    };
  })();
`;

export async function beginGlances(page: Page): Promise<void> {
  await page.evaluate("glance.begin()");
}

export async function endGlances(page: Page): Promise<Glance[]> {
  return await page.evaluate("glance.end()");
}
