import {
  cancelExport,
  createExport,
  type Export,
  type ExportFile,
  fetchFile,
  getExport,
} from "../api/exports.ts";
import { button, make, say, set } from "../dom.ts";
import { openDialog } from "../parts/dialog.ts";
import { bytesText } from "../parts/sizes.ts";
import { failureText } from "../parts/words.ts";
import type { Clip } from "./clip-span.ts";

const LOOK_EVERY = 700;
/** What is shared is held in memory: no more than so many bytes. */
const SHARED = 50e6;

/** Has the server make files of a span, and sees them on their way. */
export async function download(cameras: readonly string[], clip: Clip): Promise<void> {
  const answer = await createExport(cameras, clip.from, clip.to);
  const failure = failureText(answer);
  if (answer.kind !== "ok") {
    openFailure(failure);
  } else {
    new Download(answer.value);
  }
}

function openFailure(why: string): void {
  const dialog = openDialog(
    "No clip",
    make("p", { class: "alert", role: "alert" }, why),
    make(
      "div",
      { class: "keys" },
      button("Close", () => dialog.close()),
    ),
  );
}

class Download {
  readonly #export: Export;
  readonly #bar: HTMLProgressElement;
  readonly #word = make("p", { class: "soft", role: "status" });
  readonly #cancel = button("Cancel", () => void this.#end());
  readonly #gone = new AbortController();
  #isDone = false;

  constructor(made: Export) {
    this.#export = made;
    const size = made.files.reduce((sum, file) => sum + file.size, 0);
    this.#bar = make("progress", { max: String(Math.max(1, size)), value: "0", "aria-label": "Sent" });
    const links = made.files.map((file) => ({ file, link: linkTo(file) }));
    const dialog = openDialog(
      made.files.length === 1 ? "Your clip" : "Your clips",
      make(
        "ul",
        { class: "rows files" },
        ...links.map(({ file, link }) =>
          make(
            "li",
            {},
            make(
              "div",
              { class: "about-row" },
              make("strong", {}, file.name),
              make("p", {}, bytesText(file.size)),
            ),
            make("div", { class: "keys" }, link, ...(canShare(file) ? [this.#sharer(file)] : [])),
          ),
        ),
      ),
      this.#bar,
      this.#word,
      make("div", { class: "keys" }, this.#cancel),
    );
    this.#close = () => dialog.close();
    void dialog.closed.then(() => this.#left());
    this.#say("Saving begins when you press Save.");
    const only = links.length === 1 ? links[0] : undefined;
    if (only !== undefined) {
      only.link.click();
      this.#say("Saving…");
    }
    void this.#follow(size);
  }

  #close: () => void = () => undefined;

  #say(text: string): void {
    say(this.#word, text);
  }

  /** Until all is sent, or nobody looks any more: what is on its way goes on without us. */
  async #follow(size: number): Promise<void> {
    while (!this.#gone.signal.aborted && !this.#isDone) {
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY));
      const answer = await getExport(this.#export.id);
      if (answer.kind === "refused") {
        this.#say("The server does not know this clip any more. Ask for it again.");
        return;
      }
      if (answer.kind === "ok") {
        const { sent, state } = answer.value;
        this.#bar.value = Math.min(size, sent);
        this.#isDone = state === "sent" || (size > 0 && sent >= size);
        if (this.#isDone) {
          this.#say("Sent in full.");
          say(this.#cancel, "Close");
        } else if (sent > 0) {
          this.#say(`${bytesText(sent)} of ${bytesText(size)}`);
        }
      }
    }
  }

  async #end(): Promise<void> {
    if (!this.#isDone) {
      await cancelExport(this.#export.id);
      this.#isDone = true;
    }
    this.#close();
  }

  #left(): void {
    this.#gone.abort();
  }

  /** The file is fetched first; a browser that wants a tap for sharing then gets a second one. */
  #sharer(file: ExportFile): HTMLButtonElement {
    let ready: File | undefined;
    const key = button("Share", () => void share());
    return key;

    async function share(): Promise<void> {
      if (ready === undefined) {
        set(key, { "aria-disabled": "true" });
        say(key, "Fetching…");
        const answer = await fetchFile(file.url, AbortSignal.timeout(120_000));
        set(key, { "aria-disabled": false });
        if (answer.kind !== "ok") {
          say(key, "Share: try again");
          return;
        }
        ready = new File([answer.value], file.name, { type: "video/mp4" });
      }
      try {
        await navigator.share({ files: [ready] });
        say(key, "Share");
      } catch (e) {
        say(key, e instanceof DOMException && e.name === "NotAllowedError" ? "Share now" : "Share");
      }
    }
  }
}

function linkTo({ name, url }: ExportFile): HTMLAnchorElement {
  const link = make("a", { class: "key main", download: name, "aria-label": `Save ${name}` }, "Save");
  link.href = url;
  return link;
}

function canShare({ name, size }: ExportFile): boolean {
  if (size > SHARED || typeof navigator.canShare !== "function") {
    return false;
  }
  return navigator.canShare({ files: [new File([], name, { type: "video/mp4" })] });
}
