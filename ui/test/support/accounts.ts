/** The stand-in's accounts: who there is, who is in, and what was done, kept in memory. */
import { randomBytes } from "node:crypto";
import { type Json, now, Refusal } from "./exchange.ts";
import { counterAt, totp } from "./totp.ts";

export type Role = "viewer" | "operator" | "administrator";

export interface Person {
  name: string;
  password: string;
  role: Role;
  cameras: string[] | null;
  totp: string | undefined;
  /** Begun, and not in force. */
  pending: string | undefined;
  /** The last code that was taken, by its number. */
  counter: number;
  recovery: string[];
  tokens: Json[];
  created: number;
  login: number;
}

export interface Session {
  id: string;
  cookie: string;
  person: Person;
  confirmed: boolean;
  created: number;
  from: string;
  agent: string;
}

const LEAST: readonly Role[] = ["viewer", "operator", "administrator"];

export class Accounts {
  readonly setupCode = "K7MQ-X3VD-9WRT";
  readonly people = new Map<string, Person>();
  readonly sessions = new Map<string, Session>();
  readonly audit: Json[] = [];
  /** Told when a session has ended. */
  onEnd: (session: string) => void = () => undefined;
  #made = 0;

  add(name: string, password: string, role: Role, cameras: string[] | null = null): Person {
    const person: Person = {
      name,
      password,
      role,
      cameras,
      totp: undefined,
      pending: undefined,
      counter: 0,
      recovery: [],
      tokens: [],
      created: now(),
      login: 0,
    };
    this.people.set(name, person);
    return person;
  }

  /** A session without a login; the answer is its cookie. */
  begin(person: Person, agent = "Test", confirmed = true): string {
    const session: Session = {
      id: this.newId("s"),
      cookie: randomBytes(32).toString("base64url"),
      person,
      confirmed,
      created: now(),
      from: "192.168.1.20",
      agent,
    };
    person.login = now();
    this.sessions.set(session.cookie, session);
    return session.cookie;
  }

  end(session: Session): void {
    this.sessions.delete(session.cookie);
    this.onEnd(session.cookie);
  }

  endAll(name: string, but = ""): void {
    for (const session of this.sessions.values()) {
      if (session.person.name === name && session.cookie !== but) {
        this.end(session);
      }
    }
  }

  /** As when ten minutes have passed. */
  forgetConfirmations(): void {
    for (const session of this.sessions.values()) {
      session.confirmed = false;
    }
  }

  note(user: string, action: string, more: Json = {}): void {
    const entry = { id: ++this.#made, at: now(), user, from: "192.168.1.20", action, subject: "", ok: true };
    this.audit.unshift({ ...entry, detail: "", ...more });
  }

  newId(kind: string): string {
    return `${kind}${++this.#made}`;
  }

  sessionOf(cookie: string): Session | undefined {
    return this.sessions.get(cookie);
  }

  need(cookie: string): Session {
    const session = this.sessions.get(cookie);
    if (session === undefined) {
      throw new Refusal(401, "log in first", { code: this.people.size === 0 ? "setup" : "login" });
    }
    return session;
  }

  needRole(cookie: string, least: Role): void {
    if (LEAST.indexOf(this.need(cookie).person.role) < LEAST.indexOf(least)) {
      throw new Refusal(403, `this needs the role ${least}`, { code: "role" });
    }
  }

  /** The cameras somebody may see, of those there are. */
  visible<T extends { name: string }>(cookie: string, cameras: readonly T[]): T[] {
    const person = this.need(cookie).person;
    return cameras.filter(({ name }) => person.cameras === null || person.cameras.includes(name));
  }

  /** What GET /server says beyond what it says to anyone. */
  access(cookie: string): Json {
    const session = this.sessions.get(cookie);
    if (session === undefined) {
      return { access: this.people.size === 0 ? "setup" : "login" };
    }
    const { name, role, cameras } = session.person;
    return {
      access: "granted",
      version: "0.1.0",
      mode: "run",
      user: { name, role, cameras },
      confirmed: session.confirmed,
    };
  }
}

export function needConfirmed({ confirmed }: Session): void {
  if (!confirmed) {
    throw new Refusal(403, "confirm who you are", { code: "confirm" });
  }
}

export function wrong(): Refusal {
  return new Refusal(401, "name, password or code is wrong", { code: "wrong" });
}

/** The number of a code of now, or of half a minute before or after. */
export function counterOf(secret: string | undefined, code: unknown): number | undefined {
  const at = counterAt(Date.now());
  return [at - 1, at, at + 1].find((one) => totp(secret ?? "", one) === code);
}

/** Takes the code that goes with a right password, once, from whoever has two-factor login. */
export function needSecond(person: Person, body: Json): void {
  if (person.totp === undefined) {
    return;
  }
  const code = typeof body["code"] === "string" ? body["code"].replace(/\s/g, "") : "";
  if (code === "") {
    throw new Refusal(401, "a code is needed too", { code: "second" });
  }
  const counter = counterOf(person.totp, code);
  if (counter !== undefined && counter > person.counter) {
    person.counter = counter;
  } else if (person.recovery.includes(code)) {
    person.recovery = person.recovery.filter((one) => one !== code);
  } else {
    throw wrong();
  }
}
