import { button } from "../dom.ts";

/** Where settings come from, and the way back from those that were made on the page. */
export function originOf(from: "standard" | "file" | "page", forget: () => void): (Node | string)[] {
  return from === "page"
    ? [
        "These were set here, and count before those of the settings file. ",
        button("Forget them", forget, { class: "key plain" }),
      ]
    : [from === "file" ? "These are those of the settings file." : "These are the standard ones."];
}
