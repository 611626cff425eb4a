import type { Simulated } from "../api/alert-rules.ts";
import { make } from "../dom.ts";
import { whenText } from "../parts/times.ts";
import { sentence } from "../parts/words.ts";
import { hashOf } from "../router.ts";
import { simulatedText } from "./rules.ts";

/** What a rule would have told, with ways to what happened then. */
export function simulatedList(simulated: Simulated): Node[] {
  const now = new Date();
  const { times, note, fired } = simulated;
  return [
    make("p", {}, simulatedText(simulated)),
    ...(note === "" ? [] : [make("p", { class: "soft" }, sentence(note))]),
    make(
      "ul",
      {},
      ...times.map(({ at, camera, text, event }) => {
        const words = `${whenText(at, now)}${camera === "" ? "" : ` · ${camera}`}`;
        const href =
          event !== ""
            ? hashOf({ to: "event", id: event })
            : camera !== ""
              ? hashOf({ to: "past", name: camera, at: Math.max(0, at - 5e6) })
              : "";
        return make(
          "li",
          {},
          href === "" ? make("span", {}, words) : make("a", { href }, words),
          make("small", {}, text),
        );
      }),
    ),
    ...(fired > times.length ? [make("p", { class: "soft" }, `These are the newest ${times.length}.`)] : []),
  ];
}
