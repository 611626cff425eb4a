import { type Camera, getCameras } from "../api/cameras.ts";
import {
  getMotion,
  type Motion,
  type Now,
  resetMotion,
  type Settings,
  setMotion,
  type Span,
} from "../api/motion.ts";
import { getObjects } from "../api/objects.ts";
import type { Answer } from "../api/request.ts";
import { button, make, say, set } from "../dom.ts";
import { ObjectDesk } from "../objects/object-desk.ts";
import { askFirst } from "../parts/ask.ts";
import { openDialog } from "../parts/dialog.ts";
import { Loaded } from "../parts/loaded.ts";
import { originOf } from "../parts/origin.ts";
import type { Screen } from "../parts/screen.ts";
import { Column, section } from "../parts/section.ts";
import { tell } from "../parts/toast.ts";
import { failureText, loadFailure } from "../parts/words.ts";
import { begin, type Draft, edit, isSame, nameProblem, tidied, undo } from "./draft.ts";
import { Look } from "./look.ts";
import { Picture } from "./picture.ts";
import { SettingsForm } from "./settings-form.ts";
import { Tuner } from "./tuner.ts";
import { costText, savedText, stateWords } from "./words.ts";
import { ZoneEditor } from "./zone-editor.ts";

/** Settings that an event was found with, to begin from, and when that was. */
export interface Proposal {
  camera: string;
  settings: Settings;
  span: Span;
}

/** How a camera's motion is found: the picture with what is seen in it, its settings and zones, and a try on what was. */
export class MotionScreen implements Screen {
  readonly #column: Column;
  #desk: Desk | undefined;
  #isClosed = false;

