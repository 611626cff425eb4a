import { type Alert, alertPictureUrl } from "../api/alerts.ts";
import { make } from "../dom.ts";

/** What was seen; a place for it where the picture is still to come, and nothing where none comes. */
export function alertPicture({ id, picture, title, camera }: Alert, className: string): HTMLElement {
  const box = make("span", { class: className });
  if (picture) {
    const image = make("img", { src: alertPictureUrl(id), alt: `Picture: ${title}` });
    image.addEventListener("error", () => image.remove());
    box.append(image);
  }
  box.hidden = !picture && camera === "";
  return box;
}
