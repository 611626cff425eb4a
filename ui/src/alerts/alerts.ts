import {
  type Alert,
  alertsLiveUrl,
  getHouse,
  type House,
  type Live,
  type Preferences,
} from "../api/alerts.ts";
import { part, say, set } from "../dom.ts";
import { style } from "../parts/sheet.ts";
import { HouseBar } from "./house-bar.ts";
import { AlertLink } from "./link.ts";
import type { Ring } from "./ring.ts";
import { linkWords, type LinkState, unseenText } from "./words.ts";

const ASK_AGAIN = 5000;

/** Who is here, as far as alerts ask. */
export interface Here {
  /** Empty where nobody has an account. */
  name: string;
  mayOperate: boolean;
}

/** What the whole page has of alerts, whichever screen is on it: a conversation, a bell, the house, and what rings. */
export class Alerts {
  here: Here = { name: "", mayOperate: false };
  me: Preferences | undefined;
  house: House | undefined;
  readonly #recheck: () => void;
  readonly #bell = part(document, "bell", HTMLElement);
  readonly #count = part(document, "unseen", HTMLElement);
  readonly #gone = part(document, "gone", HTMLElement);
  readonly #place = part(document, "house", HTMLElement);
  readonly #bar = new HouseBar((house) => this.took(house));
  readonly #listeners = new Set<(message: Live) => void>();
  #link: AlertLink | undefined;
  #ring: Promise<Ring | undefined> | undefined;
  #key = "";
  #again = 0;
  #isFront = false;
  #isCentre = false;

  constructor(recheck: () => void) {
    this.#recheck = recheck;
    this.#place.append(this.#bar.element);
    const title = document.querySelector("title");
    if (title !== null) {
      new MutationObserver(() => this.#writeTitle()).observe(title, { childList: true });
    }
    document.addEventListener("visibilitychange", () => this.#write()); // what was to be quiet until then may be over
  }

  /** Whether this server knows of alerts. */
  get isThere(): boolean {
    return this.house !== undefined;
  }

  /** Somebody is here, or nobody is any more. */
  attend(here: Here | undefined): void {
    const key = JSON.stringify(here ?? "");
    if (key === this.#key) {
      return;
    }
    this.#key = key;
    this.#end();
    if (here !== undefined) {
      this.here = here;
      void this.#begin(key);
    }
  }

  /** On which screen the page is: the front one has the house's mode. */
  at(isFront: boolean, isCentre: boolean): void {
    this.#isFront = isFront;
    this.#isCentre = isCentre;
    set(this.#bell, { "aria-current": isCentre ? "page" : false });
    this.#write();
  }

  /** Hears all that the server says, until what it returns is called. */
  listen(listener: (message: Live) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  took(house: House): void {
    this.#hear({ type: "house", house });
  }

  changed(alert: Alert): void {
    this.#hear({ type: "change", alert });
  }

  /** Somebody had it before their eyes. */
  shown(id: number): void {
    this.#link?.send({ type: "shown", id });
  }

  /** What rings here, once it has come. */
  ring(): Promise<Ring | undefined> {
    this.#ring ??= Promise.all([import("./ring.ts"), style()]).then(
      ([{ Ring: Loaded }]) => new Loaded(this),
      () => (this.#ring = undefined), // asked for again with the next alert
    );
    return this.#ring;
  }

  async #begin(key: string): Promise<void> {
    const answer = await getHouse();
    if (key !== this.#key) {
      return;
    }
    if (answer.kind === "ok") {
      this.took(answer.value);
      this.#link = new AlertLink(alertsLiveUrl(), {
        told: (message) => this.#told(message),
        changed: (state) => this.#writeLink(state),
        doubted: () => this.#recheck(),
      });
    } else if (answer.kind === "unreachable" || answer.status >= 500) {
      this.#again = setTimeout(() => void this.#begin(key), ASK_AGAIN);
    }
  }

  #end(): void {
    clearTimeout(this.#again);
    this.#link?.close();
    this.#link = undefined;
    this.house = undefined;
    this.me = undefined;
    void this.#ring?.then((ring) => ring?.clear());
    this.#writeLink({ kind: "loading" });
    this.#write();
  }

  #told(message: Live): void {
    if (message.type === "alert") {
      this.#link?.send({ type: "received", id: message.alert.id });
    }
    this.#hear(message);
  }

  #hear(message: Live): void {
    switch (message.type) {
      case "hello":
        this.me = message.me;
        this.house = message.house;
        // Before it is needed: then there may be no way to it.
        void this.ring().then((ring) => ring?.again());
        break;
      case "house":
        this.house = message.house;
        break;
      case "alert":
        if (this.house !== undefined && !message.late) {
          this.house = { ...this.house, unseen: this.house.unseen + 1 };
        }
        if (message.alert.urgent || !message.late || !this.#isCentre) {
          void this.ring().then((ring) => ring?.came(message.alert, message.late));
        } // else it stands in the list that one looks at
        break;
      case "change":
        void this.#ring?.then((ring) => ring?.changed(message.alert));
        break;
      case "bye":
      case "other":
        break;
    }
    this.#write();
    this.#listeners.forEach((listener) => listener(message));
  }

  #write(): void {
    const { house } = this;
    const unseen = house?.unseen ?? 0;
    this.#bell.hidden = house === undefined;
    say(this.#count, unseen === 0 ? "" : unseen > 99 ? "99+" : String(unseen));
    set(this.#bell, { "aria-label": unseenText(unseen) });
    this.#place.hidden = house === undefined || !this.#isFront;
    if (house !== undefined) {
      this.#bar.show(house, this.here.mayOperate);
    }
    this.#writeTitle();
  }

  #writeTitle(): void {
    const unseen = this.house?.unseen ?? 0;
    const wanted = `${unseen === 0 ? "" : `(${unseen}) `}${document.title.replace(/^\(\d+\) /, "")}`;
    if (document.title !== wanted) {
      document.title = wanted;
    }
  }

  #writeLink(state: LinkState): void {
    const words = linkWords(state);
    this.#gone.hidden = words === undefined;
    say(part(this.#gone, "title", HTMLElement), words?.title ?? "");
    say(part(this.#gone, "detail", HTMLElement), words?.detail ?? "");
  }
}
