/** What the stand-in is asked and answers, and how it refuses. */
export type Json = Record<string, unknown>;

/** What is asked, and by whom. */
export interface Asked {
  method: string;
  path: string;
  query: URLSearchParams;
  body: Json;
  cookie: string;
  host: string;
  agent: string;
  /** The Range header, or empty. */
  range: string;
}

export interface Reply {
  status: number;
  body?: unknown;
  /** In place of a body that is JSON. */
  bytes?: Uint8Array;
  type?: string;
  headers?: Readonly<Record<string, string>>;
  /** Milliseconds until it is sent. */
  after?: number;
  /** A session's cookie to hand out. */
  cookie?: string;
}

/** An answer that is no good news, thrown from wherever it is found out. */
export class Refusal extends Error {
  readonly reply: Reply;

  constructor(status: number, error: string, more: Json = {}) {
    super(error);
    this.reply = { status, body: { error, ...more } };
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

export const DONE: Reply = { status: 204 };

export function ok(body: unknown): Reply {
  return { status: 200, body };
}

export function made(body: unknown): Reply {
  return { status: 201, body };
}

/** One value of a request is not as it must be. */
export function badField(field: string, error: string): Refusal {
  return new Refusal(422, error, { code: "field", field });
}

export function text(body: Json, field: string): string {
  const value = body[field];
  if (typeof value !== "string") {
    throw badField(field, `${field} is missing`);
  }
  return value;
}

export function userName(body: Json): string {
  const name = text(body, "user").trim().toLowerCase();
  if (!/^[a-z0-9][a-z0-9._-]{0,30}$/.test(name)) {
    throw badField("user", "a user's name is a to z, digits, ., - and _");
  }
  return name;
}

export function newPassword(body: Json, user: string): string {
  const password = text(body, "password");
  const why =
    Array.from(password).length < 10
      ? "at least 10 characters are needed"
      : password === "password123"
        ? "this is one of the most common passwords"
        : password.includes(user) && password.length < user.length + 4
          ? "this is the user's name"
          : "";
  if (why !== "") {
    throw badField("password", why);
  }
  return password;
}

/** Microseconds since 1970, as all times of the API. */
export function now(): number {
  return Date.now() * 1000;
}
