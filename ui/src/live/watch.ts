/** Whether a connection that is open still works. All times in milliseconds on one clock. */
export interface Observed {
  now: number;
  /** When anything last arrived. */
  message: number;
  /** When a picture last arrived or was first due. */
  picture: number;
  /** Whether pictures are due: the camera is live and we have not paused. */
  expecting: boolean;
}

export type Verdict = "fine" | "stalled" | "dead";

const STALLED = 3000;
const DEAD = 6000;
/** Two pings without an answer, and some. */
const SILENT = 12_000;

export function verdict({ now, message, picture, expecting }: Observed): Verdict {
  if (now - message > SILENT) {
    return "dead";
  }
  if (!expecting || now - picture <= STALLED) {
    return "fine";
  }
  return now - picture > DEAD ? "dead" : "stalled";
}
