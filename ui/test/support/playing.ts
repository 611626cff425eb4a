import { CODECS, FPS, fragment, HEIGHT, initSegment, WIDTH } from "./drawn-video.ts";
import { PICTURE } from "./picture.ts";
import { media, type Viewer } from "./stand-in.ts";

export const LIVE = { type: "health", state: "live", reason: "", retryIn: 0 };

/** A camera that lives, with ten pictures a second as long as the viewer stays. What it returns ends the pictures alone. */
export function playing(viewer: Viewer): () => void {
  viewer.tell(LIVE);
  viewer.tell({
    type: "rendition",
    id: 1,
    name: "jpeg",
    codec: "jpeg",
    width: 160,
    height: 90,
    fps: 10,
    bitrate: 0,
    why: "",
  });
  let sequence = 0;
  const timer = setInterval(() => {
    if (viewer.gone) {
      stop();
    } else {
      viewer.send(media(3, PICTURE, { rendition: 1, flags: 1, sequence: sequence++, duration: 9000 }));
    }
  }, 100);
  const stop = (): void => {
    clearInterval(timer);
  };
  return stop;
}

/** The same camera as its recordings: H.264, with a clock drawn into it. */
export function filming(viewer: Viewer): void {
  viewer.tell(LIVE);
  viewer.tell({
    type: "rendition",
    id: 1,
    name: "main",
    codec: CODECS,
    width: WIDTH,
    height: HEIGHT,
    fps: FPS,
    bitrate: 320_000,
    why: "",
  });
  viewer.send(media(1, initSegment(), { rendition: 1 }));
  const origin = Date.now() * 1000;
  let number = 0;
  const timer = setInterval(() => {
    for (; origin + (number * 1e6) / FPS <= Date.now() * 1000; number++) {
      const [second, picture] = [Math.floor(number / FPS), number % FPS];
      const captured = origin + (number * 1e6) / FPS;
      const bytes = fragment(origin + second * 1e6, 1, origin, number + 1, { first: picture });
      if (viewer.gone) {
        clearInterval(timer);
        return;
      }
      viewer.send(
        media(2, bytes, {
          rendition: 1,
          flags: picture === 0 ? 1 : 0,
          sequence: number,
          mediaTime: (number * 90_000) / FPS,
          captured,
          duration: 90_000 / FPS,
          payload: payloadOf(bytes),
        }),
      );
    }
  }, 40);
}

/** Where the access unit begins. */
export function payloadOf(fragment: Buffer): number {
  return fragment.readUInt32BE(0) + 8;
}
