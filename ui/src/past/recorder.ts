import type { Footage } from "../api/footage.ts";
import { getStorage, type Recording } from "../api/storage.ts";
import { loadFailure } from "../parts/words.ts";
import type { Known } from "./known.ts";
import { emptyText, recordingLine } from "./words.ts";

/** Whether a camera is recorded, and if not, why. */
export class Recorder {
  readonly #camera: string;
  #recording: Recording | undefined;
  /** Of the disk. */
  #problem = "";

  constructor(camera: string) {
    this.#camera = camera;
  }

  async learn(): Promise<void> {
    const storage = await getStorage();
    if (storage.kind === "ok") {
      this.#recording = storage.value.recording.find(({ camera }) => camera === this.#camera);
      this.#problem = storage.value.problem;
    }
  }

  /** What is to be said of it; empty for nothing. */
  line(footage: Footage | undefined, failure: Known["failure"], plays: boolean): string {
    if (failure !== undefined) {
      return loadFailure(failure);
    }
    return footage?.first === 0
      ? emptyText(this.#recording, this.#problem)
      : recordingLine(this.#recording, this.#problem, plays);
  }
}
