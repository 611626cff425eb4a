import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { Arbitrary } from "../../../test/support/arbitrary.ts";
import { shorten } from "./shorten.ts";

const HEADER = 32;

/** A fragment as the server makes it: the first of the clip, which follows the init segment. */
function fragment(): Uint8Array<ArrayBuffer> {
  const clip = Uint8Array.from(readFileSync(path.resolve("test/support/quiet.clip")));
  const view = new DataView(clip.buffer);
  const at = 4 + view.getUint32(0);
  return clip.slice(at + 4 + HEADER, at + 4 + view.getUint32(at));
}

test("the duration changes, and nothing else", () => {
  const before = fragment();
  const after = fragment();
  shorten(after, 0x01020304);
  const changed = [...after.keys()].filter((i) => after[i] !== before[i]);
  const first = changed[0] ?? 0;
  assert.deepEqual(changed, [first, first + 1, first + 2, first + 3]);
  assert.equal(new DataView(before.buffer).getUint32(first), 6000, "15 pictures a second");
});

test("what is no fragment of one picture stays as it is, or changes in four bytes", () => {
  const arbitrary = new Arbitrary();
  for (let i = 0; i < 2000; i++) {
    const before = i % 4 === 0 ? arbitrary.bytes(200) : arbitrary.damage(fragment());
    const after = before.slice();
    shorten(after, 6000);
    const changed = [...after.keys()].filter((at) => after[at] !== before[at]);
    const spread = (changed.at(-1) ?? 0) - (changed[0] ?? 0);
    assert.ok(spread < 4, `seed ${arbitrary.seed}`);
  }
});
