import { confirmMe } from "../api/me.ts";
import { button, make } from "../dom.ts";
import { openDialog } from "../parts/dialog.ts";
import { Field } from "../parts/field.ts";
import { Form } from "../parts/form.ts";
import { CodeField } from "./code-field.ts";

/** Asks whoever is logged in for their password once more; whether they could tell it. */
export async function confirmIdentity(user: string): Promise<boolean> {
  let confirmed = false;
  const password = new Field({
    name: "password",
    label: "Password",
    type: "password",
    attributes: { autocomplete: "current-password" },
  });
  const code = new CodeField();
  const form = new Form<undefined>({
    fields: [password, code],
    extra: [code.toggle],
    beside: [button("Cancel", () => dialog.close())],
    submit: "Confirm",
    act: () => confirmMe(password.value, code.value.trim()),
    done: () => {
      confirmed = true;
      dialog.close();
    },
    words: (refused) => {
      switch (refused.code) {
        case "second":
          password.element.hidden = true;
          code.show();
          return "";
        case "wrong":
          if (code.isShown) {
            code.refuse("");
            return "That code is wrong, or was used already.";
          }
          password.input.select();
          return "That is not your password.";
      }
      return undefined;
    },
  });
  form.element.prepend(accountName(user));
  const dialog = openDialog(
    "Confirm it is you",
    make("p", {}, "This changes who can get in, so it needs your password again."),
    form.element,
  );
  await dialog.closed;
  return confirmed;
}

/** Tells a password manager whose password the form is about. */
export function accountName(user: string): HTMLInputElement {
  return make("input", {
    type: "text",
    name: "username",
    value: user,
    autocomplete: "username",
    readonly: true,
    hidden: true,
  });
}
