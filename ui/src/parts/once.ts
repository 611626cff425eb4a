import { button, make, say } from "../dom.ts";

/** Something secret that is told once: to copy, and to save as a file. */
export function toldOnce(text: string, fileName: string): HTMLElement {
  const shown = make("pre", { class: "secret", tabindex: "0" }, text);
  return make(
    "div",
    { class: "once" },
    shown,
    make("div", { class: "keys" }, copyButton(text, shown), save()),
  );

  function save(): HTMLButtonElement {
    return button("Save as a file", () => {
      const link = make("a", { download: fileName });
      link.href = URL.createObjectURL(new Blob([`${text}\n`], { type: "text/plain" }));
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
    });
  }
}

/** Copies; where a page may not, because it came over plain http, selects what is shown. */
export function copyButton(text: string, shown: Node): HTMLButtonElement {
  const copy = button("Copy", () => void act());
  return copy;

  async function act(): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
      say(copy, "Copied");
    } catch {
      getSelection()?.selectAllChildren(shown);
      say(copy, "Selected: copy it now");
    }
    setTimeout(() => say(copy, "Copy"), 4000);
  }
}
