/** How many pictures somebody wants of a scene in which nothing stirs. Remembered by the browser, the same for all cameras. */
export type Rate = "auto" | "full";

const KEY = "nightjar.rate";
const CHANGED = "nightjar-rate";

export function wantedRate(): Rate {
  try {
    return localStorage.getItem(KEY) === "full" ? "full" : "auto";
  } catch {
    return "auto"; // a browser that keeps nothing
  }
}

export function wantRate(rate: Rate): void {
  try {
    localStorage.setItem(KEY, rate);
  } catch {
    // it holds until the page is left
  }
  globalThis.dispatchEvent(new CustomEvent<Rate>(CHANGED, { detail: rate }));
}

/** Called whenever it changes, in this page or in another of the same browser. */
export function onRate(changed: (rate: Rate) => void, signal: AbortSignal): void {
  globalThis.addEventListener(CHANGED, (e) => changed((e as CustomEvent<Rate>).detail), { signal });
  globalThis.addEventListener(
    "storage",
    ({ key }) => {
      if (key === KEY) {
        changed(wantedRate());
      }
    },
    { signal },
  );
}
