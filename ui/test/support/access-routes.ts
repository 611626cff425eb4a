/** The stand-in's routes for coming in and going out; from here to everything else about accounts. */
import { randomBytes } from "node:crypto";
import { type Accounts, needSecond, wrong } from "./accounts.ts";
import {
  type Asked,
  badField,
  newPassword,
  now,
  ok,
  Refusal,
  type Reply,
  text,
  userName,
} from "./exchange.ts";
import { me } from "./me-routes.ts";
import { users } from "./user-routes.ts";

/** Undefined if there is no such route. May throw a refusal. */
export function answer(accounts: Accounts, asked: Asked): Reply | undefined {
  const [what = "", first = "", second = "", third = ""] = asked.path.split("/").map(decodeURIComponent);
  switch (`${asked.method} ${what}`) {
    case "POST setup":
      return setUp(accounts, asked);
    case "POST login":
      return first === "" ? logIn(accounts, asked) : passkeyChallenge(asked, second);
    case "POST logout":
      accounts.end(accounts.need(asked.cookie));
      return { status: 204, cookie: "" };
    case "GET audit":
      return readAudit(accounts, asked);
  }
  switch (what) {
    case "me":
      return me(accounts, asked, first, second);
    case "users":
      return users(accounts, asked, first, second, third);
  }
  return undefined;
}

function setUp(accounts: Accounts, { body, agent }: Asked): Reply {
  if (accounts.people.size > 0) {
    throw new Refusal(409, "this Nightjar is set up already", { code: "done" });
  }
  const code = text(body, "code").toUpperCase().replace(/-/g, "");
  if (code !== accounts.setupCode.replace(/-/g, "")) {
    throw badField("code", "this is not the setup code of this start");
  }
  const name = userName(body);
  const person = accounts.add(name, newPassword(body, name), "administrator");
  return entered(accounts, accounts.begin(person, agent), 201);
}

function logIn(accounts: Accounts, { body, agent, cookie }: Asked): Reply {
  const person = accounts.people.get(text(body, "user").trim().toLowerCase());
  if (person?.password !== text(body, "password")) {
    accounts.note(person?.name ?? "", "login-failed", { ok: false });
    throw wrong();
  }
  needSecond(person, body);
  accounts.sessions.delete(cookie);
  accounts.note(person.name, "login");
  return entered(accounts, accounts.begin(person, agent), 200);
}

/** Each login page asks for one, to offer passkeys. What answers it, only the real server can tell. */
function passkeyChallenge({ host }: Asked, what: string): Reply | undefined {
  const challenge = randomBytes(32).toString("base64url");
  return what === "challenge"
    ? ok({
        publicKey: {
          challenge,
          rpId: host,
          timeout: 300_000,
          userVerification: "required",
          allowCredentials: [],
        },
      })
    : undefined;
}

function readAudit(accounts: Accounts, { cookie, query }: Asked): Reply {
  accounts.needRole(cookie, "administrator");
  const before = Number(query.get("before") ?? Infinity);
  const older = accounts.audit.filter(({ id }) => Number(id) < before);
  const limit = Number(query.get("limit") ?? 50);
  return ok({ entries: older.slice(0, limit), more: older.length > limit });
}

function entered(accounts: Accounts, cookie: string, status: number): Reply {
  return {
    status,
    body: { name: "Nightjar", now: now(), secure: false, ...accounts.access(cookie) },
    cookie,
  };
}
