import { make } from "../dom.ts";

let made = 0;

export interface Opened {
  close(): void;
  /** Settled once it is closed, by whoever. */
  closed: Promise<void>;
}

/** A window over the page that keeps the focus until it is closed: by Escape, by what is in it, or by leaving. */
export function openDialog(title: string, ...content: readonly Node[]): Opened {
  const id = `dialog-${++made}`;
  const dialog = make("dialog", { "aria-labelledby": id }, make("h2", { id }, title), ...content);
  document.body.append(dialog);
  dialog.showModal();
  const closed = new Promise<void>((settle) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      settle();
    });
  });
  return { close: () => dialog.close(), closed };
}

/** When nobody is logged in any more, or goes elsewhere: what was asked has no answer. */
export function closeDialogs(): void {
  for (const dialog of document.querySelectorAll("dialog")) {
    dialog.close();
  }
}

export function isDialogOpen(): boolean {
  return document.querySelector("dialog[open]") !== null;
}
