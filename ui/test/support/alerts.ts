/** The stand-in's alerts: the house, what was told and how it fared, rules and ways, and the conversation about them. */
import { badField, DONE, type Json, now, ok, type Reply } from "./exchange.ts";
import { KINDS } from "./objects.ts";
import { PICTURE } from "./picture.ts";
import type { Viewer } from "./stand-in.ts";

/** A caller, as far as alerts ask. */
export interface Caller {
  /** Empty where there are no accounts. */
  name: string;
  needOperator: () => void;
}

export const PREFERENCES: Json = { sound: true, vibrate: true, large: true, cameras: [], only: "all" };

/** A rule as people make it. */
export const RULE: Json = {
  name: "Somebody",
  on: true,
  modes: ["night", "away"],
  times: "",
  light: "any",
  cameras: [],
  what: { type: "object", kinds: ["person"], zone: "", stays: false, seconds: 0 },
  coolDown: 300,
  digest: 0,
  channels: [],
  urgent: false,
};

export function delivery(channel: string, state: string, more: Json = {}): Json {
  return { channel, kind: channel, state, attempts: 1, at: now(), next: 0, by: "", error: "", ...more };
}

export class Alerts {
  house: Json = { mode: "home", since: now() - 3600e6, by: "ana", snoozedUntil: 0 };
  list: Json[] = [];
  rules: Json[] = [];
  ways: Json[] = [];
  zones: Readonly<Record<string, string[]>> = { front: ["Drive", "Street"] };
  /** What a simulation says. */
  simulated: Json = { days: 7, fired: 0, heldBack: 0, times: [], note: "" };
  /** By name. */
  readonly preferences = new Map<string, Json>();
  /** Every conversation that is open, and whose. */
  readonly lines = new Map<Viewer, string>();
  /** A server of before knows nothing of it. */
  isOld = false;
  /** Why nobody can take care of anything; empty while one can. */
  broken = "";
  /** How the delivery of a test goes on, look by look. */
  testing: Json[] = [delivery("phone", "accepted", { by: "ntfy.lan" })];
  #received = new Set<string>();
  #made = 0;

  /** Something happened: it is in the list, and told to every open page. */
  happened(more: Json = {}): Json {
    const alert = this.kept(more);
    for (const line of this.lines.keys()) {
      this.#tell(line, alert, false);
    }
    return alert;
  }

  /** It is in the list, and nobody was told. */
  kept(more: Json = {}): Json {
    const alert: Json = {
      id: ++this.#made,
      at: now(),
      rule: "Somebody in Drive",
      kind: "object",
      camera: "front",
      title: "Person at front",
      text: "A person has been in Drive for 20 s.",
      kinds: ["person"],
      zone: "Drive",
      event: "seen",
      urgent: false,
      picture: true,
      clip: false,
      snoozed: false,
      seen: [],
      deliveries: [],
      ...more,
    };
    this.list.unshift(alert);
    return alert;
  }

  change(alert: Json, change: Json): void {
    Object.assign(alert, change);
    this.#everybody(() => ({ type: "change", alert }));
  }

  setHouse(change: Json): void {
    Object.assign(this.house, change);
    this.#everybody((name) => ({ type: "house", house: this.#houseOf(name) }));
  }

