import { button, make } from "../dom.ts";
import { clockText, timeText } from "../parts/times.ts";
import { alertPicture } from "./picture.ts";
import type { Answers } from "./ring.ts";
import type { Shown } from "./ringing.ts";
import { careText } from "./words.ts";

/** An alert that has just come, at the edge of whatever is on the page. */
export function card({ alert, late }: Shown, me: string, isMute: boolean, answers: Answers): HTMLElement {
  const { id, title, text, urgent, at, camera, acknowledged } = alert;
  const when = [late ? `Missed, ${timeText(at)}` : clockText(at), camera].filter((one) => one !== "");
  return make(
    "article",
    { class: urgent ? "card urgent" : "card", role: "alert", "data-alert": String(id) },
    alertPicture(alert, "thumb"),
    make(
      "div",
      { class: "told" },
      make("strong", {}, title),
      make("span", {}, text),
      make("small", {}, when.join(" · ")),
    ),
    button("×", () => answers.put(id), { class: "key plain put", "aria-label": "Put away" }),
    acknowledged === undefined
      ? make(
          "div",
          { class: "keys" },
          button("I take care of it", () => answers.care(id), { class: "key main" }),
          button("Open", () => answers.open(id)),
          ...(isMute ? [button("Turn sound on", () => answers.soundOn())] : []),
        )
      : make("p", { class: "cared" }, careText(acknowledged, me)),
  );
}
