import { changePassword, removeEveryToken } from "../api/me.ts";
import { accountName } from "../access/confirm.ts";
import { newPasswordField } from "../access/new-password.ts";
import { Choices } from "../parts/choices.ts";
import { Field } from "../parts/field.ts";
import { Form } from "../parts/form.ts";
import { tell } from "../parts/toast.ts";
import { failureText } from "../parts/words.ts";

/** `tokensGone`: there may be none any more. */
export function passwordSection(user: string, tokensGone: () => void): HTMLElement {
  const current = new Field({
    name: "current",
    label: "Password now",
    type: "password",
    attributes: { autocomplete: "current-password" },
  });
  const password = newPasswordField("password", "New password");
  const also = new Choices(
    "If somebody may know the old one",
    "checkbox",
    [{ value: "tokens", label: "Remove my API tokens too", hint: "Else programs that have one go on" }],
    [],
  );
  const form = new Form<undefined>({
    fields: [current, password],
    extra: [also.element],
    submit: "Change password",
    act: () => changePassword(current.value, password.value),
    done: () => {
      current.value = password.value = "";
      current.reveal(false);
      password.reveal(false);
      void finish();
    },
    words: ({ field }) => (field === "current" ? "That is not your password." : undefined),
  });
  form.element.prepend(accountName(user));
  return form.element;

  async function finish(): Promise<void> {
    const changed = "The password is changed. Everywhere else you are logged out.";
    if (also.chosen.length === 0) {
      tell(changed);
      return;
    }
    const answer = await removeEveryToken();
    tell(
      answer.kind === "ok"
        ? `${changed} Your API tokens are removed.`
        : `${changed} Your API tokens still work: ${failureText(answer)}`,
    );
    tokensGone();
  }
}
