import { lockFootage, measureVideo, type Removed, removeFootage, type Span } from "../api/footage.ts";
import type { Answer } from "../api/request.ts";
import { button, make, say } from "../dom.ts";
import { openDialog } from "../parts/dialog.ts";
import { bytesText } from "../parts/sizes.ts";
import { Choices } from "../parts/choices.ts";
import { Form } from "../parts/form.ts";
import { clockText, dayHeading } from "../parts/times.ts";
import { tell } from "../parts/toast.ts";
import { failureText } from "../parts/words.ts";
import { type Clip, estimated, sampleOf } from "./clip-span.ts";
import { download } from "./download.ts";
import { playable, recordedIn } from "./reel.ts";
import { lastsText } from "./words.ts";

/** Milliseconds that a handle stands still before its clip's size is asked for. */
const PATIENCE = 500;

export interface Cutting {
  camera: string;
  others: readonly string[];
  mayOperate: boolean;
  /** The handle goes to the moment shown. */
  here(which: keyof Clip): void;
  /** What there is has changed. */
  changed(): void;
  leave(): void;
}

/** What is done with a span: taken along, kept, deleted. */
export class ClipPanel {
  readonly element: HTMLElement;
  readonly #cutting: Cutting;
  readonly #length = make("strong", {});
  readonly #about = make("span", { class: "soft" });
  readonly #keep: HTMLButtonElement;
  readonly #others: Choices | undefined;
  #clip: Clip = { from: 0, to: 0 };
  #spans: readonly Span[] = [];
  /** Bytes of this clip; undefined while they are not known. */
  #size: number | undefined;
  #measured = "";
  #measuring: AbortController | undefined;
  #next = 0;

  constructor(cutting: Cutting) {
    this.#cutting = cutting;
    const { others, mayOperate } = cutting;
    this.#keep = button("Keep this", () => void this.#lock(), { hidden: !mayOperate });
    this.#others =
      others.length === 0
        ? undefined
        : new Choices(
            "And the same time of",
            "checkbox",
            others.map((name) => ({ value: name, label: name })),
            [],
          );
    this.element = make(
      "section",
      { class: "clip", "aria-label": "Clip" },
      make("p", { class: "clip-length", role: "status" }, this.#length, " ", this.#about),
      make(
        "div",
        { class: "keys" },
        button(
          "Download",
          () => void download([cutting.camera, ...(this.#others?.chosen ?? [])], this.#clip),
          {
            class: "key main",
          },
        ),
        this.#keep,
        button("Delete…", () => this.#remove(), { class: "key bad", hidden: !mayOperate }),
        button("Done", () => cutting.leave(), { class: "key plain" }),
      ),
      make(
        "div",
        { class: "keys" },
        button("Begin here", () => cutting.here("from")),
        button("End here", () => cutting.here("to")),
      ),
      ...(this.#others === undefined ? [] : [this.#others.element]),
    );
  }

  show(clip: Clip, spans: readonly Span[]): void {
    this.#clip = clip;
    this.#spans = spans;
    say(this.#keep, this.#isKept ? "Keep no longer" : "Keep this");
    say(this.#length, lastsText(clip.to - clip.from));
    const key = `${clip.from} ${clip.to}`;
    if (key !== this.#measured) {
      this.#measured = key;
      this.#size = undefined;
      this.#measuring?.abort();
      clearTimeout(this.#next);
      this.#next = setTimeout(() => void this.#measure(), PATIENCE);
    }
    this.#write();
  }

  close(): void {
    clearTimeout(this.#next);
    this.#measuring?.abort();
    this.element.remove();
  }

  get #recorded(): number {
    return recordedIn(playable(this.#spans), this.#clip.from, this.#clip.to);
  }

  get #isKept(): boolean {
    const { from, to } = this.#clip;
    const kept = recordedIn(playable(this.#spans.filter(({ locked }) => locked)), from, to);
    return kept > 0 && kept >= this.#recorded - 1e6;
  }

  #write(): void {
    const { from, to } = this.#clip;
    const missing = to - from - this.#recorded;
    const what =
      this.#recorded === 0
        ? "nothing is recorded"
        : [
            this.#size === undefined ? "" : `about ${bytesText(this.#size)}`,
            missing > 1e6 ? `${lastsText(missing)} of it not recorded` : "",
          ]
            .filter((text) => text !== "")
            .join(", ");
    say(
      this.#about,
      [`${clockText(from)} to ${clockText(to)}`, what].filter((text) => text !== "").join(" · "),
    );
  }

  async #measure(): Promise<void> {
    const measuring = new AbortController();
    this.#measuring = measuring;
    const sample = sampleOf(this.#clip);
    const pieces = playable(this.#spans);
    const part = recordedIn(pieces, sample.from, sample.to);
    if (part === 0) {
      return;
    }
    const answer = await measureVideo(this.#cutting.camera, sample, measuring.signal);
    if (answer.kind === "ok" && !measuring.signal.aborted) {
      this.#size = estimated(answer.value, part, this.#recorded);
      this.#write();
    }
  }

  async #lock(): Promise<void> {
    const locked = !this.#isKept;
    const failure = failureText(await lockFootage(this.#cutting.camera, this.#clip, locked));
    tell(
      failure !== ""
        ? failure
        : locked
          ? "Kept: it is not deleted to make room."
          : "It is not kept any longer than the rest.",
    );
    this.#cutting.changed();
  }

  /** Says what, and how much, and what stays, before anything is gone. */
  #remove(): void {
    const { camera } = this.#cutting;
    const { from, to } = this.#clip;
    const kept = recordedIn(playable(this.#spans.filter(({ locked }) => locked)), from, to);
    const size = this.#size === undefined ? "" : `, about ${bytesText(this.#size)}`;
    const lines = [
      `${lastsText(this.#recorded - kept)} of ${camera}${size}: ${dayHeading(from, new Date())}, ${clockText(from)} to ${clockText(to)}.`,
      "Footage goes by files of about a minute, so a little before and after goes with it. It cannot be had back.",
      ...(kept > 0 ? [`${lastsText(kept)} of it is kept, and stays.`] : []),
    ];
    const form = new Form<Removed>({
      fields: [],
      extra: lines.map((line) => make("p", {}, line)),
      beside: [button("Cancel", () => dialog.close())],
      submit: "Delete",
      act: (): Promise<Answer<Removed>> => removeFootage(camera, { from, to }),
      done: (removed) => {
        dialog.close();
        tell(removedText(removed));
        this.#cutting.changed();
      },
    });
    form.element.classList.add("grave");
    const dialog = openDialog("Delete footage", form.element);
  }
}

function removedText({ files, bytes, locked }: Removed): string {
  const gone =
    files === 0
      ? "Nothing is deleted."
      : `Deleted: ${bytesText(bytes)} in ${files === 1 ? "one file" : `${files} files`}.`;
  return locked === 0
    ? gone
    : `${gone} ${locked === 1 ? "One file that is kept stays" : `${locked} files that are kept stay`}.`;
}
