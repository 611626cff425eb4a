import { getCameras } from "../api/cameras.ts";
import type { Who } from "../api/server.ts";
import {
  endSessionsOf,
  getUsers,
  removeFactorsOf,
  removeTokensOf,
  removeUser,
  type User,
} from "../api/users.ts";
import { camerasText, ROLE_TEXT } from "../account/who.ts";
import { button, make } from "../dom.ts";
import { askFirst } from "../parts/ask.ts";
import { openDialog } from "../parts/dialog.ts";
import { Loaded } from "../parts/loaded.ts";
import { Column, rows } from "../parts/section.ts";
import { whenText } from "../parts/times.ts";
import { tell } from "../parts/toast.ts";
import { addDialog, passwordDialog, rightsDialog } from "./user-forms.ts";

/** Everybody with an account, for administrators. `recheck`: one's own account may be another now. */
export function usersScreen(main: HTMLElement, me: Who, recheck: () => void): Column {
  const list = new Loaded(getUsers, (users) => [
    rows(
      users.map((user) => ({
        title: user.name,
        ...(user.name === me.name ? { mark: "you" } : {}),
        details: [
          `${capital(ROLE_TEXT[user.role])}, ${camerasText(user)}`,
          `${factorsText(user)}. Last login ${whenText(user.login, new Date())}.`,
        ],
        keys: [button("Change", () => open(user), { "aria-label": `Change ${user.name}` })],
      })),
      "Nobody yet.",
    ),
  ]);
  return new Column(
    main,
    "Users",
    list.element,
    make(
      "div",
      { class: "keys" },
      button("Add a user", () => void withCameras((cameras) => addDialog(cameras, changed)), {
        class: "key main",
      }),
    ),
  );

  function changed(user: string): void {
    void list.reload();
    if (user === me.name) {
      recheck();
    }
  }

  async function withCameras(act: (cameras: string[]) => void): Promise<void> {
    const answer = await getCameras();
    act(answer.kind === "ok" ? answer.value.map(({ name }) => name) : []);
  }

  /** Everything there is to do about one user. */
  function open(user: User): void {
    const { name } = user;
    const act = (text: string, does: () => void, look = ""): HTMLButtonElement =>
      button(
        text,
        () => {
          dialog.close();
          does();
        },
        { class: `key ${look}` },
      );
    const dialog = openDialog(
      name,
      make(
        "div",
        { class: "list" },
        act("Role and cameras", () => void withCameras((cameras) => rightsDialog(user, cameras, changed))),
        act("New password", () => passwordDialog(name, changed)),
        act("Log out everywhere", () =>
          askFirst(
            `Log ${name} out`,
            `Every browser that is logged in as ${name} is logged out.${user.tokens > 0 ? ` The API tokens of ${name} go on working.` : ""}`,
            "Log out",
            () => endSessionsOf(name),
            () => {
              tell(`${name} is logged out everywhere.`);
              changed(name);
            },
          ),
        ),
        ...(user.tokens > 0
          ? [
              act("Remove API tokens", () =>
                askFirst(
                  `Remove the API tokens of ${name}`,
                  `No program is let in as ${name} any more.`,
                  "Remove them",
                  () => removeTokensOf(name),
                  () => changed(name),
                ),
              ),
            ]
          : []),
        ...(user.totp || user.passkeys > 0
          ? [
              act("Lost phone: remove second factors", () =>
                askFirst(
                  `Remove the second factors of ${name}`,
                  `Authenticator app, recovery codes and passkeys of ${name} stop working, and so do the API tokens; ${name} is logged out everywhere. The password alone lets in until there are new ones.`,
                  "Remove them",
                  () => removeFactorsOf(name),
                  () => changed(name),
                ),
              ),
            ]
          : []),
        act(
          "Remove",
          () =>
            askFirst(
              `Remove ${name}`,
              `${name} can no longer log in, and the tokens of ${name} stop working. This cannot be taken back.`,
              `Remove ${name}`,
              () => removeUser(name),
              () => changed(name),
            ),
          "bad",
        ),
      ),
      make(
        "div",
        { class: "keys" },
        button("Close", () => dialog.close()),
      ),
    );
  }
}

function factorsText({ totp, passkeys, tokens }: User): string {
  const has = [
    ...(totp ? ["two-factor login"] : []),
    ...counted(passkeys, "passkey"),
    ...counted(tokens, "API token"),
  ];
  return has.length === 0 ? "Password alone" : capital(has.join(", "));
}

function counted(count: number, what: string): string[] {
  return count === 0 ? [] : [`${count} ${what}${count === 1 ? "" : "s"}`];
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
