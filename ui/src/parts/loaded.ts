import type { Answer } from "../api/request.ts";
import { button, make } from "../dom.ts";
import { loadFailure } from "./words.ts";

/** A place for something the server is asked for: what came, or why it did not and a button to ask again. */
export class Loaded<T> {
  readonly element = make(
    "div",
    { class: "loaded", "aria-busy": "true" },
    make("p", { class: "soft" }, "Loading…"),
  );
  readonly #ask: () => Promise<Answer<T>>;
  readonly #show: (value: T) => Node[];

  constructor(ask: () => Promise<Answer<T>>, show: (value: T) => Node[]) {
    this.#ask = ask;
    this.#show = show;
    void this.reload();
  }

  async reload(): Promise<void> {
    const answer = await this.#ask();
    this.element.removeAttribute("aria-busy");
    this.element.replaceChildren(
      ...(answer.kind === "ok"
        ? this.#show(answer.value)
        : [
            make("p", { class: "alert", role: "alert" }, loadFailure(answer)),
            button("Ask again", () => void this.reload()),
          ]),
    );
  }
}
