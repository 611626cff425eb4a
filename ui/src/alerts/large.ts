import { button, make, say } from "../dom.ts";
import { keepingFocus } from "../parts/focus.ts";
import { clockText } from "../parts/times.ts";
import type { Here } from "./alerts.ts";
import { alertPicture } from "./picture.ts";
import type { Answers } from "./ring.ts";
import type { Shown } from "./ringing.ts";

/** What is urgent takes the whole screen until somebody answers it. */
export class LargeAlert {
  readonly #answers: Answers;
  readonly #here: () => Here;
  readonly #closed: (id: number) => void;
  #dialog: HTMLDialogElement | undefined;
  readonly #word = make("p", { class: "wrong", role: "alert", hidden: true });
  #written = "";

  /** `closed` is told which was put aside without an answer. */
  constructor(answers: Answers, here: () => Here, closed: (id: number) => void) {
    this.#answers = answers;
    this.#here = here;
    this.#closed = closed;
  }

  /** Undefined takes it away. */
  show(shown: Shown | undefined, isMute: boolean): void {
    const written = JSON.stringify([shown?.alert, isMute]);
    if (written === this.#written) {
      return;
    }
    this.#written = written;
    if (shown === undefined) {
      const dialog = this.#dialog;
      this.#dialog = undefined;
      dialog?.close();
      return;
    }
    const dialog = this.#dialog ?? this.#make();
    const id = String(shown.alert.id);
    if (dialog.dataset["alert"] !== id) {
      this.tell("");
    }
    dialog.dataset["alert"] = id;
    keepingFocus(dialog, "data-alert", () => dialog.replaceChildren(...this.#content(shown, isMute)));
    if (!dialog.open) {
      dialog.showModal();
      dialog.querySelector<HTMLElement>(".key.main")?.focus();
    }
  }

  /** Says it in the dialog; false if there is none. */
  tell(what: string): boolean {
    say(this.#word, what);
    this.#word.hidden = what === "";
    return this.#dialog !== undefined;
  }

  #make(): HTMLDialogElement {
    const dialog = make("dialog", { class: "large", role: "alertdialog", "aria-labelledby": "large-title" });
    document.body.append(dialog);
    this.#dialog = dialog;
    dialog.addEventListener("close", () => {
      dialog.remove();
      if (this.#dialog === dialog) {
        this.#dialog = undefined;
        this.#written = "";
        this.#closed(Number(dialog.dataset["alert"]));
      }
    });
    return dialog;
  }

  #content({ alert }: Shown, isMute: boolean): Node[] {
    const { id, title, text, at, camera } = alert;
    const when = [clockText(at), camera].filter((one) => one !== "");
    return [
      alertPicture(alert, "large-sight"),
      make(
        "div",
        { class: "told" },
        make("h2", { id: "large-title" }, title),
        make("p", {}, text),
        make("p", { class: "soft" }, when.join(" · ")),
      ),
      make(
        "div",
        { class: "keys" },
        button("I take care of it", () => this.#answers.care(id), { class: "key main" }),
        button("Open", () => this.#answers.open(id)),
        ...(this.#here().mayOperate ? [button("Quiet for 1 h", () => this.#answers.quiet(id))] : []),
        ...(isMute ? [button("Turn sound on", () => this.#answers.soundOn())] : []),
        button("Not now", () => this.#dialog?.close(), { class: "key plain" }),
      ),
      this.#word,
    ];
  }
}
