import type { Answer } from "../api/request.ts";
import { button, make } from "../dom.ts";
import { openDialog } from "./dialog.ts";
import { Form } from "./form.ts";

/** Asks once more before something that cannot be taken back; the button says what it does. */
export function askFirst(
  title: string,
  detail: string,
  does: string,
  act: () => Promise<Answer<unknown>>,
  done: () => void,
): void {
  const form = new Form<unknown>({
    fields: [],
    extra: [make("p", {}, detail)],
    beside: [button("Cancel", () => dialog.close())],
    submit: does,
    act,
    done: () => {
      dialog.close();
      done();
    },
  });
  form.element.classList.add("grave");
  const dialog = openDialog(title, form.element);
}
