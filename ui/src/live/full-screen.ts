/** Fills the screen with an element; on an iPhone, which lets only videos do that, the page. */

const FILLS_PAGE = "fills-page";

export function fillsScreen(element: HTMLElement): boolean {
  return document.fullscreenElement === element || element.classList.contains(FILLS_PAGE);
}

/** In or out of it. */
export function fillScreen(element: HTMLElement): void {
  if (document.fullscreenElement === element) {
    void document.exitFullscreen();
  } else if (element.classList.contains(FILLS_PAGE) || !document.fullscreenEnabled) {
    element.classList.toggle(FILLS_PAGE);
  } else {
    element.requestFullscreen({ navigationUI: "hide" }).catch(() => {
      element.classList.add(FILLS_PAGE);
    });
  }
}
