/** Settings as somebody is changing them, with every step back. */
import type { Settings } from "../api/motion.ts";

export interface Draft {
  readonly now: Settings;
  readonly past: readonly Settings[];
  /** What the last step was; one that goes on is one step. */
  readonly step: string;
}

const MOST_STEPS = 100;

export function begin(now: Settings): Draft {
  return { now, past: [], step: "" };
}

/** A step of the same name as the last is the same step; one without a name is always its own. */
export function edit(draft: Draft, next: Settings, step = ""): Draft {
  if (isSame(draft.now, next)) {
    return draft;
  }
  const goesOn = step !== "" && step === draft.step;
  return { now: next, past: goesOn ? draft.past : [...draft.past, draft.now].slice(-MOST_STEPS), step };
}

export function undo(draft: Draft): Draft {
  const now = draft.past.at(-1);
  return now === undefined ? draft : { now, past: draft.past.slice(0, -1), step: "" };
}

export function isSame(one: Settings, other: Settings): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** What the server would refuse about the names of zones, and of which zone; undefined if nothing. */
export function nameProblem({ zones }: Settings): { zone: number; why: string } | undefined {
  for (const [zone, { name }] of zones.entries()) {
    const why =
      name.trim() === ""
        ? "A zone needs a name."
        : name.trim().length > 40
          ? "At most 40 characters."
          : zones.findIndex((other) => other.name.trim() === name.trim()) < zone
            ? "Another zone has this name."
            : "";
    if (why !== "") {
      return { zone, why };
    }
  }
  return undefined;
}

/** As it is sent: names without space around them. */
export function tidied(settings: Settings): Settings {
  return { ...settings, zones: settings.zones.map((zone) => ({ ...zone, name: zone.name.trim() })) };
}
