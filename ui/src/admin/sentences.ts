import type { Entry } from "../api/users.ts";
import { sentence } from "../parts/words.ts";

/** What an entry of the audit log says, for people. An action not known here is told as it is. */
export function sentenceOf({ user, action, subject, ok, detail }: Entry): string {
  const who = user === "" ? "Somebody" : user;
  const whom = subject === "" ? "somebody" : subject;
  const says = SENTENCES[action];
  if (says === undefined) {
    const about = subject === "" || subject === user ? "" : ` (${subject})`;
    return `${who}: ${action}${about}`;
  }
  const [done, tried] = says(who, whom, detail);
  return ok ? done : tried;
}

/** More about it, where there is more. */
export function detailOf({ detail }: Entry): string {
  return detail === "" ? "" : sentence(detail);
}

/** What was done, and what is said when it failed. */
type Says = (who: string, whom: string, detail: string) => readonly [string, string];

function did(done: string, tried: string): Says {
  const fill = (text: string, who: string, whom: string): string =>
    text.replaceAll("{who}", () => who).replaceAll("{whom}", () => whom);
  return (who, whom) => [fill(done, who, whom), fill(tried, who, whom)];
}

const SENTENCES: Readonly<Record<string, Says | undefined>> = {
  setup: did("{who} set this Nightjar up", "A setup was tried with a wrong code"),
  login: did("{who} logged in", "{who} could not log in"),
  "login-failed": did("{who} could not log in", "{who} could not log in"),
  logout: did("{who} logged out", "{who} could not log out"),
};