  /** A conversation begins. */
  opened(line: Viewer, name: string): void {
    this.lines.set(line, name);
    line.tell({
      type: "hello",
      now: now(),
      house: this.#houseOf(name),
      me: this.preferences.get(name) ?? PREFERENCES,
    });
    const missed = this.list.filter(({ id }) => !this.#received.has(`${name} ${String(id)}`));
    missed.reverse().forEach((alert) => this.#tell(line, alert, true));
  }

  /** Other pages of somebody have all there is. */
  receivedAll(name: string): void {
    this.list.forEach(({ id }) => this.#received.add(`${name} ${String(id)}`));
  }

  /** Takes what pages have said; then none of it comes again. */
  heard(line: Viewer): void {
    for (const { type, id } of line.said) {
      if (type === "received") {
        this.#received.add(`${this.lines.get(line) ?? ""} ${String(id)}`);
      }
    }
  }

  answer(method: string, path: string, query: URLSearchParams, body: Json, by: Caller): Reply | undefined {
    if (this.isOld) {
      return undefined;
    }
    const [, id = "", part = ""] = /^alerts\/(\d+)\/?(.*)$/.exec(path) ?? [];
    return id !== ""
      ? this.#one(method, Number(id), part, by)
      : (this.#ofHouse(method, path, body, by) ??
          this.#ofList(method, path, query, body, by) ??
          this.#ofWays(method, path, body, by));
  }

  #ofHouse(method: string, path: string, body: Json, { name, needOperator }: Caller): Reply | undefined {
    switch (`${method} ${path}`) {
      case "GET house":
        return ok(this.#houseOf(name));
      case "PUT house/mode":
        needOperator();
        this.setHouse({ mode: body["mode"], since: now(), by: name });
        return ok(this.#houseOf(name));
      case "PUT house/snooze": {
        needOperator();
        const minutes = Number(body["minutes"]);
        this.setHouse({ snoozedUntil: minutes === 0 ? 0 : now() + minutes * 60e6 });
        return ok(this.#houseOf(name));
      }
    }
    return undefined;
  }

  #ofList(method: string, path: string, query: URLSearchParams, body: Json, by: Caller): Reply | undefined {
    switch (`${method} ${path}`) {
      case "GET alerts": {
        const [limit, before] = [Number(query.get("limit")), Number(query.get("before") ?? Infinity)];
        const older = this.list.filter(({ id }) => Number(id) < before);
        return ok({ alerts: older.slice(0, limit), more: older.length > limit });
      }
      case "POST alerts/seen":
        this.list
          .filter((one) => Number(one["id"]) <= Number(body["upTo"]) && !isSeen(one, by.name))
          .forEach((one) => (one["seen"] as Json[]).push({ by: by.name, at: now() }));
        this.setHouse({});
        return DONE;
      case "GET alerts/rules":
        return ok(this.#rules());
      case "PUT alerts/rules":
        by.needOperator();
        this.rules = body["rules"] as Json[];
        return ok(this.#rules());
      case "POST alerts/simulate":
        by.needOperator();
        if (/tuesday/i.test(String((body["rule"] as Json)["times"]))) {
          throw badField("times", "times: Tuesday is no day; write Tue");
        }
        return ok(this.simulated);
    }
    return undefined;
  }

  #ofWays(method: string, path: string, body: Json, { name, needOperator }: Caller): Reply | undefined {
    const way = /^alerts\/channels\/([^/]+)\/test$/.exec(path)?.[1];
    if (method === "POST" && way !== undefined) {
      needOperator();
      const deliveries = [delivery(way, "waiting", { attempts: 0 })];
      return ok(
        this.kept({ kind: "test", title: "A test", text: "This is a test.", deliveries, picture: false }),
      );
    }
    switch (`${method} ${path}`) {
      case "GET alerts/channels":
        return ok({ channels: this.ways });
      case "GET me/alerts":
        return ok(this.preferences.get(name) ?? PREFERENCES);
      case "PUT me/alerts":
        this.preferences.set(name, body);
        return ok(body);
    }
    return undefined;
  }

  #one(method: string, id: number, part: string, { name }: Caller): Reply | undefined {
    const alert = this.list.find((one) => one["id"] === id);
    if (alert === undefined) {
      return { status: 404, body: { error: "there is no such alert" } };
    }
    switch (`${method} ${part}`) {
      case "GET ": {
        const next = alert["kind"] === "test" ? this.testing.shift() : undefined;
        return ok(next === undefined ? alert : Object.assign(alert, { deliveries: [next] }));
      }
      case "GET picture":
        return { status: 200, bytes: PICTURE, type: "image/jpeg" };
      case "POST acknowledge":
        if (this.broken !== "") {
          return { status: 503, body: { error: this.broken } };
        }
        this.change(alert, { acknowledged: { by: name, at: now() } });
        return ok(alert);
    }
    return undefined;
  }

  #rules(): Json {
    const cameras = Object.entries(this.zones).map(([name, zones]) => ({ name, zones }));
    const channels = this.ways.map(({ name }) => name);
    return {
      rules: this.rules,
      cameras,
      kinds: KINDS,
      channels,
      sun: true,
      standard: this.rules.length === 0,
    };
  }

  #houseOf(name: string): Json {
    const first = this.list.findIndex((one) => isSeen(one, name));
    const unseen = first === -1 ? this.list : this.list.slice(0, first);
    return { ...this.house, unseen: unseen.filter(({ kind }) => kind !== "test").length };
  }

  #tell(line: Viewer, alert: Json, late: boolean): void {
    line.tell({ type: "alert", alert, picture: alert["picture"], ...(late ? { late } : {}) });
  }

  #everybody(message: (name: string) => Json): void {
    this.lines.forEach((name, line) => line.tell(message(name)));
  }
}

function isSeen(alert: Json, name: string): boolean {
  return (alert["seen"] as Json[]).some(({ by }) => by === name);
}
