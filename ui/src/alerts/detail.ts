import { type Alert, alertClipUrl, alertPictureUrl, getAlert, tellSeen } from "../api/alerts.ts";
import { make, say } from "../dom.ts";
import { Loaded } from "../parts/loaded.ts";
import type { Screen } from "../parts/screen.ts";
import { Column, section } from "../parts/section.ts";
import { exactText } from "../parts/times.ts";
import type { Alerts } from "./alerts.ts";
import { care, more } from "./entry.ts";
import { alertPicture } from "./picture.ts";
import { isDead, receiptText, seenText } from "./receipts.ts";

/** One alert: what it was about, and whether it reached anybody. */
export class DetailScreen implements Screen {
  readonly #alerts: Alerts;
  readonly #column: Column;
  readonly #loaded: Loaded<Alert>;
  readonly #unlisten: () => void;
  readonly #sight = make("div", { class: "sight-place" });
  readonly #told = make("div", { class: "alert-panels" });
  #seen = "";

  constructor(main: HTMLElement, id: number, alerts: Alerts) {
    this.#alerts = alerts;
    this.#loaded = new Loaded(
      () => getAlert(id),
      (alert) => {
        this.#write(alert);
        void this.#tellSeen(alert);
        return [this.#sight, this.#told];
      },
    );
    this.#column = new Column(main, "Alert", this.#loaded.element);
    this.#column.element.classList.add("centre");
    this.#unlisten = alerts.listen((message) => {
      if (message.type === "change" && message.alert.id === id) {
        this.#write(message.alert);
      } else if (message.type === "hello") {
        void this.#loaded.reload();
      }
    });
  }

  close(): void {
    this.#unlisten();
    this.#column.close();
  }

  /** A clip that plays goes on playing: only what has changed is written anew. */
  #write(alert: Alert): void {
    const { title, text, at, camera, rule, deliveries, snoozed } = alert;
    const heading = this.#column.element.querySelector("h1");
    if (heading !== null) {
      say(heading, title);
    }
    document.title = `${title} · Nightjar`;
    const seen = JSON.stringify([alert.picture, alert.clip]);
    if (seen !== this.#seen) {
      this.#seen = seen;
      this.#sight.replaceChildren(alert.clip ? clip(alert) : alertPicture(alert, "large-sight"));
    }
    const about = [exactText(at), camera, rule === "" ? "" : `by the rule “${rule}”`];
    this.#told.replaceChildren(
      make(
        "div",
        { class: "panel story" },
        make("p", { class: "why" }, text),
        make("p", { class: "soft" }, about.filter((one) => one !== "").join(" · ")),
        ...(snoozed ? [make("p", { class: "soft" }, "It came while it was to be quiet.")] : []),
        make("div", { class: "keys" }, care(alert, this.#alerts, true), ...more(alert)),
      ),
      section(
        "Whom it reached",
        make("p", {}, seenText(alert, this.#alerts.here.name)),
        deliveries.length === 0
          ? make("p", { class: "soft" }, "It was sent on no way: it stands in the list alone.")
          : make(
              "ul",
              { class: "receipts" },
              ...deliveries.map((one) =>
                make("li", { class: isDead(one) ? "wrong" : one.state }, receiptText(one)),
              ),
            ),
      ),
    );
  }

  async #tellSeen({ id, seen }: Alert): Promise<void> {
    const { house, here } = this.#alerts;
    if (house?.unseen === 1 && !document.hidden && !seen.some(({ by }) => by === here.name)) {
      await tellSeen(id); // older ones that nobody has seen would count as seen, too
    }
  }
}

function clip({ id, picture, title }: Alert): HTMLVideoElement {
  return make("video", {
    class: "large-sight",
    src: alertClipUrl(id),
    controls: true,
    playsinline: true,
    preload: "none",
    "aria-label": `Clip: ${title}`,
    ...(picture ? { poster: alertPictureUrl(id) } : {}),
  });
}
