import { acknowledge, type Alert, getAlert, snooze } from "../api/alerts.ts";
import { make } from "../dom.ts";
import { keepingFocus } from "../parts/focus.ts";
import { tell } from "../parts/toast.ts";
import { failureText } from "../parts/words.ts";
import { hashOf } from "../router.ts";
import type { Alerts } from "./alerts.ts";
import { card } from "./card.ts";
import { LargeAlert } from "./large.ts";
import { Notes } from "./notes.ts";
import {
  atTime,
  ringing,
  type Ringing,
  type Shown,
  withChanged,
  withCome,
  without,
  withSmall,
} from "./ringing.ts";
import { Sound } from "./sound.ts";

/** Milliseconds between two calls of what goes on ringing. */
const EVERY = 2600;

/** What somebody can do with an alert that has just come. */
export interface Answers {
  care(id: number): void;
  open(id: number): void;
  quiet(id: number): void;
  put(id: number): void;
  soundOn(): void;
}

/** Alerts as they come, over whatever screen there is: cards, the whole screen, tones, vibration, notes while out of sight. */
export class Ring {
  readonly sound = new Sound();
  readonly #alerts: Alerts;
  readonly #notes = new Notes();
  readonly #cards = make("section", { class: "cards", "aria-label": "New alerts", popover: "manual" });
  readonly #large: LargeAlert;
  readonly #answers: Answers = {
    care: (id) => void this.#care(id),
    open: (id) => this.#open(id),
    quiet: (id) => void this.#quiet(id),
    put: (id) => this.#to(without(this.#list, id)),
    soundOn: () => void this.#soundOn(),
  };
  #list: Ringing = [];
  #told = new Set<number>();
  #written = "";
  #called = 0;
  #next = 0;

  constructor(alerts: Alerts) {
    this.#alerts = alerts;
    this.#large = new LargeAlert(
      this.#answers,
      () => alerts.here,
      (id) => this.#to(withSmall(this.#list, id)),
    );
    document.body.append(this.#cards);
    document.addEventListener("visibilitychange", () => this.#write());
    document.addEventListener("fullscreenchange", () => this.#write());
  }

  came(alert: Alert, late: boolean): void {
    const { me } = this.#alerts;
    if (me === undefined) {
      return;
    }
    const now = Date.now();
    const before = this.#list.length;
    const isNew = this.#list.every((one) => one.alert.id !== alert.id);
    this.#list = withCome(this.#list, alert, late, me, now);
    const shown = this.#list.find((one) => one.alert.id === alert.id);
    if (isNew && shown !== undefined && shown.ringsUntil > 0) {
      this.#call(shown);
      if (document.hidden) {
        void this.#notes.show(alert);
      }
    }
    if (this.#list.length !== before || isNew) {
      this.#write();
    }
  }

  changed(alert: Alert): void {
    if (this.#list.some((one) => one.alert.id === alert.id)) {
      this.#to(withChanged(this.#list, alert, Date.now()));
    }
    if (alert.acknowledged !== undefined) {
      void this.#notes.take(alert.id);
    }
  }

  /** The page was away: what is before somebody's eyes may have been answered since. */
  async again(): Promise<void> {
    for (const { alert } of this.#list) {
      const answer = await getAlert(alert.id);
      if (answer.kind === "ok") {
        this.#alerts.changed(answer.value);
      }
    }
  }

  /** Nobody is here any more. */
  clear(): void {
    this.#to([]);
  }

  /** As it would ring; false where the browser does not let it. */
  async test(): Promise<boolean> {
    vibrate([180]);
    return (await this.sound.unlock()) && this.sound.play(false);
  }

  #to(list: Ringing): void {
    this.#list = list;
    this.#write();
  }

  #write(): void {
    const now = Date.now();
    clearTimeout(this.#next);
    this.#list = atTime(this.#list, now);
    const large = this.#list.find((one) => one.large);
    const small = this.#list.filter((one) => one !== large);
    this.#large.show(large, this.#isMute);
    this.#writeCards(small);
    this.#raise(small.length > 0 && large === undefined); // what lies under a dialog cannot be answered
    this.#tellShown(large === undefined ? small : [large]);
    this.#plan(now);
  }

  /** Only what is another is written, and so read out. */
  #writeCards(list: readonly Shown[]): void {
    const { name } = this.#alerts.here;
    const written = JSON.stringify([list.map(({ alert }) => alert), name, this.#isMute && list.map(rings)]);
    if (written === this.#written) {
      return;
    }
    this.#written = written;
    keepingFocus(this.#cards, "data-alert", () =>
      this.#cards.replaceChildren(
        ...list.map((one) => card(one, name, this.#isMute && rings(one), this.#answers)),
      ),
    );
  }

  /** Over whatever else is on top: a picture that fills the screen, too. */
  #raise(isThere: boolean): void {
    this.#cards.hidden = !isThere;
    if ("showPopover" in this.#cards) {
      const isOpen = this.#cards.matches(":popover-open");
      if (isOpen && (!isThere || document.fullscreenElement !== null)) {
        this.#cards.hidePopover();
      }
      if (isThere && !this.#cards.matches(":popover-open")) {
        this.#cards.showPopover();
      }
    }
  }

  get #isMute(): boolean {
    return this.#alerts.me?.sound === true && !this.sound.may;
  }

  #tellShown(visible: readonly Shown[]): void {
    if (document.hidden) {
      return;
    }
    for (const { alert } of visible) {
      if (!this.#told.has(alert.id)) {
        this.#told.add(alert.id);
        this.#alerts.shown(alert.id);
      }
    }
  }

  #plan(now: number): void {
    const rings = ringing(this.#list, now);
    const ends = this.#list.map(({ until }) => until).filter((until) => until > 0);
    const next = Math.min(...ends, ...(rings === undefined ? [] : [this.#called + EVERY]));
    if (next < Infinity) {
      this.#next = setTimeout(
        () => {
          const still = ringing(this.#list, Date.now());
          if (still !== undefined && Date.now() - this.#called >= EVERY) {
            this.#call(still);
            this.#plan(Date.now());
          } else {
            this.#write();
          }
        },
        Math.max(50, next - now),
      );
    }
  }

  #call({ alert }: Shown): void {
    this.#called = Date.now();
    if (this.#alerts.me?.sound === true) {
      this.sound.play(alert.urgent);
    }
    if (this.#alerts.me?.vibrate === true) {
      vibrate(alert.urgent ? [400, 150, 400, 150, 400] : [180, 90, 180]);
    }
  }

  async #soundOn(): Promise<void> {
    if (await this.sound.unlock()) {
      const [first] = this.#list;
      this.sound.play(first?.alert.urgent === true);
    } else {
      this.#tell("This browser does not let the page make a sound.");
    }
    this.#write();
  }

  async #care(id: number): Promise<void> {
    this.#list = this.#list.map((one) => (one.alert.id === id ? { ...one, ringsUntil: 0 } : one));
    const answer = await acknowledge(id);
    if (answer.kind === "ok") {
      this.#alerts.changed(answer.value);
    } else {
      this.#tell(failureText(answer));
    }
  }

  /** Where it is seen: a dialog covers all else. */
  #tell(what: string): void {
    if (!this.#large.tell(what)) {
      tell(what);
    }
  }

  #open(id: number): void {
    this.#to(without(this.#list, id));
    location.hash = hashOf({ to: "alert", id });
  }

  async #quiet(id: number): Promise<void> {
    this.#to(withSmall(this.#list, id));
    const answer = await snooze(60);
    if (answer.kind === "ok") {
      this.#alerts.took(answer.value);
      tell("Quiet for an hour: only what is urgent is told.");
    } else {
      tell(failureText(answer));
    }
  }
}

function rings({ ringsUntil }: Shown): boolean {
  return ringsUntil > 0;
}

/** Where the device can: an iPhone and most desks cannot. */
function vibrate(pattern: number[]): void {
  if ("vibrate" in navigator) {
    navigator.vibrate(pattern);
  }
}
