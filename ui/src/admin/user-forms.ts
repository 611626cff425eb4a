import { makeUpButton, newPasswordField } from "../access/new-password.ts";
import { ROLE_HINT, ROLE_TEXT } from "../account/who.ts";
import type { Refused } from "../api/request.ts";
import { type Role, ROLES, type Who } from "../api/server.ts";
import { addUser, changeUser, type User } from "../api/users.ts";
import { button, make } from "../dom.ts";
import { Choices } from "../parts/choices.ts";
import { openDialog } from "../parts/dialog.ts";
import { Field } from "../parts/field.ts";
import { Form } from "../parts/form.ts";
import { userProblem } from "../parts/secret.ts";
import { tell } from "../parts/toast.ts";

type Changed = (user: string) => void;

export function addDialog(cameras: readonly string[], changed: Changed): void {
  const user = new Field({
    name: "user",
    label: "User name",
    hint: "Small letters and digits, such as ana",
    problem: userProblem,
    attributes: { autocomplete: "off", maxlength: "64" },
  });
  const password = newPasswordField("password", "Password");
  const rights = new Rights({ role: "viewer", cameras: null }, cameras);
  const form = new Form<User>({
    fields: [user, password],
    extra: [makeUpButton(password), ...rights.elements],
    beside: [button("Cancel", () => dialog.close())],
    submit: "Add the user",
    act: () => addUser(user.value, password.value, rights.role, rights.cameras),
    done: ({ name }) => {
      dialog.close();
      tell(`${name} is added. Hand the password over safely.`);
      changed(name);
    },
    words: (refused) => {
      if (refused.code === "taken") {
        user.wrong("There is a user of this name already.");
        user.input.select();
        return "";
      }
      return rights.refused(refused);
    },
  });
  const dialog = openDialog("Add a user", form.element);
}

export function rightsDialog(user: User, cameras: readonly string[], changed: Changed): void {
  const rights = new Rights(user, cameras);
  const form = new Form<User>({
    fields: [],
    extra: rights.elements,
    beside: [button("Cancel", () => dialog.close())],
    submit: "Save",
    act: () => changeUser(user.name, { role: rights.role, cameras: rights.cameras }),
    done: () => {
      dialog.close();
      tell(`${user.name} is changed.`);
      changed(user.name);
    },
    words: (refused) => rights.refused(refused),
  });
  const dialog = openDialog(`Role and cameras of ${user.name}`, form.element);
}

export function passwordDialog(user: string, changed: Changed): void {
  const password = newPasswordField("password", "New password");
  const form = new Form<User>({
    fields: [password],
    extra: [makeUpButton(password)],
    beside: [button("Cancel", () => dialog.close())],
    submit: "Set the password",
    act: () => changeUser(user, { password: password.value }),
    done: () => {
      dialog.close();
      tell(`The password of ${user} is changed. Hand it over safely.`);
      changed(user);
    },
  });
  const dialog = openDialog(
    `New password for ${user}`,
    make("p", {}, `Wherever ${user} is logged in, that ends, and the API tokens of ${user} stop working.`),
    form.element,
  );
}

/** What somebody may do, and which cameras they see. */
class Rights {
  readonly #role: Choices;
  readonly #which: Choices;
  readonly #some: Choices;

  constructor({ role, cameras }: Pick<Who, "role" | "cameras">, there: readonly string[]) {
    const known = [...there, ...(cameras ?? []).filter((name) => !there.includes(name))];
    this.#role = new Choices(
      "Role",
      "radio",
      ROLES.map((value) => ({ value, label: ROLE_TEXT[value], hint: ROLE_HINT[value] })),
      [role],
      () => this.#write(),
    );
    this.#which = new Choices(
      "Cameras",
      "radio",
      [
        { value: "all", label: "all, and those to come" },
        { value: "some", label: "only some" },
      ],
      [cameras === null ? "all" : "some"],
      () => this.#write(),
    );
    this.#some = new Choices(
      "Which",
      "checkbox",
      known.map((value) => ({
        value,
        label: value,
        ...(there.includes(value) ? {} : { hint: "not there now" }),
      })),
      cameras ?? [],
    );
    this.#write();
  }

  get elements(): HTMLElement[] {
    return [this.#role.element, this.#which.element, this.#some.element];
  }

  get role(): Role {
    return ROLES.find((role) => this.#role.chosen.includes(role)) ?? "viewer";
  }

  get cameras(): string[] | null {
    return this.role === "administrator" || this.#which.chosen.includes("all") ? null : this.#some.chosen;
  }

  refused({ field, error }: Refused): string | undefined {
    switch (field) {
      case "role":
        this.#role.wrong(error);
        return "";
      case "cameras":
        this.#which.wrong(error);
        return "";
    }
    return undefined;
  }

  #write(): void {
    this.#which.element.hidden = this.role === "administrator";
    this.#some.element.hidden = this.cameras === null;
  }
}
