/** The stand-in's accounts: everything the page may ask about who is here, kept in memory and checked as the server does. */
import { randomBytes } from "node:crypto";
import { counterAt, toBase32, totp } from "./totp.ts";

export type Role = "viewer" | "operator" | "administrator";
type Json = Record<string, unknown>;

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
  passkeys: { id: string; name: string; host: string; created: number; used: number }[];
  tokens: Json[];
  created: number;
  login: number;
}

interface Session {
  id: string;
  cookie: string;
  person: Person;
  confirmed: boolean;
  created: number;
  from: string;
  agent: string;
}

/** What is asked, and by whom. */
export interface Asked {
  method: string;
  path: string;
  query: URLSearchParams;
  body: Json;
  cookie: string;
  host: string;
  agent: string;
}

export interface Reply {
  status: number;
  body?: unknown;
  /** A session's cookie to hand out. */
  cookie?: string;
}

/** An answer that is no good news, thrown from wherever it is found out. */
class Refusal extends Error {
  readonly reply: Reply;

  constructor(status: number, error: string, more: Json = {}) {
    super(error);
    this.reply = { status, body: { error, ...more } };
  }
}

const LEAST: readonly Role[] = ["viewer", "operator", "administrator"];

export class Accounts {
  readonly setupCode = "K7MQ-X3VD-9WRT";
  readonly people = new Map<string, Person>();
  readonly sessions = new Map<string, Session>();
  readonly audit: Json[] = [];
  /** Told when a session has ended. */
  onEnd: (session: string) => void = () => undefined;
  readonly #challenges = new Set<string>();
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
      passkeys: [],
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
      id: `s${++this.#made}`,
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

  endAll(name: string, but = ""): void {
    for (const session of this.sessions.values()) {
      if (session.person.name === name && session.cookie !== but) {
        this.#end(session);
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

  sessionOf(cookie: string): Session | undefined {
    return this.sessions.get(cookie);
  }

  /** The cameras somebody may see, of those there are. */
  visible<T extends { name: string }>(cookie: string, cameras: readonly T[]): T[] {
    const person = this.#need(cookie).person;
    return cameras.filter(({ name }) => person.cameras === null || person.cameras.includes(name));
  }

  needRole(cookie: string, least: Role): void {
    if (LEAST.indexOf(this.#need(cookie).person.role) < LEAST.indexOf(least)) {
      throw new Refusal(403, `this needs the role ${least}`, { code: "role" });
    }
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

  /** Undefined if the path is none of its own. */
  answer(asked: Asked): Reply | undefined {
    return refusing(() => this.#route(asked));
  }

  #route(asked: Asked): Reply | undefined {
    const { method, path, body } = asked;
    const [what = "", first = "", second = "", third = ""] = path.split("/").map(decodeURIComponent);
    switch (`${method} ${what}`) {
      case "POST setup":
        return this.#setUp(body, asked.agent);
      case "POST login":
        return first === "" ? this.#logIn(asked) : this.#logInByPasskey(asked, second);
      case "POST logout":
        this.#end(this.#need(asked.cookie));
        return { status: 204, cookie: "" };
      case "GET audit":
        return this.#readAudit(asked);
    }
    if (what === "me") {
      return this.#me(asked, `${method} ${first}`, second);
    }
    return what === "users" ? this.#users(asked, first, second, third) : undefined;
  }

  #setUp(body: Json, agent: string): Reply {
    if (this.people.size > 0) {
      throw new Refusal(409, "this Nightjar is set up already", { code: "done" });
    }
    const code = text(body, "code").toUpperCase().replace(/-/g, "");
    if (code !== this.setupCode.replace(/-/g, "")) {
      throw new Refusal(422, "this is not the setup code of this start", { code: "field", field: "code" });
    }
    const name = userName(body);
    checkPassword(text(body, "password"), name);
    const person = this.add(name, text(body, "password"), "administrator");
    return this.#entered(this.begin(person, agent), 201);
  }

  #logIn({ body, agent, cookie }: Asked): Reply {
    const person = this.people.get(text(body, "user").trim().toLowerCase());
    if (person?.password !== text(body, "password")) {
      this.note(person?.name ?? "", "login-failed", { ok: false });
      throw new Refusal(401, "name, password or code is wrong", { code: "wrong" });
    }
    this.#second(person, body);
    this.sessions.delete(cookie);
    this.note(person.name, "login");
    return this.#entered(this.begin(person, agent), 200);
  }

  #second(person: Person, body: Json): void {
    if (person.totp === undefined) {
      return;
    }
    const code = typeof body["code"] === "string" ? body["code"].replace(/\s/g, "") : "";
    if (code === "") {
      throw new Refusal(401, "a code is needed too", { code: "second" });
    }
    const counter = [-1, 0, 1]
      .map((off) => counterAt(Date.now()) + off)
      .find((at) => totp(person.totp ?? "", at) === code);
    if (counter !== undefined && counter > person.counter) {
      person.counter = counter;
    } else if (person.recovery.includes(code)) {
      person.recovery = person.recovery.filter((one) => one !== code);
    } else {
      throw new Refusal(401, "name, password or code is wrong", { code: "wrong" });
    }
  }

  #logInByPasskey({ host, body, agent }: Asked, second: string): Reply {
    if (second === "challenge") {
      if (/^[\d.]+$/.test(host)) {
        throw new Refusal(409, "a passkey needs a name", { code: "host" });
      }
      const challenge = this.#challenge();
      return {
        status: 200,
        body: {
          publicKey: {
            challenge,
            rpId: host,
            timeout: 300_000,
            userVerification: "required",
            allowCredentials: [],
          },
        },
      };
    }
    const credential = this.#credential(body, "webauthn.get", ["authenticatorData", "signature"]);
    const person = [...this.people.values()].find(({ passkeys }) =>
      passkeys.some(({ id }) => id === credential["id"]),
    );
    if (person === undefined) {
      throw new Refusal(401, "this passkey is not known", { code: "wrong" });
    }
    return this.#entered(this.begin(person, agent), 200);
  }

  #challenge(): string {
    const challenge = randomBytes(32).toString("base64url");
    this.#challenges.add(challenge);
    return challenge;
  }

