/** What people ask for about their own account. Times are microseconds since 1970, 0 is never. */
import { fieldsOf, listOf, numberOr, textOr, textsOf } from "./fields.ts";
import { type Answer, change, get, nothing } from "./request.ts";
import { toWho, type Who } from "./server.ts";

export interface Me extends Who {
  totp: boolean;
  /** Recovery codes left. */
  recovery: number;
  passkeys: Passkey[];
}

export interface Passkey {
  id: string;
  name: string;
  host: string;
  created: number;
  used: number;
}

export interface Session {
  id: string;
  current: boolean;
  created: number;
  seen: number;
  from: string;
  agent: string;
}

export interface Token {
  id: string;
  name: string;
  scopes: string[];
  created: number;
  expires: number;
  used: number;
}

export interface Enrolment {
  secret: string;
  uri: string;
  /** SVG path data, and how many modules it is across. */
  qr: string;
  size: number;
}

export function getMe(): Promise<Answer<Me>> {
  return get("api/v1/me", (value) => {
    const { totp, recovery, passkeys } = fieldsOf(value);
    return {
      ...toWho(value),
      totp: totp === true,
      recovery: numberOr(recovery, 0),
      passkeys: listOf(passkeys, toPasskey),
    };
  });
}

export function confirmMe(password: string, code: string): Promise<Answer<undefined>> {
  return change("POST", "api/v1/me/confirm", { password, ...(code === "" ? {} : { code }) }, nothing);
}

export function changePassword(current: string, password: string): Promise<Answer<undefined>> {
  return change("PUT", "api/v1/me/password", { current, password }, nothing);
}

export function beginTotp(): Promise<Answer<Enrolment>> {
  return change("POST", "api/v1/me/totp", {}, (value) => {
    const { secret, uri, qr, size } = fieldsOf(value);
    return {
      secret: textOr(secret, ""),
      uri: textOr(uri, ""),
      qr: textOr(qr, ""),
      size: numberOr(size, 0),
    };
  });
}

export function finishTotp(code: string): Promise<Answer<string[]>> {
  return change("PUT", "api/v1/me/totp", { code }, toRecovery);
}

export function removeTotp(): Promise<Answer<undefined>> {
  return change("DELETE", "api/v1/me/totp", undefined, nothing);
}

export function renewRecovery(): Promise<Answer<string[]>> {
  return change("POST", "api/v1/me/recovery", {}, toRecovery);
}

export function newPasskeyChallenge(): Promise<Answer<unknown>> {
  return change("POST", "api/v1/me/passkeys/challenge", {}, (value) => fieldsOf(value)["publicKey"]);
}

export function addPasskey(name: string, credential: unknown): Promise<Answer<Passkey>> {
  return change("POST", "api/v1/me/passkeys", { name, credential }, toPasskey);
}

export function removePasskey(id: string): Promise<Answer<undefined>> {
  return change("DELETE", `api/v1/me/passkeys/${encodeURIComponent(id)}`, undefined, nothing);
}

export function getSessions(): Promise<Answer<Session[]>> {
  return get("api/v1/me/sessions", (value) => listOf(fieldsOf(value)["sessions"], toSession));
}

export function endSession(id: string): Promise<Answer<undefined>> {
  return change("DELETE", `api/v1/me/sessions/${encodeURIComponent(id)}`, undefined, nothing);
}

export function endEverySession(): Promise<Answer<undefined>> {
  return change("DELETE", "api/v1/me/sessions", undefined, nothing);
}

export function getTokens(): Promise<Answer<Token[]>> {
  return get("api/v1/me/tokens", (value) => listOf(fieldsOf(value)["tokens"], toToken));
}

/** The answer is the token itself, which is never told again. */
export function createToken(name: string, scopes: readonly string[], days: number): Promise<Answer<string>> {
  return change("POST", "api/v1/me/tokens", { name, scopes, days }, (value) =>
    textOr(fieldsOf(value)["token"], ""),
  );
}

export function removeToken(id: string): Promise<Answer<undefined>> {
  return change("DELETE", `api/v1/me/tokens/${encodeURIComponent(id)}`, undefined, nothing);
}

export function removeEveryToken(): Promise<Answer<undefined>> {
  return change("DELETE", "api/v1/me/tokens", undefined, nothing);
}

function toRecovery(value: unknown): string[] {
  return textsOf(fieldsOf(value)["recovery"]);
}

function toPasskey(value: unknown): Passkey {
  const { id, name, host, created, used } = fieldsOf(value);
  return {
    id: textOr(id, ""),
    name: textOr(name, ""),
    host: textOr(host, ""),
    created: numberOr(created, 0),
    used: numberOr(used, 0),
  };
}

function toSession(value: unknown): Session {
  const { id, current, created, seen, from, agent } = fieldsOf(value);
  return {
    id: textOr(id, ""),
    current: current === true,
    created: numberOr(created, 0),
    seen: numberOr(seen, 0),
    from: textOr(from, ""),
    agent: textOr(agent, ""),
  };
}

function toToken(value: unknown): Token {
  const { id, name, scopes, created, expires, used } = fieldsOf(value);
  return {
    id: textOr(id, ""),
    name: textOr(name, ""),
    scopes: textsOf(scopes),
    created: numberOr(created, 0),
    expires: numberOr(expires, 0),
    used: numberOr(used, 0),
  };
}
