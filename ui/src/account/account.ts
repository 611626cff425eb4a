import { endEverySession, getMe } from "../api/me.ts";
import { logOut, type Who } from "../api/server.ts";
import { button, make } from "../dom.ts";
import { Loaded } from "../parts/loaded.ts";
import { Column, section } from "../parts/section.ts";
import { tell } from "../parts/toast.ts";
import { failureText } from "../parts/words.ts";
import { askFirst } from "../parts/ask.ts";
import { passkeys } from "./passkeys.ts";
import { passwordSection } from "./password.ts";
import { sessions } from "./sessions.ts";
import { tokens } from "./tokens.ts";
import { twoFactor } from "./two-factor.ts";
import { camerasText, ROLE_TEXT } from "./who.ts";

/** What one can see and change about one's own account. */
export function accountScreen(main: HTMLElement, who: Who, loggedOut: () => void): Column {
  const factors = new Loaded(getMe, (me) => [
    section("Two-factor login", twoFactor(me, reload)),
    section("Passkeys", passkeys(me, reload)),
  ]);
  const programs = tokens(who.role);
  return new Column(
    main,
    "Your account",
    make(
      "p",
      { class: "lead" },
      make("strong", {}, who.name),
      ` · ${ROLE_TEXT[who.role]}, ${camerasText(who)}`,
    ),
    factors.element,
    section("Password", passwordSection(who.name, programs.reload)),
    section("Where you are logged in", sessions(everywhere)),
    section("API tokens", programs.element),
    button("Log out", () => void leave(loggedOut), { class: "key wide" }),
  );

  function reload(): void {
    void factors.reload();
  }

  function everywhere(): void {
    askFirst(
      "Log out everywhere",
      "Every browser that is logged in as you is logged out, this one too.",
      "Log out everywhere",
      endEverySession,
      loggedOut,
    );
  }
}

export async function leave(loggedOut: () => void): Promise<void> {
  const answer = await logOut();
  if (answer.kind === "ok" || (answer.kind === "refused" && answer.status === 401)) {
    loggedOut();
  } else if (answer.kind === "refused" && answer.code === "unwritten") {
    loggedOut();
    tell(failureText(answer));
  } else {
    tell(failureText(answer));
  }
}
