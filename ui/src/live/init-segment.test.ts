import assert from "node:assert/strict";
import { test } from "node:test";
import { Arbitrary } from "../../test/support/arbitrary.ts";
import { decoderSetup } from "./init-segment.ts";

const AVC_C = [1, 0x42, 0xc0, 0x1f, 0xff, 0xe0, 0];
const SEGMENT = join(
  box("ftyp", [0, 0, 0, 0]),
  box(
    "moov",
    box("mvhd", new Array<number>(100).fill(0)),
    box(
      "trak",
      box("tkhd", [0]),
      box(
        "mdia",
        box(
          "minf",
          box(
            "stbl",
            box(
              "stsd",
              new Array<number>(8).fill(0),
              box("avc1", new Array<number>(78).fill(0), box("avcC", AVC_C)),
            ),
          ),
        ),
      ),
    ),
    box("mvex", [0]),
  ),
);

test("codec and avcC are found among the other boxes", () => {
  assert.deepEqual(decoderSetup(SEGMENT), { codec: "avc1.42c01f", avcC: Uint8Array.from(AVC_C) });
});

for (const [what, segment] of [
  ["nothing", new Uint8Array()],
  ["no moov", box("ftyp", [0])],
  ["a moov without a track", box("moov", box("mvhd", [0]))],
  ["a box larger than what holds it", SEGMENT.subarray(0, SEGMENT.length - 20)],
  ["a box smaller than its header", Uint8Array.of(0, 0, 0, 7, 0x6d, 0x6f, 0x6f, 0x76)],
] as const) {
  test(`no setup in ${what}`, () => {
    assert.equal(decoderSetup(segment), undefined);
  });
}

test("arbitrary bytes are a setup or none, never an exception", (t) => {
  const any = new Arbitrary();
  t.diagnostic(`SEED=${any.seed}`);
  for (let n = 0; n < 20_000; n++) {
    const setup = decoderSetup(any.damage(SEGMENT));
    assert.ok(setup === undefined || /^avc1\.[0-9a-f]{6}$/.test(setup.codec));
  }
});

function box(type: string, ...content: (number[] | Uint8Array)[]): Uint8Array<ArrayBuffer> {
  const body = join(...content);
  const size = 8 + body.length;
  return join(
    [size >>> 24, (size >>> 16) & 255, (size >>> 8) & 255, size & 255],
    Array.from(type, (c) => c.charCodeAt(0)),
    body,
  );
}

function join(...parts: (number[] | Uint8Array)[]): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}
