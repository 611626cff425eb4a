/** What administrators ask for about everybody. Times are microseconds since 1970, 0 is never. */
import { fieldsOf, listOf, numberOr, textOr } from "./fields.ts";
import { type Answer, change, get, nothing } from "./request.ts";
import { type Role, toWho, type Who } from "./server.ts";

export interface User extends Who {
  totp: boolean;
  passkeys: number;
  tokens: number;
  created: number;
  /** The last login. */
  login: number;
}

export interface Entry {
  id: string;
  at: number;
  user: string;
  from: string;
  action: string;
  subject: string;
  ok: boolean;
  detail: string;
}

export interface Changes {
  role?: Role;
  cameras?: string[] | null;
  password?: string;
}

export function getUsers(): Promise<Answer<User[]>> {
  return get("api/v1/users", (value) => listOf(fieldsOf(value)["users"], toUser));
}

export function addUser(
  user: string,
  password: string,
  role: Role,
  cameras: string[] | null,
): Promise<Answer<User>> {
  return change("POST", "api/v1/users", { user, password, role, cameras }, toUser);
}

export function changeUser(name: string, changes: Changes): Promise<Answer<User>> {
  return change("PUT", pathOf(name), { ...changes }, toUser);
}

export function removeUser(name: string): Promise<Answer<undefined>> {
  return change("DELETE", pathOf(name), undefined, nothing);
}

export function endSessionsOf(name: string): Promise<Answer<undefined>> {
  return change("DELETE", `${pathOf(name)}/sessions`, undefined, nothing);
}

export function removeTokensOf(name: string): Promise<Answer<undefined>> {
  return change("DELETE", `${pathOf(name)}/tokens`, undefined, nothing);
}

export function removeFactorsOf(name: string): Promise<Answer<undefined>> {
  return change("DELETE", `${pathOf(name)}/factors`, undefined, nothing);
}

/** Entries older than the one with the id `before`, or the newest if that is empty. */
export function getAudit(
  before: string,
  limit: number,
): Promise<Answer<{ entries: Entry[]; more: boolean }>> {
  const query = new URLSearchParams({ limit: String(limit), ...(before === "" ? {} : { before }) });
  return get(`api/v1/audit?${query.toString()}`, (value) => {
    const { entries, more } = fieldsOf(value);
    return { entries: listOf(entries, toEntry), more: more === true };
  });
}

function pathOf(name: string): string {
  return `api/v1/users/${encodeURIComponent(name)}`;
}

function toUser(value: unknown): User {
  const { totp, passkeys, tokens, created, login } = fieldsOf(value);
  return {
    ...toWho(value),
    totp: totp === true,
    passkeys: numberOr(passkeys, 0),
    tokens: numberOr(tokens, 0),
    created: numberOr(created, 0),
    login: numberOr(login, 0),
  };
}

function toEntry(value: unknown): Entry {
  const { id, at, user, from, action, subject, ok, detail } = fieldsOf(value);
  return {
    id: typeof id === "number" ? String(id) : textOr(id, ""),
    at: numberOr(at, 0),
    user: textOr(user, ""),
    from: textOr(from, ""),
    action: textOr(action, ""),
    subject: textOr(subject, ""),
    ok: ok !== false,
    detail: textOr(detail, ""),
  };
}
