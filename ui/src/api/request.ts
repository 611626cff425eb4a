/** The only place that calls fetch. The paths are in the files beside it, and nowhere else. */
import { fieldsOf, numberOr, textOr } from "./fields.ts";

/** Milliseconds that an answer may take; a password is hashed slowly, and others may be before us. */
const PATIENCE = 8000;
const PATIENCE_CHANGE = 25_000;

/** What the server would not do, as docs/ref/http-api.md has it; what it did not say is empty or 0. */
export interface Refused {
  kind: "refused";
  status: number;
  /** One line for people. */
  error: string;
  code: string;
  field: string;
  /** Milliseconds until it is worth trying again. */
  retryIn: number;
}

export type Answer<T> = { kind: "ok"; value: T } | Refused | { kind: "unreachable" };

/** Hears of requests that were refused for who asked, whichever request it was. */
export interface Doorkeeper {
  /** Nobody is logged in here any more, or nobody can be yet. */
  shut(access: "login" | "setup"): void;
  /** Asks the person once more who they are; whether that went well. */
  confirm(): Promise<boolean>;
}

let doorkeeper: Doorkeeper = { shut: () => undefined, confirm: () => Promise.resolve(false) };

export function attend(by: Doorkeeper): void {
  doorkeeper = by;
}

export function get<T>(path: string, read: (value: unknown) => T): Promise<Answer<T>> {
  return send("GET", path, undefined, read);
}

export function change<T>(
  method: "POST" | "PUT" | "DELETE",
  path: string,
  body: Readonly<Record<string, unknown>> | undefined,
  read: (value: unknown) => T,
): Promise<Answer<T>> {
  return send(method, path, body, read);
}

/** What comes in pieces or as a file; `signal` ends the wait and the answer. There is no answer to what was given up. */
export async function fetchBytes(
  path: string,
  signal: AbortSignal,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer<Response> | { kind: "given up" }> {
  try {
    const response = await fetch(path, { signal, headers });
    if (response.ok) {
      return { kind: "ok", value: response };
    }
    return shutOut(refusal(response.status, await response.json().catch(() => undefined)));
  } catch {
    return { kind: signal.aborted ? "given up" : "unreachable" };
  }
}

/** For answers without a body, or one nobody needs. */
export function nothing(): undefined {
  return undefined;
}

async function send<T>(
  method: string,
  path: string,
  body: Readonly<Record<string, unknown>> | undefined,
  read: (value: unknown) => T,
): Promise<Answer<T>> {
  const first = await once(method, path, body, read);
  if (first.kind !== "refused" || first.code !== "confirm") {
    return first;
  }
  return (await doorkeeper.confirm()) ? once(method, path, body, read) : first;
}

async function once<T>(
  method: string,
  path: string,
  body: Readonly<Record<string, unknown>> | undefined,
  read: (value: unknown) => T,
): Promise<Answer<T>> {
  try {
    const response = await fetch(path, {
      method,
      cache: "no-store",
      signal: AbortSignal.timeout(method === "GET" ? PATIENCE : PATIENCE_CHANGE),
      ...(body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { "Content-Type": "application/json" } }),
    });
    if (response.ok) {
      return { kind: "ok", value: read(response.status === 204 ? undefined : await response.json()) };
    }
    return shutOut(refusal(response.status, await response.json().catch(() => undefined)));
  } catch {
    return { kind: "unreachable" };
  }
}

function shutOut(refused: Refused): Refused {
  if (refused.status === 401 && (refused.code === "login" || refused.code === "setup")) {
    doorkeeper.shut(refused.code);
  }
  return refused;
}

export function refusal(status: number, body: unknown): Refused {
  const { error, code, field, retryIn } = fieldsOf(body);
  return {
    kind: "refused",
    status,
    error: textOr(error, ""),
    code: textOr(code, ""),
    field: textOr(field, ""),
    retryIn: numberOr(retryIn, 0),
  };
}
