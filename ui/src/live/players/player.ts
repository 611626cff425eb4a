import type { Media } from "../protocol.ts";

/** Shows the pictures of one conversation in an element it is lent. After `close` the last picture still stands there. */
export interface Player {
  take(media: Media): void;
  /** After a tap, where the browser wants one; also after a pause. */
  play(): void;
  count(): Count;
  /** The picture shown, at its own size, as a file; nothing if there is none. */
  snapshot(): Promise<Blob | undefined>;
  close(): void;
}

export interface Count {
  /** Milliseconds received and not yet shown. */
  buffered: number;
  /** Pictures in all. */
  decoded: number;
  dropped: number;
  /** Milliseconds that decoding one picture takes of late; 0 where nobody knows. */
  decode: number;
}

/** What a player says back. */
export interface Audience {
  /** A picture is on the screen; `captured` in microseconds by the server's clock. */
  shown(captured: number, width: number, height: number): void;
  /** Nothing more can be shown in this conversation; another may go well. */
  broke(why: string): void;
  /** This way of playing cannot work here. */
  impossible(why: string): void;
  /** Whether the browser waits for a tap. */
  blocked(isBlocked: boolean): void;
}

/** How long something takes of late, so that a single slow one is none. */
export function smoothed(before: number, now: number): number {
  return before === 0 ? now : before + (now - before) / 8;
}

export function toFile(canvas: HTMLCanvasElement): Promise<Blob | undefined> {
  return new Promise((resolve) => {
    canvas.toBlob((blob) => {
      resolve(blob ?? undefined);
    }, "image/png");
  });
}

export function messageOf(e: unknown): string {
  return e instanceof Error ? e.message : String(e);
}

/** Milliseconds between the newest picture that arrived and the one shown, given in microseconds; 0 before one is shown. */
export function waiting(arrived: number, shown: number): number {
  return shown === 0 ? 0 : Math.max(0, (arrived - shown) / 1000);
}
