import { button } from "../dom.ts";
import { Field } from "../parts/field.ts";
import { lengthHint, madeUpPassword, passwordProblem } from "../parts/secret.ts";

export function newPasswordField(name: string, label: string): Field {
  return new Field({
    name,
    label,
    type: "password",
    liveHint: lengthHint,
    problem: passwordProblem,
    attributes: { autocomplete: "new-password" },
  });
}

/** Fills the field with a good password, shown so that it can be handed on. */
export function makeUpButton(field: Field): HTMLButtonElement {
  return button("Make up a good one", () => {
    field.value = madeUpPassword((bytes) => crypto.getRandomValues(bytes));
    field.wrong("");
    field.reveal(true);
    field.input.select();
  });
}
