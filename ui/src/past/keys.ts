import { isDialogOpen } from "../parts/dialog.ts";
import { HOUR, MINUTE, SECOND } from "./scale.ts";

/** What keys do. */
export interface Acts {
  event(way: 1 | -1): void;
  goBy(by: number): void;
  first(): void;
  live(): void;
  zoom(factor: number): void;
  step(way: 1 | -1): void;
  toggle(): void;
  leave(): void;
  /** Draws what was recognised, or no longer. */
  boxes(): void;
}

/** Not by way of the page: a key that is held goes on and on, and some go with Ctrl. */
export function listenToKeys(acts: Acts, signal: AbortSignal): void {
  document.addEventListener(
    "keydown",
    (e) => {
      const act = isDialogOpen() ? undefined : actOf(e, acts);
      if (act !== undefined) {
        e.preventDefault();
        act();
      }
    },
    { signal },
  );
}

/** What a key does here; undefined if it is somebody else's. */
function actOf(e: KeyboardEvent, acts: Acts): (() => void) | undefined {
  const isElsewhere = e.target instanceof HTMLSelectElement || e.target instanceof HTMLInputElement;
  const isArrow = e.key === "ArrowLeft" || e.key === "ArrowRight";
  if (isElsewhere || e.defaultPrevented || e.metaKey || e.altKey || (e.ctrlKey && !isArrow)) {
    return undefined;
  }
  const far = e.shiftKey ? MINUTE : 10 * SECOND;
  const known: Record<string, (() => void) | undefined> = {
    ArrowLeft: () => (e.ctrlKey ? acts.event(-1) : acts.goBy(-far)),
    ArrowRight: () => (e.ctrlKey ? acts.event(1) : acts.goBy(far)),
    PageUp: () => acts.goBy(-HOUR),
    PageDown: () => acts.goBy(HOUR),
    Home: () => acts.first(),
    End: () => acts.live(),
    "+": () => acts.zoom(0.5),
    "=": () => acts.zoom(0.5),
    "-": () => acts.zoom(2),
    ",": () => acts.step(-1),
    ".": () => acts.step(1),
    o: () => acts.boxes(),
    Escape: () => acts.leave(),
    ...(e.target instanceof HTMLButtonElement ? {} : { " ": () => acts.toggle() }),
  };
  return known[e.key];
}
