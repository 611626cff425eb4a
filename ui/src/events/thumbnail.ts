import { pictureUrl, portraitUrl, type Summary } from "../api/events.ts";
import { make } from "../dom.ts";

/**
 * Sixteen to nine, that wide: the best picture of what was recognised, and else of the event. Empty where there is no
 * picture, or none comes.
 */
export function thumbnail({ id, pictures, portrait }: Summary, width: number): HTMLElement {
  const box = make("span", { class: "thumb" });
  const sources = [
    ...(portrait === undefined ? [] : [portraitUrl(id, portrait)]),
    ...(pictures > 0 ? [pictureUrl(id, 1)] : []),
  ];
  show();
  return box;

  function show(): void {
    const src = sources.shift();
    if (src === undefined) {
      return;
    }
    const image = make("img", {
      src,
      alt: "",
      loading: "lazy",
      width: String(width),
      height: String((width * 9) / 16),
      class: src.includes("/objects/") ? "portrait" : "",
    });
    image.addEventListener("error", () => {
      image.remove();
      show();
    });
    box.append(image);
  }
}
