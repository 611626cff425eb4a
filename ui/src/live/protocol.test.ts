import assert from "node:assert/strict";
import { test } from "node:test";
import { Arbitrary } from "../../test/support/arbitrary.ts";
import { parseMedia, parseTold } from "./protocol.ts";

const FRAGMENT =
  "01 02 05 03" + // version, fragment, rendition 5, IDR after a gap
  "ffffffff" + // sequence
  "0000000000015f90" + // media time: one second
  "0006094c14dd5a80" + // captured
  "00001770" + // duration: 1/15 s
  "00000022" + // payload offset
  "aabb" + // moof and the head of mdat
  "cc"; // the access unit

test("a fragment's header becomes its fields", () => {
  assert.deepEqual(parseMedia(bytes(FRAGMENT)), {
    kind: "fragment",
    rendition: 5,
    idr: true,
    afterGap: true,
    sequence: 4294967295,
    mediaTime: 90_000,
    captured: 0x6094c14dd5a80,
    duration: 6000,
    bytes: Uint8Array.of(0xaa, 0xbb, 0xcc),
    unit: Uint8Array.of(0xcc),
  });
});

test("no byte of a picture is copied", () => {
  const message = bytes(FRAGMENT);
  const media = parseMedia(message);
  assert.ok(media.kind === "fragment" && media.unit.buffer === message && media.bytes.buffer === message);
});

for (const [what, hex, expected] of [
  ["nothing", "", "malformed: 0 bytes are less than a header"],
  ["half a header", "0102".padEnd(32, "0"), "malformed: 16 bytes are less than a header"],
  ["another version", header({ version: "02" }), "malformed: version 2 is not 1"],
  ["an init segment", header({ kind: "01" }) + "66", "init"],
  ["a JPEG picture", header({ kind: "03" }) + "ffd8", "jpeg"],
  ["a kind of tomorrow", header({ kind: "09" }), "unknown"],
  ["flags of tomorrow", header({ flags: "fc" }), "fragment"],
  [
    "a payload before its header's end",
    header({ payload: "0000001f" }),
    "malformed: payload offset 31 is outside the message",
  ],
  [
    "a payload beyond the end",
    header({ payload: "00000021" }),
    "malformed: payload offset 33 is outside the message",
  ],
  ["a time no number holds", header({ mediaTime: "7fffffffffffffff" }), "malformed: a time is out of range"],
  ["a time before its zero", header({ mediaTime: "ffffffffffffffff" }), "fragment"],
] as const) {
  test(`binary: ${what}`, () => {
    const media = parseMedia(bytes(hex));
    assert.equal(media.kind === "malformed" ? `malformed: ${media.why}` : media.kind, expected);
  });
}

