import type { Recording } from "../api/storage.ts";

/** What a camera's place on the page says about its being recorded: one word, and at length. */
export interface RecordingText {
  word: string;
  words: string;
  kind: "on" | "waiting" | "paused" | "off";
}

export function recordingText({ mode, state, problem }: Recording): RecordingText {
  if (mode === "off" && state !== "paused") {
    return { word: "not recorded", words: "Nothing is recorded of this camera.", kind: "off" };
  }
  switch (state) {
    case "recording":
      return { word: "recording", words: "What you see is being recorded.", kind: "on" };
    case "waiting":
      return {
        word: waitsFor(mode),
        words: `Not recording now: it waits for ${reasonOf(mode)}.`,
        kind: "waiting",
      };
    case "paused":
      return {
        word: "recording paused",
        words: `Recording is paused${problem === "" ? "" : `: ${problem}`}.`,
        kind: "paused",
      };
    case "off":
      return { word: "not recording", words: "Nothing is recorded of this camera now.", kind: "off" };
  }
}

function waitsFor(mode: Recording["mode"]): string {
  return mode === "motion" ? "records motion" : mode === "events" ? "records events" : "not recording";
}

function reasonOf(mode: Recording["mode"]): string {
  return mode === "motion" ? "motion" : mode === "events" ? "an event" : "pictures";
}
