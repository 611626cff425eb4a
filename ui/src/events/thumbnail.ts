import { pictureUrl } from "../api/events.ts";
import { make } from "../dom.ts";

/** Sixteen to nine, that wide; empty where there is no picture of an event, or it does not come. */
export function thumbnail(event: string, pictures: number, width: number): HTMLElement {
  const box = make("span", { class: "thumb" });
  if (pictures > 0) {
    const image = make("img", {
      src: pictureUrl(event, 1),
      alt: "",
      loading: "lazy",
      width: String(width),
      height: String((width * 9) / 16),
    });
    image.addEventListener("error", () => image.remove());
    box.append(image);
  }
  return box;
}
