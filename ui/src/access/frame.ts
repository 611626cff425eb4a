import { make } from "../dom.ts";

/** The card that stands alone on the page while nobody is logged in. */
export function card(
  title: string,
  ...content: readonly Node[]
): { element: HTMLElement; title: HTMLElement } {
  const logo = make("img", { src: logoAddress(), alt: "", width: "56", height: "56" });
  const heading = make("h1", {}, title);
  return { element: make("section", { class: "door" }, logo, heading, ...content), title: heading };
}

/** The picture's name has its hash in it, which only the page itself knows. */
function logoAddress(): string {
  return document.querySelector<HTMLLinkElement>('link[rel="icon"]')?.href ?? "";
}
