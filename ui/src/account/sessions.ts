import { endSession, getSessions, type Session } from "../api/me.ts";
import { button, make } from "../dom.ts";
import { agentText } from "../parts/agent.ts";
import { Loaded } from "../parts/loaded.ts";
import { rows } from "../parts/section.ts";
import { whenText } from "../parts/times.ts";
import { tell } from "../parts/toast.ts";
import { failureText } from "../parts/words.ts";

export function sessions(everywhere: () => void): HTMLElement {
  const list = new Loaded(getSessions, (all) => [
    rows(
      [...all]
        .sort((a, b) => Number(b.current) - Number(a.current) || b.seen - a.seen)
        .map((session) => ({
          title: agentText(session.agent),
          ...(session.current ? { mark: "this one" } : {}),
          details: [
            `From ${session.from}, seen ${whenText(session.seen, new Date())}. Logged in ${whenText(session.created, new Date())}.`,
          ],
          keys: session.current
            ? []
            : [
                button("End", () => void end(session), {
                  "aria-label": `End the one of ${agentText(session.agent)} from ${session.from}`,
                }),
              ],
        })),
      "None.",
    ),
    make("div", { class: "keys" }, button("Log out everywhere", everywhere)),
  ]);
  return list.element;

  async function end({ id }: Session): Promise<void> {
    const answer = await endSession(id);
    if (answer.kind !== "ok") {
      tell(failureText(answer));
    }
    await list.reload();
  }
}
