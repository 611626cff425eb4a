/** Where recordings go, how full that is, and what is recorded now. Times are microseconds since 1970. */
import { fieldsOf, listOf, numberOr, oneOf, textOr } from "./fields.ts";
import { type Answer, get } from "./request.ts";

export const MODES = ["off", "continuous", "motion", "events", "dual"] as const;
export type Mode = (typeof MODES)[number];
export const STATES = ["recording", "waiting", "paused", "off"] as const;

export interface Recording {
  camera: string;
  mode: Mode;
  /** Waiting: for what the mode has it record. */
  state: (typeof STATES)[number];
  /** For people: why it is paused. */
  problem: string;
}

export interface Mend {
  at: number;
  what: string;
  file: string;
}

/** Bytes given to the disk since then; 0 for never. */
export interface Written {
  since: number;
  by: { what: string; bytes: number }[];
}

export interface Storage {
  /** Empty for who may not know. */
  folder: string;
  disk: { size: number; free: number };
  used: number;
  /** 0: none but the disk's. */
  limit: number;
  oldest: number;
  recording: Recording[];
  problem: string;
  written: Written;
  /** Of the medium's life, in percent; undefined where it does not tell. */
  wear: { used: number; words: string } | undefined;
  mends: Mend[];
}

export function getStorage(): Promise<Answer<Storage>> {
  return get("api/v1/storage", (value) => {
    const { folder, disk, used, limit, oldest, recording, problem, written, wear, mends } = fieldsOf(value);
    const { size, free } = fieldsOf(disk);
    const { since, ...by } = fieldsOf(written);
    return {
      folder: textOr(folder, ""),
      disk: { size: numberOr(size, 0), free: numberOr(free, 0) },
      used: numberOr(used, 0),
      limit: numberOr(limit, 0),
      oldest: numberOr(oldest, 0),
      recording: listOf(recording, toRecording),
      problem: textOr(problem, ""),
      written: {
        since: numberOr(since, 0),
        by: Object.entries(by).flatMap(([what, bytes]) =>
          typeof bytes === "number" ? [{ what, bytes }] : [],
        ),
      },
      wear: toWear(wear),
      mends: listOf(mends, (one) => {
        const { at, what, file } = fieldsOf(one);
        return { at: numberOr(at, 0), what: textOr(what, textOr(one, "")), file: textOr(file, "") };
      }),
    };
  });
}

function toRecording(value: unknown): Recording {
  const { camera, mode, state, problem } = fieldsOf(value);
  return {
    camera: textOr(camera, ""),
    mode: oneOf(mode, MODES, "off"),
    state: oneOf(state, STATES, "off"),
    problem: textOr(problem, ""),
  };
}

function toWear(value: unknown): Storage["wear"] {
  const { used, reserve, words } = fieldsOf(value);
  const told = textOr(words, textOr(reserve, textOr(value, "")));
  return typeof used === "number" || told !== "" ? { used: numberOr(used, 0), words: told } : undefined;
}
