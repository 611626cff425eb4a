/** The stand-in's routes for one's own account. */
import { randomBytes } from "node:crypto";
import {
  type Accounts,
  counterOf,
  needConfirmed,
  needSecond,
  type Person,
  type Session,
  wrong,
} from "./accounts.ts";
import { type Asked, badField, DONE, type Json, made, newPassword, now, ok, type Reply } from "./exchange.ts";
import { toBase32 } from "./totp.ts";

export function me(accounts: Accounts, asked: Asked, what: string, id: string): Reply | undefined {
  const session = accounts.need(asked.cookie);
  const { person } = session;
  const { body, method } = asked;
  switch (`${method} ${what}`) {
    case "GET ":
      return ok(toldOf(session));
    case "POST confirm":
      if (body["password"] !== person.password) {
        throw wrong();
      }
      needSecond(person, body);
      session.confirmed = true;
      return DONE;
    case "PUT password":
      if (body["current"] !== person.password) {
        throw badField("current", "this is not the password");
      }
      person.password = newPassword(body, person.name);
      accounts.endAll(person.name, session.cookie);
      return DONE;
    case "GET sessions":
      return ok({ sessions: sessionsOf(accounts, session) });
    case "DELETE sessions":
      for (const one of accounts.sessions.values()) {
        if (one.person === person && one.id === id) {
          accounts.end(one);
        }
      }
      return DONE;
    case "GET tokens":
      return ok({ tokens: person.tokens });
    case "DELETE tokens":
      person.tokens = person.tokens.filter((token) => id !== "" && token["id"] !== id);
      return DONE;
  }
  needConfirmed(session);
  return confirmedMe(accounts, person, `${method} ${what}`, body);
}

function confirmedMe(accounts: Accounts, person: Person, what: string, body: Json): Reply | undefined {
  switch (what) {
    case "POST totp": {
      const secret = toBase32(randomBytes(20));
      person.pending = secret;
      const uri = `otpauth://totp/Nightjar:${person.name}?secret=${secret}&issuer=Nightjar`;
      return made({ secret, uri, ...pretendedQr() });
    }
    case "PUT totp": {
      const counter = counterOf(person.pending, body["code"]);
      if (counter === undefined) {
        throw badField("code", "this is not the code of now");
      }
      person.totp = person.pending;
      person.counter = counter;
      person.recovery = recoveryCodes();
      return ok({ recovery: person.recovery });
    }
    case "DELETE totp":
      person.totp = undefined;
      person.recovery = [];
      return DONE;
    case "POST recovery":
      person.recovery = recoveryCodes();
      return ok({ recovery: person.recovery });
    case "POST tokens": {
      const token = {
        id: accounts.newId("t"),
        name: body["name"],
        scopes: body["scopes"],
        created: now(),
        expires: now() + Number(body["days"]) * 86_400e6,
        used: 0,
      };
      person.tokens.push(token);
      return made({ ...token, token: `njt_${randomBytes(32).toString("base64url")}` });
    }
  }
  return undefined;
}

function toldOf({ person, confirmed }: Session): Json {
  const { name, role, cameras, recovery } = person;
  return {
    user: name,
    role,
    cameras,
    confirmed,
    totp: person.totp !== undefined,
    recovery: recovery.length,
    passkeys: [],
  };
}

function sessionsOf(accounts: Accounts, session: Session): Json[] {
  return [...accounts.sessions.values()]
    .filter((one) => one.person === session.person)
    .map(({ id, created, from, agent, ...one }) => ({
      id,
      current: one.cookie === session.cookie,
      created,
      seen: now(),
      from,
      agent,
    }));
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
