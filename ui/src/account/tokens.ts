import { createToken, getTokens, removeEveryToken, removeToken, type Token } from "../api/me.ts";
import { mayAs, type Role } from "../api/server.ts";
import type { Refused } from "../api/request.ts";
import { button, make } from "../dom.ts";
import { askFirst } from "../parts/ask.ts";
import { Choices, labelled, type Option, select } from "../parts/choices.ts";
import { openDialog } from "../parts/dialog.ts";
import { Field } from "../parts/field.ts";
import { Form } from "../parts/form.ts";
import { Loaded } from "../parts/loaded.ts";
import { toldOnce } from "../parts/once.ts";
import { rows } from "../parts/section.ts";
import { dateText, whenText } from "../parts/times.ts";

const DAYS: readonly Option[] = [
  { value: "7", label: "7 days" },
  { value: "30", label: "30 days" },
  { value: "90", label: "90 days" },
  { value: "366", label: "a year" },
];

const SCOPES: readonly (Option & { least: Role })[] = [
  { value: "view", label: "view", hint: "Pictures and the list of cameras", least: "viewer" },
  { value: "operate", label: "operate", hint: "Switching cameras off and on", least: "operator" },
  { value: "metrics", label: "metrics", hint: "The numbers at /metrics", least: "administrator" },
];

const NO_SCOPE: Refused = {
  kind: "refused",
  status: 0,
  error: "Choose at least one.",
  code: "field",
  field: "scopes",
  retryIn: 0,
};

export function tokens(role: Role): { element: HTMLElement; reload: () => void } {
  const list = new Loaded(getTokens, (all) => [
    rows(
      all.map((token) => ({
        title: token.name,
        ...(token.expires < Date.now() * 1000 ? { mark: "expired" } : {}),
        details: [
          `May ${token.scopes.join(", ")}. Until ${dateText(token.expires)}, used ${whenText(token.used, new Date())}.`,
        ],
        keys: [button("Remove", () => remove(token), { "aria-label": `Remove ${token.name}` })],
      })),
      "You have none.",
    ),
    make(
      "div",
      { class: "keys" },
      button("New token", () => create(role, reload)),
      ...(all.length > 1 ? [button("Remove all", removeAll)] : []),
    ),
  ]);
  const element = make(
    "div",
    {},
    make("p", {}, "For programs: a token lets one in as you, with less than you may do."),
    list.element,
  );
  return { element, reload };

  function reload(): void {
    void list.reload();
  }

  function removeAll(): void {
    askFirst(
      "Remove all tokens",
      "No program is let in as you any more.",
      "Remove all",
      removeEveryToken,
      reload,
    );
  }

  function remove({ id, name }: Token): void {
    askFirst(
      `Remove ${name}`,
      "A program that uses this token is let in no more.",
      "Remove",
      () => removeToken(id),
      reload,
    );
  }
}

function create(role: Role, changed: () => void): void {
  const name = new Field({
    name: "name",
    label: "Name",
    hint: "What will use it, such as home-automation",
    attributes: { autocomplete: "off", maxlength: "60" },
  });
  const scopes = new Choices(
    "It may",
    "checkbox",
    SCOPES.filter(({ least }) => mayAs(role, least)),
    ["view"],
  );
  const days = select("token-days", DAYS, "90");
  const form = new Form<string>({
    fields: [name],
    extra: [scopes.element, labelled("Works for", days)],
    beside: [button("Cancel", () => dialog.close())],
    submit: "Make the token",
    act: () =>
      scopes.chosen.length === 0
        ? Promise.resolve(NO_SCOPE)
        : createToken(name.value.trim(), scopes.chosen, Number(days.value)),
    done: (token) => {
      dialog.close();
      changed();
      show(name.value.trim(), token);
    },
    words: ({ field, error }) => {
      if (field === "scopes") {
        scopes.wrong(error);
        return "";
      }
      return undefined;
    },
  });
  const dialog = openDialog("New API token", form.element);
}

function show(name: string, token: string): void {
  const dialog = openDialog(
    `The token ${name}`,
    make("p", {}, "It is shown only now. Programs send it as “Authorization: Bearer …”."),
    toldOnce(token, `nightjar-token-${name.replace(/[^\w.-]+/g, "-")}.txt`),
    make(
      "div",
      { class: "keys" },
      button("I have kept it", () => dialog.close(), { class: "key main" }),
    ),
  );
}
