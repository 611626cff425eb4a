import type { Point, Settings, Zone } from "../api/motion.ts";
import { button, make, say, set } from "../dom.ts";
import { Choices } from "../parts/choices.ts";
import { Field } from "../parts/field.ts";
import { Shape } from "./shape.ts";
import { FEWEST, fresh, middleOf, MOST, placeText, withAdded, withRemoved } from "./polygon.ts";

const MOST_ZONES = 16;

export interface Zoning {
  /** Where the shapes are drawn: as large as the picture. */
  over: HTMLElement;
  ratio: () => number;
  /** `step` names what is one step back; empty is a step of its own. */
  edited: (change: (settings: Settings) => Settings, step: string) => void;
  undo: () => void;
}

/** The zones of a camera: shapes over its picture, and a list of them beside it. One at a time is taken up. */
export class ZoneEditor {
  readonly element: HTMLElement;
  readonly #asked: Zoning;
  readonly #list = make("ul", { class: "zones" });
  readonly #shape: Shape;
  readonly #told = make("p", { class: "unseen", role: "status" });
  readonly #open = make("div", { class: "opened" });
  readonly #add: HTMLButtonElement;
  #zones: readonly Zone[] = [];
  #at = -1;
  #form: ZoneForm | undefined;

  constructor(asked: Zoning) {
    this.#asked = asked;
    this.#shape = new Shape(asked.over, asked.ratio, {
      chosen: (zone) => this.#choose(zone),
      changed: (points, step) => this.#change({ points }, step),
      removed: (corner) => this.#removeCorner(corner),
      added: (corner) => this.#addCorner(corner),
      undo: asked.undo,
      told: (text) => this.#tell(text),
      left: () => this.#choose(-1),
    });
    this.#add = button("Add a zone", () => this.#addZone());
    this.element = make(
      "div",
      {},
      make(
        "p",
        {},
        "Where nothing is drawn, everything counts. With a zone to watch, only what moves inside one counts; what moves in an ignored one never does.",
      ),
      this.#list,
      this.#open,
      make("div", { class: "keys" }, this.#add),
      this.#told,
    );
  }

  show(zones: readonly Zone[]): void {
    this.#zones = zones;
    if (this.#at >= zones.length) {
      this.#at = -1;
    }
    this.#add.hidden = zones.length >= MOST_ZONES;
    this.#write();
  }

  /** Says what is wrong with a zone's name, at the name. */
  wrong(zone: number, why: string): void {
    this.#choose(zone);
    this.#form?.wrong(why);
  }

  close(): void {
    this.#shape.close();
  }

  #choose(zone: number): void {
    this.#at = zone;
    this.#write();
  }

  #write(): void {
    const chosen = this.#zones[this.#at];
    this.#shape.show(this.#zones, this.#at);
    this.#list.replaceChildren(...this.#zones.map((zone, i) => this.#row(zone, i)));
    if (chosen === undefined) {
      this.#form = undefined;
      this.#open.replaceChildren();
      return;
    }
    if (this.#form?.zone !== this.#at) {
      this.#form = new ZoneForm(this.#at, chosen, {
        changed: (change, step) => this.#change(change, step),
        addCorner: () => this.#addCorner(this.#shape.corner),
        removeCorner: () => this.#removeCorner(this.#shape.corner),
        remove: () => this.#removeZone(),
        done: () => this.#choose(-1),
      });
      this.#open.replaceChildren(this.#form.element);
    }
    this.#form.show(chosen);
  }

  #row({ name, kind }: Zone, zone: number): HTMLElement {
    const isChosen = zone === this.#at;
    const choose = button("", () => this.#choose(isChosen ? -1 : zone), {
      class: `key zone ${kind}`,
      "aria-pressed": String(isChosen),
    });
    choose.append(
      make("span", {}, name.trim() === "" ? "Without a name" : name),
      make("small", {}, kind === "ignore" ? "ignored" : "watched"),
    );
    const hadFocus = this.#list.children[zone]?.contains(document.activeElement) === true;
    if (hadFocus) {
      queueMicrotask(() => choose.focus());
    }
    return make("li", {}, choose);
  }

  #addZone(): void {
    const names = new Set(this.#zones.map(({ name }) => name));
    let number = this.#zones.length + 1;
    while (names.has(`Zone ${number}`)) {
      number++;
    }
    const zone: Zone = { name: `Zone ${number}`, kind: "include", points: fresh(this.#zones.length) };
    this.#at = this.#zones.length;
    this.#asked.edited((settings) => ({ ...settings, zones: [...settings.zones, zone] }), "");
    this.#shape.focus(0);
    this.#tell(`${zone.name} is added, with 4 corners in the middle.`);
  }

  #removeZone(): void {
    const [at, name] = [this.#at, this.#zones[this.#at]?.name ?? ""];
    this.#at = -1;
    this.#asked.edited((settings) => ({ ...settings, zones: settings.zones.toSpliced(at, 1) }), "");
    this.#add.focus();
    this.#tell(`${name} is removed.`);
  }

  #addCorner(corner: number): void {
    const points = this.#zones[this.#at]?.points ?? [];
    if (points.length >= MOST) {
      this.#tell(`A zone has at most ${MOST} corners.`);
      return;
    }
    this.#change({ points: withAdded(points, corner, middleOf(points, corner)) }, "");
    this.#shape.focus(corner + 1);
  }

  #removeCorner(corner: number): void {
    const points = this.#zones[this.#at]?.points ?? [];
    if (points.length <= FEWEST) {
      this.#tell(`A zone needs ${FEWEST} corners.`);
      return;
    }
    const next: Point[] = withRemoved(points, corner);
    this.#change({ points: next }, "");
    const now = Math.min(corner, next.length - 1);
    this.#shape.focus(now);
    this.#tell(`Corner removed, ${next.length} are left. ${placeText(next[now] ?? [0, 0])}`);
  }

  #change(change: Partial<Zone>, step: string): void {
    const at = this.#at;
    this.#asked.edited(
      (settings) => ({
        ...settings,
        zones: settings.zones.map((zone, i) => (i === at ? { ...zone, ...change } : zone)),
      }),
      step === "" ? "" : `zone ${at} ${step}`,
    );
  }

  #tell(text: string): void {
    say(this.#told, text);
  }
}