  constructor(main: HTMLElement, name: string, proposal: Proposal | undefined, recheck: () => void) {
    const loaded = new Loaded(
      () => ask(name),
      ({ camera, motion }) => {
        if (this.#isClosed) {
          return [];
        }
        this.#desk = new Desk(camera, motion, proposal, recheck);
        return [this.#desk.element];
      },
    );
    this.#column = new Column(main, `Motion of ${name}`, loaded.element);
    this.#column.element.classList.add("motion");
  }

  async refresh(reached: boolean): Promise<void> {
    if (reached) {
      await this.#desk?.refresh();
    }
  }

  stays(go: () => void): boolean {
    return this.#desk?.stays(go) ?? false;
  }

  close(): void {
    this.#isClosed = true;
    this.#desk?.close();
    this.#column.close();
  }
}

async function ask(name: string): Promise<Answer<{ camera: Camera; motion: Motion }>> {
  const [motion, cameras] = await Promise.all([getMotion(name), getCameras()]);
  if (motion.kind !== "ok") {
    return motion;
  }
  if (cameras.kind !== "ok") {
    return cameras;
  }
  const camera = cameras.value.find((one) => one.name === name);
  const unknown = { name, width: 16, height: 9, on: undefined };
  return { kind: "ok", value: { camera: camera ?? unknown, motion: motion.value } };
}

/** All of it once the settings are known. */
class Desk {
  readonly element: HTMLElement;
  readonly #gone = new AbortController();
  readonly #camera: string;
  readonly #picture: Picture;
  readonly #look: Look;
  readonly #form: SettingsForm;
  readonly #zones: ZoneEditor;
  readonly #tuner: Tuner;
  readonly #state = make("strong");
  readonly #detail = make("span");
  readonly #source = make("dd");
  readonly #saved = make("dd");
  readonly #origin = make("p", { class: "soft" });
  readonly #alert = make("p", { class: "alert", role: "alert" });
  readonly #bar: HTMLElement;
  readonly #save = button("Save", () => void this.#put(), { class: "key main" });
  readonly #unsaved = make(
    "div",
    { class: "unsaved" },
    make("span", {}, "Not saved yet"),
    button("Undo", () => this.#undo()),
    button("Discard", () => this.#discard()),
    this.#save,
  );
  readonly #sight = make("div", { class: "sight" });
  /** Not there where a server knows no objects. */
  #objects: ObjectDesk | undefined;
  #motion: Motion;
  #draft: Draft;
  #isBusy = false;

  constructor(camera: Camera, motion: Motion, proposal: Proposal | undefined, recheck: () => void) {
    this.#camera = camera.name;
    this.#motion = motion;
    this.#draft = begin(motion.settings);
    if (proposal !== undefined) {
      this.#draft = edit(this.#draft, proposal.settings);
    }
    this.#picture = new Picture(camera, recheck);
    this.#form = new SettingsForm((change, step) => this.#edit(change, step));
    this.#zones = new ZoneEditor({
      over: this.#picture.over,
      ratio: () => this.#picture.ratio,
      edited: (change, step) => this.#edit(change, step),
      undo: () => this.#undo(),
    });
    this.#tuner = new Tuner(camera.name, this.#draft.now, proposal?.span);
    this.#bar = make(
      "div",
      { class: "bar", role: "region", "aria-label": "Changes" },
      this.#tuner.brief,
      this.#alert,
      this.#unsaved,
    );
    const seen = make(
      "div",
      { class: "now" },
      this.#picture.element,
      make(
        "p",
        { class: "state" },
        make("i", { class: "lamp", "aria-hidden": "true" }),
        this.#state,
        this.#detail,
      ),
    );
    const costs = section(
      "What it costs, and saves",
      make(
        "dl",
        { class: "facts" },
        make("div", {}, make("dt", {}, "Looks at"), this.#source),
        make("div", {}, make("dt", {}, "Saved"), this.#saved),
      ),
    );
    this.#sight.append(seen, costs);
    const place = make("div", { hidden: true });
    void this.#addObjects(place);
    this.element = make(
      "div",
      { class: "desk" },
      this.#sight,
      make(
        "div",
        { class: "panels" },
        section("What counts", this.#form.element, this.#origin),
        section("Zones", this.#zones.element),
        place,
        section("Try it on what was", this.#tuner.element),
        this.#bar,
      ),
    );
    this.#look = new Look(camera.name, (answer) => this.#seen(answer));
    globalThis.addEventListener(
      "beforeunload",
      (e) => {
        if (this.#isAnyChanged) {
          e.preventDefault();
        }
      },
      { signal: this.#gone.signal },
    );
    this.#write();
  }

  async #addObjects(place: HTMLElement): Promise<void> {
    const answer = await getObjects(this.#camera);
    if (answer.kind === "ok" && !this.#gone.signal.aborted) {
      this.#objects = new ObjectDesk(this.#camera, answer.value, this.#zoneNames);
      place.replaceWith(this.#objects.element);
    }
  }

  /** In which things may be: those that are watched, as they are saved. */
  get #zoneNames(): string[] {
    return this.#motion.settings.zones.filter(({ kind }) => kind === "include").map(({ name }) => name);
  }

  /** What it costs goes on; what somebody is changing stays. */
  async refresh(): Promise<void> {
    const [answer] = await Promise.all([getMotion(this.#camera), this.#objects?.refresh()]);
    if (answer.kind === "ok" && !this.#isBusy && !this.#gone.signal.aborted) {
      const isUntouched = !this.#isChanged;
      this.#motion = answer.value;
      if (isUntouched && !isSame(this.#draft.now, answer.value.settings)) {
        this.#draft = begin(answer.value.settings);
      }
      this.#write();
    }
  }

  /** Whether there is something that would be lost; who then still wants to go, goes by `go`. */
  stays(go: () => void): boolean {
    const isChanged = this.#isAnyChanged;
    if (isChanged) {
      const dialog = openDialog(
        "Not saved yet",
        make("p", {}, `What you changed about ${this.#camera} is lost if you leave.`),
        make(
          "div",
          { class: "keys" },
          button("Stay", () => dialog.close(), { class: "key main" }),
          button("Leave without saving", () => {
            dialog.close();
            this.#draft = begin(this.#motion.settings);
            this.#objects?.discard();
            go();
          }),
        ),
      );
    }
    return isChanged;
  }

  close(): void {
    this.#gone.abort();
    this.#look.close();
    this.#tuner.close();
    this.#zones.close();
    this.#picture.close();
  }

  get #isChanged(): boolean {
    return !isSame(tidied(this.#draft.now), this.#motion.settings);
  }

  get #isAnyChanged(): boolean {
    return this.#isChanged || this.#objects?.isChanged === true;
  }

  #seen(answer: Answer<Now>): void {
    if (answer.kind !== "ok") {
      this.#picture.heat(undefined, []);
      this.#writeState("waiting", "", loadFailure(answer));
      return;
    }
    const { state, guard, heat, tracks } = answer.value;
    this.#picture.heat(state === "off" ? undefined : heat, tracks);
    const { title, detail } = stateWords(state, guard);
    const old = this.#isChanged ? " The colours are of the settings in force, not yours yet." : "";
    this.#writeState(guard === "none" ? state : "waiting", title, `${detail}${old}`);
  }

  #writeState(state: string, title: string, detail: string): void {
    this.#sight.dataset["motion"] = state;
    say(this.#state, title);
    say(this.#detail, detail);
  }

  #edit(change: (settings: Settings) => Settings, step: string): void {
    this.#draft = edit(this.#draft, change(this.#draft.now), step);
    say(this.#alert, "");
    this.#write();
  }

  #undo(): void {
    this.#draft = undo(this.#draft);
    this.#write();
  }

  #discard(): void {
    this.#draft = begin(this.#motion.settings);
    say(this.#alert, "");
    this.#write();
  }

  #write(): void {
    const { now } = this.#draft;
    this.#form.show(now);
    this.#zones.show(now.zones);
    this.#picture.smallest(now.minSize);
    this.#tuner.show(now);
    this.#unsaved.hidden = !this.#isChanged;
    this.#objects?.zones(this.#zoneNames);
    say(this.#source, costText(this.#motion) || "–");
    say(this.#saved, savedText(this.#motion) || "nothing yet");
    this.#writeOrigin();
  }

  #writeOrigin(): void {
    const { from } = this.#motion;
    if (this.#origin.dataset["from"] === from) {
      return;
    }
    this.#origin.dataset["from"] = from;
    this.#origin.replaceChildren(...originOf(from, () => this.#forget()));
  }

  #forget(): void {
    askFirst(
      "Forget what was set here",
      "Sliders and zones are again as the settings file has them, or the standard ones.",
      "Forget",
      () => resetMotion(this.#camera),
      () => {
        this.#draft = begin(this.#motion.settings);
        void this.refresh();
        tell(`${this.#camera}: back to the settings file.`);
      },
    );
  }

  async #put(): Promise<void> {
    const wrong = nameProblem(this.#draft.now);
    if (this.#isBusy || this.#form.isWrong()) {
      return;
    }
    if (wrong !== undefined) {
      this.#zones.wrong(wrong.zone, wrong.why);
      return;
    }
    this.#busy(true);
    const sent = this.#draft.now;
    const answer = await setMotion(this.#camera, tidied(sent));
    this.#busy(false);
    if (answer.kind !== "ok") {
      say(this.#alert, failureText(answer));
      return;
    }
    say(this.#alert, "");
    this.#motion = answer.value;
    if (this.#draft.now === sent) {
      this.#draft = begin(answer.value.settings);
    }
    this.#write();
    tell(`Saved. ${this.#camera} looks with these settings from now on.`);
  }

  #busy(isBusy: boolean): void {
    this.#isBusy = isBusy;
    set(this.#save, { "aria-disabled": isBusy ? "true" : false });
  }
}
