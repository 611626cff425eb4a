import { fieldsOf, numberOr, oneOf, textOr, textsOf } from "./fields.ts";
import { type Answer, change, get, nothing } from "./request.ts";

/** The least first: each may do what those before it may. */
export const ROLES = ["viewer", "operator", "administrator"] as const;
export type Role = (typeof ROLES)[number];

export interface Who {
  name: string;
  role: Role;
  /** Names of those this person may see; null is all. */
  cameras: string[] | null;
}

export interface Server {
  name: string;
  access: "open" | "setup" | "login" | "granted";
  mode: "demo" | "run";
  /** Empty unless granted or open. */
  version: string;
  user: Who | undefined;
}

/** Microseconds that the server's clock is ahead of ours, to about a second. */
let ahead = 0;

/** What time it is where the cameras are: microseconds since 1970. */
export function serverNow(): number {
  return Date.now() * 1000 + ahead;
}

export function getServer(): Promise<Answer<Server>> {
  return get("api/v1/server", (value) => {
    const now = numberOr(fieldsOf(value)["now"], 0);
    ahead = now === 0 ? ahead : now - Date.now() * 1000;
    return toServer(value);
  });
}

export function setUp(code: string, user: string, password: string): Promise<Answer<Server>> {
  return change("POST", "api/v1/setup", { code, user, password }, toServer);
}

/** `code` of the second step, empty in the first. */
export function logIn(user: string, password: string, code: string): Promise<Answer<Server>> {
  return change("POST", "api/v1/login", { user, password, ...(code === "" ? {} : { code }) }, toServer);
}

export function passkeyChallenge(): Promise<Answer<unknown>> {
  return change("POST", "api/v1/login/passkey/challenge", {}, (value) => fieldsOf(value)["publicKey"]);
}

export function logInByPasskey(credential: unknown): Promise<Answer<Server>> {
  return change("POST", "api/v1/login/passkey", { credential }, toServer);
}

export function logOut(): Promise<Answer<undefined>> {
  return change("POST", "api/v1/logout", {}, nothing);
}

/** Whether somebody of this role may do what asks for that one. */
export function mayAs(role: Role | undefined, least: Role): boolean {
  return role !== undefined && ROLES.indexOf(role) >= ROLES.indexOf(least);
}

export function toWho(value: unknown): Who {
  const { name, user, role, cameras } = fieldsOf(value);
  return {
    name: textOr(name, textOr(user, "")),
    role: oneOf(role, ROLES, "viewer"),
    cameras: Array.isArray(cameras) ? textsOf(cameras) : null,
  };
}

function toServer(value: unknown): Server {
  const { name, access, mode, version, user } = fieldsOf(value);
  return {
    name: textOr(name, "Nightjar"),
    access: oneOf(access, ["open", "setup", "login", "granted"], "open"),
    mode: mode === "demo" ? "demo" : "run",
    version: textOr(version, ""),
    user: user === undefined || user === null ? undefined : toWho(user),
  };
}
