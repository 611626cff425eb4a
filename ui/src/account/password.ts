import { changePassword } from "../api/me.ts";
import { accountName } from "../access/confirm.ts";
import { newPasswordField } from "../access/new-password.ts";
import { Field } from "../parts/field.ts";
import { Form } from "../parts/form.ts";
import { tell } from "../parts/toast.ts";

export function passwordSection(user: string): HTMLElement {
  const current = new Field({
    name: "current",
    label: "Password now",
    type: "password",
    attributes: { autocomplete: "current-password" },
  });
  const password = newPasswordField("password", "New password");
  const form = new Form<undefined>({
    fields: [current, password],
    submit: "Change password",
    act: () => changePassword(current.value, password.value),
    done: () => {
      current.value = password.value = "";
      current.reveal(false);
      password.reveal(false);
      tell("The password is changed. Everywhere else you are logged out.");
    },
    words: ({ field }) => (field === "current" ? "That is not your password." : undefined),
  });
  form.element.prepend(accountName(user));
  return form.element;
}
