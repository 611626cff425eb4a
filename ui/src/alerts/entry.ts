import { acknowledge, type Alert } from "../api/alerts.ts";
import { button, make } from "../dom.ts";
import { tell } from "../parts/toast.ts";
import { clockText, exactText } from "../parts/times.ts";
import { failureText } from "../parts/words.ts";
import { hashOf } from "../router.ts";
import type { Alerts } from "./alerts.ts";
import { alertPicture } from "./picture.ts";
import { caredText, isDead, receiptsText, receiptText } from "./receipts.ts";

/** Microseconds of what was before an alert that are watched with it. */
const LEAD = 5e6;

/** An alert in the list: what it told, who takes care of it, and whether it reached anybody. */
export function entry(alert: Alert, alerts: Alerts, isNew: boolean): HTMLElement {
  const { id, title, text, at, camera, urgent, deliveries } = alert;
  const dead = deliveries.filter(isDead);
  return make(
    "li",
    { class: urgent ? "entry urgent" : "entry", "data-alert": String(id) },
    make(
      "a",
      { class: "event", href: hashOf({ to: "alert", id }) },
      alertPicture(alert, "thumb"),
      make(
        "span",
        { class: "told" },
        make(
          "span",
          { class: "when" },
          make("strong", {}, title),
          ...(isNew ? [make("span", { class: "mark eye" }, "new")] : []),
          ...(urgent ? [make("span", { class: "mark bad" }, "urgent")] : []),
        ),
        make("span", {}, text),
        make(
          "span",
          { class: "soft" },
          make("time", { datetime: new Date(at / 1000).toISOString(), title: exactText(at) }, clockText(at)),
          camera === "" ? "" : ` · ${camera}`,
        ),
      ),
    ),
    make(
      "div",
      { class: "fared" },
      care(alert, alerts),
      make("span", { class: "soft" }, receiptsText(deliveries)),
    ),
    ...dead.map((one) => make("p", { class: "wrong" }, receiptText(one))),
  );
}

/** Who takes care of it, or a key to do so. */
export function care(alert: Alert, alerts: Alerts, main = false): HTMLElement {
  return alert.acknowledged !== undefined
    ? make("span", { class: "cared" }, caredText(alert, alerts.here.name))
    : button("I take care of it", () => void take(), { class: main ? "key main" : "key" });

  async function take(): Promise<void> {
    const answer = await acknowledge(alert.id);
    if (answer.kind === "ok") {
      alerts.changed(answer.value);
    } else {
      tell(failureText(answer));
    }
  }
}

/** Ways to more of it: the event it is about, and what was recorded then. */
export function more({ event, camera, at }: Alert): HTMLElement[] {
  return [
    ...(event === ""
      ? []
      : [make("a", { class: "key", href: hashOf({ to: "event", id: event }) }, "The event")]),
    ...(camera === ""
      ? []
      : [
          make(
            "a",
            { class: "key", href: hashOf({ to: "past", name: camera, at: Math.round(at - LEAD) }) },
            "What was recorded",
          ),
        ]),
  ];
}