  /** Looks right: its fields are there, and it answers a challenge of ours. Signatures are not checked. */
  #credential(body: Json, type: string, fields: readonly string[]): Json {
    const credential = body["credential"] as Json;
    const response = credential["response"] as Json;
    for (const field of ["clientDataJSON", ...fields]) {
      if (!/^[\w-]+$/.test(text(response, field))) {
        throw new Refusal(422, `${field} is not base64url`, { code: "field", field: "credential" });
      }
    }
    const client = JSON.parse(Buffer.from(text(response, "clientDataJSON"), "base64url").toString()) as Json;
    if (client["type"] !== type || !this.#challenges.delete(text(client, "challenge"))) {
      throw new Refusal(401, "this answers no challenge", { code: "wrong" });
    }
    return credential;
  }

  #me(asked: Asked, what: string, id: string): Reply | undefined {
    const session = this.#need(asked.cookie);
    const { person } = session;
    const { body } = asked;
    switch (what) {
      case "GET ": {
        const { name, role, cameras, recovery, passkeys } = person;
        return ok({
          user: name,
          role,
          cameras,
          confirmed: session.confirmed,
          totp: person.totp !== undefined,
          recovery: recovery.length,
          passkeys,
        });
      }
      case "POST confirm":
        if (body["password"] !== person.password) {
          throw new Refusal(401, "name, password or code is wrong", { code: "wrong" });
        }
        this.#second(person, body);
        session.confirmed = true;
        return { status: 204 };
      case "PUT password":
        if (body["current"] !== person.password) {
          throw new Refusal(422, "this is not the password", { code: "field", field: "current" });
        }
        checkPassword(text(body, "password"), person.name);
        person.password = text(body, "password");
        this.endAll(person.name, session.cookie);
        return { status: 204 };
      case "GET sessions":
        return ok({
          sessions: [...this.sessions.values()]
            .filter((one) => one.person === person)
            .map((one) => ({
              id: one.id,
              current: one === session,
              created: one.created,
              seen: now(),
              from: one.from,
              agent: one.agent,
            })),
        });
      case "DELETE sessions":
        for (const one of this.sessions.values()) {
          if (one.person === person && (id === "" || one.id === id)) {
            this.#end(one);
          }
        }
        return { status: 204 };
      case "GET tokens":
        return ok({ tokens: person.tokens });
      case "DELETE tokens":
        person.tokens = person.tokens.filter((token) => id !== "" && token["id"] !== id);
        return { status: 204 };
    }
    return this.#confirmedMe(session, what, id, asked);
  }

  #confirmedMe(session: Session, what: string, id: string, { body, host }: Asked): Reply | undefined {
    needConfirmed(session);
    const { person } = session;
    switch (what) {
      case "POST totp": {
        const secret = toBase32(randomBytes(20));
        person.pending = secret;
        const uri = `otpauth://totp/Nightjar:${person.name}?secret=${secret}&issuer=Nightjar`;
        return { status: 201, body: { secret, uri, ...pretendedQr() } };
      }
      case "PUT totp": {
        const at = counterAt(Date.now());
        const counter = [at - 1, at, at + 1].find((one) => totp(person.pending ?? "", one) === body["code"]);
        if (counter === undefined) {
          throw new Refusal(422, "this is not the code of now", { code: "field", field: "code" });
        }
        person.totp = person.pending;
        person.counter = counter;
        person.recovery = recoveryCodes();
        return ok({ recovery: person.recovery });
      }
      case "DELETE totp":
        person.totp = undefined;
        person.recovery = [];
        return { status: 204 };
      case "POST recovery":
        person.recovery = recoveryCodes();
        return ok({ recovery: person.recovery });
      case "POST passkeys":
        return id === "challenge" ? this.#newPasskey(person, host) : this.#addPasskey(person, host, body);
      case "DELETE passkeys":
        person.passkeys = person.passkeys.filter((passkey) => passkey.id !== id);
        return { status: 204 };
      case "POST tokens": {
        const token = {
          id: `t${++this.#made}`,
          name: body["name"],
          scopes: body["scopes"],
          created: now(),
          expires: now() + Number(body["days"]) * 86_400e6,
          used: 0,
        };
        person.tokens.push(token);
        return { status: 201, body: { ...token, token: `njt_${randomBytes(32).toString("base64url")}` } };
      }
    }
    return undefined;
  }

  #newPasskey(person: Person, host: string): Reply {
    return ok({
      publicKey: {
        rp: { id: host, name: "Nightjar" },
        user: {
          id: Buffer.from(person.name).toString("base64url"),
          name: person.name,
          displayName: person.name,
        },
        challenge: this.#challenge(),
        pubKeyCredParams: [-7, -257].map((alg) => ({ type: "public-key", alg })),
        timeout: 300_000,
        excludeCredentials: person.passkeys.map(({ id }) => ({ type: "public-key", id })),
        authenticatorSelection: {
          residentKey: "required",
          requireResidentKey: true,
          userVerification: "required",
        },
        attestation: "none",
      },
    });
  }

  #addPasskey(person: Person, host: string, body: Json): Reply {
    const credential = this.#credential(body, "webauthn.create", ["attestationObject"]);
    const passkey = { id: text(credential, "id"), name: text(body, "name"), host, created: now(), used: 0 };
    person.passkeys.push(passkey);
    return { status: 201, body: passkey };
  }

  #users({ method, cookie, body }: Asked, name: string, what: string, rest: string): Reply | undefined {
    this.needRole(cookie, "administrator");
    const session = this.#need(cookie);
    if (method === "GET" && name === "") {
      return ok({ users: [...this.people.values()].map(told) });
    }
    if (method === "DELETE" && what === "sessions") {
      this.endAll(name);
      return { status: 204 };
    }
    if (method === "DELETE" && what === "tokens") {
      for (const one of this.people.values()) {
        one.tokens = one.name === name ? [] : one.tokens;
      }
      return { status: 204 };
    }
    needConfirmed(session);
    if (method === "POST" && name === "") {
      const user = userName(body);
      if (this.people.has(user)) {
        throw new Refusal(409, "there is a user of this name", { code: "taken" });
      }
      checkPassword(text(body, "password"), user);
      const cameras = body["cameras"] as string[] | null;
      return {
        status: 201,
        body: told(this.add(user, text(body, "password"), body["role"] as Role, cameras)),
      };
    }
    const person = this.people.get(name);
    if (person === undefined || rest !== "") {
      throw new Refusal(404, "there is no such user");
    }
    return this.#change(`${method} ${what}`, person, body, session);
  }

  #change(what: string, person: Person, body: Json, session: Session): Reply | undefined {
    switch (what) {
      case "PUT ":
        this.#keepOne(person, (body["role"] ?? person.role) as Role);
        Object.assign(person, body);
        this.endAll(person.name, session.cookie);
        return ok(told(person));
      case "DELETE ":
        this.#keepOne(person, "viewer");
        this.people.delete(person.name);
        this.endAll(person.name);
        return { status: 204 };
      case "DELETE factors":
        Object.assign(person, { totp: undefined, recovery: [], passkeys: [] });
        return { status: 204 };
    }
    return undefined;
  }

  #keepOne(person: Person, role: Role): void {
    const others = [...this.people.values()].some((one) => one !== person && one.role === "administrator");
    if (person.role === "administrator" && role !== "administrator" && !others) {
      throw new Refusal(409, "one administrator must remain", { code: "last-administrator" });
    }
  }

  #readAudit({ cookie, query }: Asked): Reply {
    this.needRole(cookie, "administrator");
    const before = Number(query.get("before") ?? Infinity);
    const older = this.audit.filter(({ id }) => Number(id) < before);
    const limit = Number(query.get("limit") ?? 50);
    return ok({ entries: older.slice(0, limit), more: older.length > limit });
  }

  #entered(cookie: string, status: number): Reply {
    return { status, body: { name: "Nightjar", now: now(), secure: false, ...this.access(cookie) }, cookie };
  }

  #need(cookie: string): Session {
    const session = this.sessions.get(cookie);
    if (session === undefined) {
      throw new Refusal(401, "log in first", { code: this.people.size === 0 ? "setup" : "login" });
    }
    return session;
  }

  #end(session: Session): void {
    this.sessions.delete(session.cookie);
    this.onEnd(session.cookie);
  }
}

