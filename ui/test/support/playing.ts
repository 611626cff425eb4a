import { PICTURE } from "./picture.ts";
import { media, type Viewer } from "./stand-in.ts";

/** A camera that lives, with ten pictures a second. */
export function playing(viewer: Viewer): void {
  viewer.tell({ type: "health", state: "live", reason: "", retryIn: 0 });
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
      clearInterval(timer);
    } else {
      viewer.send(media(3, PICTURE, { rendition: 1, flags: 1, sequence: sequence++, duration: 9000 }));
    }
  }, 100);
}