interface ZoneFormAsked {
  changed: (change: Partial<Zone>, step: string) => void;
  addCorner: () => void;
  removeCorner: () => void;
  remove: () => void;
  done: () => void;
}

/** The zone that is taken up. */
class ZoneForm {
  readonly element: HTMLElement;
  readonly zone: number;
  readonly #name: Field;
  readonly #kind: Choices;
  readonly #removeCorner: HTMLButtonElement;

  constructor(at: number, zone: Zone, asked: ZoneFormAsked) {
    this.zone = at;
    this.#name = new Field({
      name: "zone",
      label: "Name",
      value: zone.name,
      attributes: { autocomplete: "off", maxlength: "40" },
    });
    this.#name.input.addEventListener("input", () => asked.changed({ name: this.#name.value }, "name"));
    this.#kind = new Choices(
      "What moves here",
      "radio",
      [
        { value: "include", label: "Counts", hint: "And nothing does outside of such zones" },
        { value: "ignore", label: "Never counts", hint: "A tree, a flag, a busy street" },
      ],
      [zone.kind],
      () => asked.changed({ kind: this.#kind.chosen[0] === "ignore" ? "ignore" : "include" }, ""),
    );
    this.#removeCorner = button("Remove corner", asked.removeCorner);
    this.element = make(
      "div",
      { class: "zone-form" },
      this.#name.element,
      this.#kind.element,
      make(
        "p",
        { class: "hint" },
        "Drag its corners on the picture, or the whole of it. Tap an edge for a corner more, hold a corner to remove it. ",
        make(
          "span",
          { class: "by-keys" },
          "By keyboard: arrows move a corner by 1 %, with Shift by 5 %; + adds one, Delete removes it.",
        ),
      ),
      make(
        "div",
        { class: "keys" },
        button("Add a corner", asked.addCorner),
        this.#removeCorner,
        button("Remove zone", asked.remove, { class: "key bad" }),
        button("Done", asked.done),
      ),
    );
  }

  show({ name, kind, points }: Zone): void {
    if (this.#name.value !== name) {
      this.#name.value = name;
    }
    if (this.#kind.chosen[0] !== kind) {
      this.#kind.choose([kind]);
    }
    set(this.#removeCorner, { "aria-disabled": points.length <= FEWEST ? "true" : false });
  }

  wrong(why: string): void {
    this.#name.wrong(why);
    this.#name.input.focus();
  }
}
