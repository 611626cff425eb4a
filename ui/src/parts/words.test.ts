import assert from "node:assert/strict";
import { test } from "node:test";
import { Arbitrary } from "../../test/support/arbitrary.ts";
import { refusal } from "../api/request.ts";
import { agentText } from "./agent.ts";
import { lengthHint, lengthOf, madeUpPassword, passwordProblem, userProblem } from "./secret.ts";
import { whenText } from "./times.ts";
import { waitText } from "./wait.ts";
import { failureText, refusalText } from "./words.ts";

for (const [milliseconds, expected] of [
  [-5, "1 s"],
  [1, "1 s"],
  [1001, "2 s"],
  [59_500, "1 min"],
  [65_000, "1 min 5 s"],
  [900_000, "15 min"],
] as const) {
  test(`${milliseconds} ms are ${expected}`, () => assert.equal(waitText(milliseconds), expected));
}

for (const [body, expected] of [
  [{ error: "no such camera" }, "No such camera."],
  [{ error: "Is it on?" }, "Is it on?"],
  [{ error: "x", code: "last-administrator" }, /last administrator/],
  [{ error: "x", code: "wait", retryIn: 5000 }, /Too many/],
  [{ error: "x", code: "something new" }, "X."],
  ["a page of a proxy", "The server refused (502)."],
  [{ error: 7, code: [], field: {}, retryIn: "soon" }, "The server refused (502)."],
  [{ retryIn: -1 }, "The server refused (502)."],
] as const) {
  test(`the refusal ${JSON.stringify(body)} in words`, () => {
    const words = refusalText(refusal(502, body));
    if (typeof expected === "string") {
      assert.equal(words, expected);
    } else {
      assert.match(words, expected);
    }
  });
}

test("what went well is no failure", () => {
  assert.equal(failureText({ kind: "ok", value: 1 }), "");
  assert.notEqual(failureText({ kind: "unreachable" }), "");
});

test("a password is counted as the server does, by code points", () => {
  assert.equal(lengthOf("🦇🦇"), 2);
  assert.equal(passwordProblem("🦇".repeat(9)), "At least 10 characters are needed; this has 9.");
  assert.equal(passwordProblem("🦇".repeat(10)), "");
  assert.equal(passwordProblem("a".repeat(128)), "");
  assert.equal(passwordProblem("a".repeat(129)), "At most 128 characters are possible; this has 129.");
  assert.equal(lengthHint("four"), "4 of at least 10 characters");
  assert.equal(lengthHint("long enough"), "11 characters, long enough");
});

for (const [name, isGood] of [
  ["ana", true],
  [" Ana ", true],
  ["a.b-c_9", true],
  ["a".repeat(31), true],
  ["a".repeat(32), false],
  ["", false],
  [".ana", false],
  ["ana maria", false],
  ["änne", false],
] as const) {
  test(`"${name}" is ${isGood ? "a" : "no"} user's name`, () =>
    assert.equal(userProblem(name) === "", isGood));
}

test("a password made up has four groups, of letters that are told apart, all of them used", (t) => {
  const arbitrary = new Arbitrary();
  t.diagnostic(`seed ${arbitrary.seed}`);
  const used = new Set<string>();
  for (let i = 0; i < 100; i++) {
    const password = madeUpPassword((bytes) => bytes.forEach((_, at) => (bytes[at] = arbitrary.below(256))));
    assert.match(password, /^[a-hj-km-np-z2-9]{4}(-[a-hj-km-np-z2-9]{4}){3}$/);
    Array.from(password).forEach((letter) => used.add(letter));
  }
  assert.equal(used.size, 31 + 1);
});

test("bytes that would favour some letters are passed over", () => {
  let calls = 0;
  const password = madeUpPassword((bytes) => bytes.fill(calls++ === 0 ? 255 : 0));
  assert.equal(password, "aaaa-aaaa-aaaa-aaaa");
});

test("times are told by the day", () => {
  const now = new Date(2026, 10, 25, 12, 0, 0);
  const micros = (then: Date): number => then.getTime() * 1000;
  assert.equal(whenText(0, now), "never");
  assert.equal(whenText(micros(new Date(2026, 10, 25, 11, 59, 30)), now), "just now");
  assert.match(whenText(micros(new Date(2026, 10, 25, 0, 5)), now), /^today /);
  assert.match(whenText(micros(new Date(2026, 10, 24, 23, 55)), now), /^yesterday /);
  assert.match(whenText(micros(new Date(2026, 9, 1, 12)), now), /2026/);
});

for (const [agent, expected] of [
  [
    "Mozilla/5.0 (Linux; Android 15; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36",
    "Chrome on Android",
  ],
  [
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1",
    "Safari on iPhone",
  ],
  ["Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox on Linux"],
  [
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0",
    "Edge on Windows",
  ],
  ["curl/8.5.0", "curl"],
  ["", "Unknown browser"],
] as const) {
  test(`"${agent.slice(0, 30)}" is ${expected}`, () => assert.equal(agentText(agent), expected));
}
