import assert from "node:assert/strict";
import { test } from "node:test";
import type { Entry } from "../api/users.ts";
import { detailOf, sentenceOf } from "./sentences.ts";

const ENTRY: Entry = {
  id: "1",
  at: 0,
  user: "ana",
  from: "10.0.0.2",
  action: "login",
  subject: "",
  ok: true,
  detail: "",
};

for (const [entry, expected] of [
  [{}, "ana logged in"],
  [{ ok: false }, "ana could not log in"],
  [{ action: "login-failed", user: "", ok: false, detail: "unknown name" }, "Somebody could not log in"],
  [{ action: "user-added", subject: "ben" }, "ana added the user ben"],
  [{ action: "user-added", subject: "ben", ok: false }, "ana could not add the user ben"],
  [{ action: "camera-off", subject: "$& garden" }, "ana switched the camera $& garden off"],
  [{ action: "setup-locked", user: "", ok: false }, "A setup was tried"],
  [{ action: "sessions-ended", subject: "ana" }, "ana logged themselves out everywhere"],
  [{ action: "sessions-ended", subject: "ben" }, "ana logged ben out everywhere"],
  [{ action: "token-revoked", subject: "k3x9" }, "ana removed an API token"],
  [{ action: "tokens-revoked", subject: "ben" }, "ana removed all API tokens of ben"],
  [{ action: "login-stopped", ok: false }, "ana could not log in"],
  [{ action: "failures", user: "", ok: false }, "There were more failures than are listed"],
  [{ action: "teleported" }, "ana: teleported"],
  [{ action: "teleported", subject: "ben", ok: false }, "ana: teleported (ben)"],
  [{ action: "constructor" }, "ana: constructor"],
] as const satisfies readonly (readonly [Partial<Entry>, string])[]) {
  test(expected, () => assert.equal(sentenceOf({ ...ENTRY, ...entry }), expected));
}

test("a detail is a sentence, and nothing stays nothing", () => {
  assert.equal(detailOf({ ...ENTRY, detail: "unknown name" }), "Unknown name.");
  assert.equal(detailOf(ENTRY), "");
});
