import { readFileSync } from "node:fs";
import path from "node:path";
import { PICTURE } from "./picture.ts";
import { LIVE } from "./playing.ts";
import { media, type Viewer } from "./stand-in.ts";

/**
 * What a viewer of a scene with quiet times is sent: made by the server's own encoder, `bench/quiet.d/Clip.java`. The
 * scene stirs in its first second and from BEGINS to ENDS; full rate lingers for a second. Milliseconds.
 */
export const BEGINS = 8333;
export const ENDS = 10_000;
export const LASTS = 17_000;

const TICKS_PER_SECOND = 90_000;
const [INIT = Buffer.alloc(0), ...MESSAGES] = pieces(readFileSync(path.resolve("test/support/quiet.clip")));
const FIRST = capturedOf(MESSAGES[0]);

/** What became of a clip: add `shift` to its own wall time to get ours, in milliseconds. */
export interface Playing {
  shift: number;
  ended: Promise<void>;
}

/**
 * Sends the clip at its own pace, as H.264 or as JPEG pictures at the same times, and tells of quiet and motion.
 * `heldBack`: so many milliseconds of motion come all at once, as when a scene wakes and the server knows of it late.
 */
export function quietTimes(viewer: Viewer, kind: "h264" | "jpeg", heldBack = 0): Playing {
  viewer.tell(LIVE);
  viewer.tell({
    type: "rendition",
    id: 0,
    name: kind === "jpeg" ? "jpeg" : "main",
    codec: kind === "jpeg" ? "jpeg" : "avc1.42c01f",
    width: 320,
    height: 180,
    fps: 15,
    bitrate: 120_000,
    why: "",
  });
  if (kind === "h264") {
    viewer.send(media(1, INIT));
  }
  const shift = Date.now() - FIRST / 1000;
  let rate = "full";
  const ended = (async (): Promise<void> => {
    for (const message of MESSAGES) {
      const at = capturedOf(message) / 1000 + shift;
      const after = (capturedOf(message) - FIRST) / 1000 - BEGINS;
      const isHeldBack = after > -40 && after < heldBack;
      const due = isHeldBack ? at - after + heldBack : at;
      await new Promise((resolve) => setTimeout(resolve, due - Date.now()));
      const isQuiet = message.readUInt32BE(24) > TICKS_PER_SECOND / 5;
      if (rate !== (isQuiet ? "quiet" : "full")) {
        rate = isQuiet ? "quiet" : "full";
        viewer.tell({ type: "motion", state: isQuiet ? "quiet" : "moving", rate });
      }
      const now = isHeldBack ? at : Math.max(at, Date.now()); // that this process is late is not the page's delay
      viewer.send(kind === "h264" ? moved(message, now) : jpeg(message, now));
    }
  })();
  return { shift, ended };
}

function moved(message: Buffer, at: number): Buffer {
  const copy = Buffer.from(message);
  copy.writeBigInt64BE(BigInt(Math.round(at * 1000)), 16);
  return copy;
}

function jpeg(message: Buffer, at: number): Buffer {
  return media(3, PICTURE, {
    flags: 1,
    sequence: message.readUInt32BE(4),
    mediaTime: Number(message.readBigInt64BE(8)),
    captured: at * 1000,
    duration: message.readUInt32BE(24),
  });
}

function capturedOf(message: Buffer | undefined): number {
  return Number(message?.readBigInt64BE(16) ?? 0n);
}

function pieces(bytes: Buffer): Buffer[] {
  const found: Buffer[] = [];
  for (let at = 0; at < bytes.length;) {
    const size = bytes.readUInt32BE(at);
    found.push(bytes.subarray(at + 4, at + 4 + size));
    at += 4 + size;
  }
  return found;
}
