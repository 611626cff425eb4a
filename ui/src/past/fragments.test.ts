import assert from "node:assert/strict";
import { test } from "node:test";
import { Arbitrary } from "../../test/support/arbitrary.ts";
import { fragment, initSegment } from "../../test/support/drawn-video.ts";
import { Fragments, type Part, partsOf } from "./fragments.ts";

const ORIGIN = 1_795_600_000_000_000;
const STREAM = Buffer.concat([
  initSegment(),
  fragment(ORIGIN + 5e6, 3, ORIGIN, 1),
  fragment(ORIGIN + 6e6, 2, ORIGIN, 2),
  fragment(ORIGIN + 7e6, 2, ORIGIN, 3, { first: 1 }),
]);

function bytes(from: number, to: number): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(STREAM.subarray(from, to));
}

function told(parts: readonly Part[]): unknown[] {
  return parts.map(({ isSetup, isIdr, times, end }) =>
    isSetup ? "setup" : [times.map((t) => t.toFixed(1)).join(" "), end, ...(isIdr ? ["IDR"] : [])],
  );
}

const WHOLE = ["setup", ["5.0 5.1 5.2", 5.3, "IDR"], ["6.0 6.1", 6.2, "IDR"], ["7.1 7.2", 7.3]];

test("parts and the times of their pictures come out, whatever the pieces they came in", () => {
  const arbitrary = new Arbitrary();
  for (let run = 0; run < 20; run++) {
    const fragments = new Fragments();
    const parts: Part[] = [];
    for (let at = 0; at < STREAM.length;) {
      const size = 1 + arbitrary.below(run === 0 ? 7 : 40_000);
      parts.push(...fragments.take(bytes(at, at + size)));
      at += size;
    }
    assert.deepEqual(told(parts), WHOLE, `seed ${arbitrary.seed}`);
    assert.deepEqual(Buffer.concat(parts.map((part) => part.bytes)), STREAM, `seed ${arbitrary.seed}`);
  }
});

test("what is sent is read to its end", async () => {
  const sent = new ReadableStream<Uint8Array<ArrayBuffer>>({
    start: (to) => {
      to.enqueue(bytes(0, 100));
      to.enqueue(bytes(100, STREAM.length));
      to.close();
    },
  });
  const all: Part[] = [];
  for await (const parts of partsOf(sent)) {
    all.push(...parts);
  }
  assert.deepEqual(told(all), WHOLE);
});

test("boxes that say nothing to a player are left out", () => {
  const note = Buffer.concat([Buffer.from([0, 0, 0, 12]), Buffer.from("uuidabcd")]);
  const parts = new Fragments().take(Uint8Array.from(Buffer.concat([note, STREAM, note])));
  assert.deepEqual(told(parts), WHOLE);
});

test("what is no video ends in an error or in nothing, and never in a wait without end", () => {
  const arbitrary = new Arbitrary();
  for (let run = 0; run < 300; run++) {
    try {
      new Fragments().take(arbitrary.damage(STREAM));
    } catch (e) {
      assert.ok(
        e instanceof Error && /^a box of |Offset is outside/.test(e.message),
        `${String(e)}, seed ${arbitrary.seed}`,
      );
    }
  }
});
