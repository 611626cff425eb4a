import assert from "node:assert/strict";
import { test } from "node:test";
import { Arbitrary } from "../../test/support/arbitrary.ts";
import {
  creationOptions,
  fromBase64url,
  isAddress,
  passkeyObstacle,
  requestOptions,
  toBase64url,
} from "./passkey.ts";

test("arbitrary bytes come back from base64url, and are what others make of them", (t) => {
  const arbitrary = new Arbitrary();
  t.diagnostic(`seed ${arbitrary.seed}`);
  for (let i = 0; i < 500; i++) {
    const bytes = arbitrary.bytes(70);
    const text = toBase64url(bytes);
    assert.equal(text, Buffer.from(bytes).toString("base64url"));
    assert.deepEqual(fromBase64url(text), bytes);
  }
});

test("what is not base64url is refused", () => {
  assert.throws(() => fromBase64url("a*b"));
  assert.throws(() => fromBase64url("abcde"));
});

test("options to log in with become what the browser takes", () => {
  assert.deepEqual(
    requestOptions({
      challenge: "AQID",
      rpId: "nightjar.local",
      timeout: 300_000,
      userVerification: "required",
      allowCredentials: [{ type: "public-key", id: "_-8", transports: ["internal"] }],
    }),
    {
      challenge: Uint8Array.of(1, 2, 3),
      rpId: "nightjar.local",
      timeout: 300_000,
      userVerification: "required",
      allowCredentials: [{ type: "public-key", id: Uint8Array.of(255, 239), transports: ["internal"] }],
    },
  );
});

test("options to add a passkey become what the browser takes", () => {
  const rest = {
    rp: { id: "nightjar.local", name: "Nightjar" },
    pubKeyCredParams: [{ type: "public-key", alg: -7 }],
    attestation: "none",
  };
  assert.deepEqual(
    creationOptions({ ...rest, challenge: "AQID", user: { id: "BA", name: "ana", displayName: "Ana" } }),
    {
      ...rest,
      challenge: Uint8Array.of(1, 2, 3),
      user: { id: Uint8Array.of(4), name: "ana", displayName: "Ana" },
      excludeCredentials: [],
    },
  );
});

test("options that are none are refused, not passed on", () => {
  assert.throws(() => requestOptions(undefined));
  assert.throws(() => creationOptions({ challenge: "AQID" }));
});

for (const [host, expected] of [
  ["192.168.1.9", true],
  ["[fd00::9]", true],
  ["nightjar.local", false],
  ["localhost", false],
  ["10.example", false],
] as const) {
  test(`${host} is ${expected ? "an address" : "a name"}`, () => assert.equal(isAddress(host), expected));
}

const HERE = { host: "nightjar.local", port: "", isSecure: true, hasPasskeys: true };

for (const [what, place, expected] of [
  ["a name, securely", {}, /^$/],
  ["an address", { host: "192.168.1.9", port: ":8443" }, /https:\/\/NAME\.local:8443\//],
  ["plain http", { isSecure: false, hasPasskeys: false }, /https:\/\/nightjar\.local\//],
  ["an old browser", { hasPasskeys: false }, /^This browser/],
] as const) {
  test(`passkeys by ${what}`, () => assert.match(passkeyObstacle({ ...HERE, ...place }), expected));
}
