/** The stand-in's routes for everybody's accounts. */
import { type Accounts, needConfirmed, type Person, type Role, type Session } from "./accounts.ts";
import {
  type Asked,
  DONE,
  type Json,
  made,
  newPassword,
  ok,
  Refusal,
  type Reply,
  userName,
} from "./exchange.ts";

export function users(
  accounts: Accounts,
  { method, cookie, body }: Asked,
  name: string,
  what: string,
  rest: string,
): Reply | undefined {
  accounts.needRole(cookie, "administrator");
  const session = accounts.need(cookie);
  if (method === "GET" && name === "") {
    return ok({ users: [...accounts.people.values()].map(told) });
  }
  if (method === "DELETE" && what === "sessions") {
    accounts.endAll(name);
    return DONE;
  }
  if (method === "DELETE" && what === "tokens") {
    for (const one of accounts.people.values()) {
      one.tokens = one.name === name ? [] : one.tokens;
    }
    return DONE;
  }
  needConfirmed(session);
  if (method === "POST" && name === "") {
    return add(accounts, body);
  }
  const person = accounts.people.get(name);
  if (person === undefined || rest !== "") {
    throw new Refusal(404, "there is no such user");
  }
  return change(accounts, `${method} ${what}`, person, body, session);
}

function add(accounts: Accounts, body: Json): Reply {
  const user = userName(body);
  if (accounts.people.has(user)) {
    throw new Refusal(409, "there is a user of this name", { code: "taken" });
  }
  const cameras = body["cameras"] as string[] | null;
  return made(told(accounts.add(user, newPassword(body, user), body["role"] as Role, cameras)));
}

function change(
  accounts: Accounts,
  what: string,
  person: Person,
  body: Json,
  session: Session,
): Reply | undefined {
  switch (what) {
    case "PUT ":
      keepOne(accounts, person, (body["role"] ?? person.role) as Role);
      Object.assign(person, body);
      accounts.endAll(person.name, session.cookie);
      return ok(told(person));
    case "DELETE ":
      keepOne(accounts, person, "viewer");
      accounts.people.delete(person.name);
      accounts.endAll(person.name);
      return DONE;
    case "DELETE factors":
      Object.assign(person, { totp: undefined, recovery: [] });
      return DONE;
  }
  return undefined;
}

function keepOne(accounts: Accounts, person: Person, role: Role): void {
  const others = [...accounts.people.values()].some((one) => one !== person && one.role === "administrator");
  if (person.role === "administrator" && role !== "administrator" && !others) {
    throw new Refusal(409, "one administrator must remain", { code: "last-administrator" });
  }
}

function told({ name, role, cameras, tokens, created, login, ...person }: Person): Json {
  return {
    name,
    role,
    cameras,
    totp: person.totp !== undefined,
    passkeys: 0,
    tokens: tokens.length,
    created,
    login,
  };
}
