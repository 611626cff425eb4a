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