/** What it answers, or what it was refused with. */
export function refusing<T>(act: () => T): T | Reply {
  try {
    return act();
  } catch (e) {
    if (e instanceof Refusal) {
      return e.reply;
    }
    throw e;
  }
}

function needConfirmed({ confirmed }: Session): void {
  if (!confirmed) {
    throw new Refusal(403, "confirm who you are", { code: "confirm" });
  }
}

function ok(body: unknown): Reply {
  return { status: 200, body };
}

function told({ name, role, cameras, passkeys, tokens, created, login, ...person }: Person): Json {
  return {
    name,
    role,
    cameras,
    totp: person.totp !== undefined,
    passkeys: passkeys.length,
    tokens: tokens.length,
    created,
    login,
  };
}

function text(body: Json, field: string): string {
  const value = body[field];
  if (typeof value !== "string") {
    throw new Refusal(422, `${field} is missing`, { code: "field", field });
  }
  return value;
}

function userName(body: Json): string {
  const name = text(body, "user").trim().toLowerCase();
  if (!/^[a-z0-9][a-z0-9._-]{0,30}$/.test(name)) {
    throw new Refusal(422, "a user's name is a to z, digits, ., - and _", { code: "field", field: "user" });
  }
  return name;
}

function checkPassword(password: string, user: string): void {
  const why =
    Array.from(password).length < 10
      ? "at least 10 characters are needed"
      : password === "password123"
        ? "this is one of the most common passwords"
        : password.includes(user) && password.length < user.length + 4
          ? "this is the user's name"
          : "";
  if (why !== "") {
    throw new Refusal(422, why, { code: "field", field: "password" });
  }
}

function recoveryCodes(): string[] {
  return Array.from({ length: 10 }, () =>
    (randomBytes(12).toString("hex").replace(/[01]/g, "x").match(/.{4}/g) ?? []).join("-"),
  );
}

/** Looks like a QR code to people; no camera will read it. */
function pretendedQr(): { qr: string; size: number } {
  const size = 37;
  const bits = randomBytes(size * size);
  const dots = Array.from(bits, (bit, i) => [bit, i % size, Math.floor(i / size)] as const)
    .filter(([bit, x, y]) => bit > 127 && x > 3 && y > 3 && x < size - 4 && y < size - 4)
    .map(([, x, y]) => `M${x},${y}h1v1h-1z`);
  return { qr: dots.join(""), size };
}

function now(): number {
  return Date.now() * 1000;
}
