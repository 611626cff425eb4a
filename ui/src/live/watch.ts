/** Whether a connection that is open still works. All times in milliseconds on one clock. */
export interface Observed {
  now: number;
  /** When anything last arrived. */
  message: number;
  /** When a picture last arrived or was first due. */
  picture: number;
  /** When a picture was last shown or could first have been. */
  shown: number;
  /** Whether pictures are due: the camera is live and we have not paused. */
  expecting: boolean;
  /** Time between two pictures where they are sent rarely on purpose, else 0. */
  every: number;
}

/** "blind": pictures arrive, and none is shown. */
export type Verdict = "fine" | "stalled" | "dead" | "blind";

const STALLED = 3000;
const DEAD = 6000;
const BLIND = 8000;
/** Two pings without an answer, and some. */
const SILENT = 12_000;

export function verdict({ now, message, picture, shown, expecting, every }: Observed): Verdict {
  if (now - message > SILENT) {
    return "dead";
  }
  if (!expecting) {
    return "fine";
  }
  if (now - picture <= STALLED + every) {
    return now - shown > BLIND + every ? "blind" : "fine";
  }
  return now - picture > DEAD + 2 * every ? "dead" : "stalled";
}
