import { type Server, setUp } from "../api/server.ts";
import { make } from "../dom.ts";
import { Field } from "../parts/field.ts";
import { Form } from "../parts/form.ts";
import type { Screen } from "../parts/screen.ts";
import { userProblem } from "../parts/secret.ts";
import { card } from "./frame.ts";
import { newPasswordField } from "./new-password.ts";

/** The first boot: whoever has the code of the server's log becomes its first administrator. */
export class SetupScreen implements Screen {
  readonly #element: HTMLElement;
  readonly #code: Field;
  readonly #user: Field;

  constructor(main: HTMLElement, code: string, done: (server: Server) => void, recheck: () => void) {
    this.#code = new Field({
      name: "code",
      label: "Setup code",
      value: code,
      hint: "Nightjar says it where it was started: in its terminal, or in its log.",
      attributes: {
        autocomplete: "off",
        autocapitalize: "characters",
        maxlength: "40",
        placeholder: "XXXX-XXXX-XXXX",
      },
    });
    this.#user = new Field({
      name: "user",
      label: "User name",
      hint: "Small letters and digits, such as ana",
      problem: userProblem,
      attributes: { autocomplete: "username", maxlength: "64" },
    });
    const password = newPasswordField("password", "Password");
    const form = new Form<Server>({
      fields: [this.#code, this.#user, password],
      submit: "Set up Nightjar",
      act: () => setUp(this.#code.value.trim(), this.#user.value, password.value),
      done,
      words: ({ code: refused }) => {
        if (refused === "done") {
          recheck();
          return "Somebody has set this Nightjar up already.";
        }
        return undefined;
      },
    });
    this.#element = card(
      "Welcome",
      make(
        "p",
        { class: "lead" },
        "Make the first account of this Nightjar. It may do everything, and nothing is shown without it.",
      ),
      form.element,
    ).element;
    main.replaceChildren(this.#element);
    (code === "" ? this.#code : this.#user).input.focus({ preventScroll: true });
  }

  /** A link with the code was opened while the page was here. */
  fill(code: string): void {
    this.#code.value = code;
    this.#code.wrong("");
    this.#user.input.focus();
  }

  close(): void {
    this.#element.remove();
  }
}