for (const [text, expected] of [
  [
    '{"type":"hello","protocol":1,"server":"Nightjar 0.1.0","camera":"front","now":1}',
    { type: "hello", server: "Nightjar 0.1.0", camera: "front" },
  ],
  ['{"type":"health","state":"live"}', { type: "health", state: "live", reason: "", retryIn: 0 }],
  [
    '{"type":"health","state":"failed","reason":"unplugged","retryIn":2000}',
    { type: "health", state: "failed", reason: "unplugged", retryIn: 2000 },
  ],
  ['{"type":"health","state":"stalled"}', { type: "health", state: "stalled", reason: "", retryIn: 0 }],
  ['{"type":"health","state":"asleep"}', { type: "malformed", why: "state is missing or wrong" }],
  [
    '{"type":"rendition","id":3,"name":"main","codec":"avc1.42c01f","width":1280,"height":720,"fps":15,"bitrate":1500000,"why":"fits"}',
    {
      type: "rendition",
      id: 3,
      name: "main",
      codec: "avc1.42c01f",
      width: 1280,
      height: 720,
      fps: 15,
      bitrate: 1_500_000,
      why: "fits",
    },
  ],
  [
    '{"type":"rendition","id":3,"codec":"jpeg","width":"wide","height":720}',
    { type: "malformed", why: "width is missing or wrong" },
  ],
  [
    '{"type":"quality","rung":"keys","rendition":"sub","limit":"network","every":2000,"why":"slow"}',
    { type: "quality", rung: "keys", rendition: "sub", limit: "network", every: 2000, why: "slow" },
  ],
  [
    '{"type":"quality","rung":"full","limit":"none"}',
    { type: "quality", rung: "full", rendition: "", limit: "none", every: 0, why: "" },
  ],
  [
    '{"type":"quality","rung":"better","limit":"none"}',
    { type: "malformed", why: "rung is missing or wrong" },
  ],
  [
    '{"type":"quality","rung":"full","limit":"weather"}',
    { type: "malformed", why: "limit is missing or wrong" },
  ],
  ['{"type":"motion","state":"still","rate":"quiet"}', { type: "motion", state: "still", rate: "quiet" }],
  [
    '{"type":"objects","at":5,"objects":[{"id":7,"kind":"person","score":0.61,"box":[0.1,0.2,0.3,0.4],"still":true}]}',
    {
      type: "objects",
      at: 5,
      objects: [{ id: 7, kind: "person", score: 0.61, box: [0.1, 0.2, 0.3, 0.4], still: true }],
    },
  ],
  ['{"type":"objects","at":5,"objects":[]}', { type: "objects", at: 5, objects: [] }],
  [
    '{"type":"objects","at":5,"objects":[{"id":7,"kind":"zebra","score":0.61,"box":[0,0,1,1]},{"id":8,"kind":"cat","score":1,"box":[0.75,0,0.5,1]}]}',
    {
      type: "objects",
      at: 5,
      objects: [{ id: 8, kind: "cat", score: 1, box: [0.75, 0, 0.25, 1], still: false }],
    },
  ],
  ['{"type":"objects","objects":[]}', { type: "malformed", why: "at is missing or wrong" }],
  ['{"type":"objects","at":5}', { type: "malformed", why: "objects is missing or wrong" }],
  ['{"type":"objects","at":5,"objects":[7]}', { type: "malformed", why: "kind is missing or wrong" }],
  [
    '{"type":"objects","at":5,"objects":[{"id":7,"kind":"person","score":0.6,"box":[0.1,0.2,0.3]}]}',
    { type: "malformed", why: "box is missing or wrong" },
  ],
  [
    '{"type":"objects","at":5,"objects":[{"id":7,"kind":"person","score":0.6,"box":[0.1,0.2,0.3,1.4]}]}',
    { type: "malformed", why: "box is missing or wrong" },
  ],
  [
    '{"type":"motion","state":"asleep","rate":"full"}',
    { type: "malformed", why: "state is missing or wrong" },
  ],
  [
    '{"type":"skipped","fragments":7,"milliseconds":466,"why":"slow"}',
    { type: "skipped", fragments: 7, milliseconds: 466, why: "slow" },
  ],
  ['{"type":"pong","t0":5.5,"now":6}', { type: "pong", t0: 5.5, now: 6 }],
  ['{"type":"pong","t0":5}', { type: "malformed", why: "now is missing or wrong" }],
  [
    '{"type":"bye","why":"restart","reconnect":true,"after":500,"more":[]}',
    { type: "bye", why: "restart", reconnect: true, after: 500 },
  ],
  [
    '{"type":"bye","why":"removed","reconnect":false}',
    { type: "bye", why: "removed", reconnect: false, after: 0 },
  ],
  ['{"type":"event","what":"cat"}', { type: "unknown" }],
  ['{"type":7}', { type: "malformed", why: "type is missing or wrong" }],
  ["[]", { type: "malformed", why: "type is missing or wrong" }],
  ["null", { type: "malformed", why: "type is missing or wrong" }],
  ["{", { type: "malformed", why: "not JSON" }],
] as const) {
  test(`text: ${text}`, () => {
    assert.deepEqual(parseTold(text), expected);
  });
}

test("arbitrary bytes are media or malformed, never an exception", (t) => {
  const any = new Arbitrary();
  t.diagnostic(`SEED=${any.seed}`);
  const whole = new Uint8Array(bytes(FRAGMENT));
  for (let n = 0; n < 20_000; n++) {
    const damaged = n % 2 === 0 ? any.damage(whole) : any.bytes(64);
    const media = parseMedia(damaged.buffer);
    if (media.kind === "fragment") {
      assert.ok(media.unit.length <= media.bytes.length && Number.isSafeInteger(media.captured));
    }
  }
});

test("arbitrary text is a message or malformed, never an exception", (t) => {
  const any = new Arbitrary();
  t.diagnostic(`SEED=${any.seed}`);
  const whole = new TextEncoder().encode('{"type":"health","state":"failed","reason":"é","retryIn":2000}');
  for (let n = 0; n < 20_000; n++) {
    assert.equal(typeof parseTold(new TextDecoder().decode(any.damage(whole))).type, "string");
  }
});

function header(
  fields: Partial<Record<"version" | "kind" | "flags" | "mediaTime" | "payload", string>>,
): string {
  const {
    version = "01",
    kind = "02",
    flags = "00",
    mediaTime = "0".repeat(16),
    payload = "00000020",
  } = fields;
  return `${version}${kind}00${flags}00000000${mediaTime}${"0".repeat(16)}00000000${payload}`;
}

function bytes(hex: string): ArrayBuffer {
  return Uint8Array.from(hex.replaceAll(" ", "").match(/../g) ?? [], (byte) => parseInt(byte, 16)).buffer;
}
