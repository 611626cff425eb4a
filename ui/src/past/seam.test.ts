import assert from "node:assert/strict";
import { test } from "node:test";
import type { Part } from "./fragments.ts";
import { Seam } from "./seam.ts";

const setup = (name: number): Part => ({
  bytes: Uint8Array.of(name),
  isSetup: true,
  isIdr: false,
  times: [],
  end: 0,
});
const video = (start: number, end: number, isIdr = false): Part => ({
  bytes: new Uint8Array(),
  isSetup: false,
  isIdr,
  times: [start],
  end,
});

/** Which of what comes is given on, as text. */
function given(seam: Seam, parts: readonly Part[]): string {
  return parts
    .filter((part) => {
      const lacks = seam.lacks(part);
      if (lacks) {
        seam.gave(part);
      }
      return lacks;
    })
    .map(({ isSetup, bytes, times, end }) => (isSetup ? `setup ${bytes[0]}` : `${times[0]}-${end}`))
    .join(", ");
}

test("what was given already is left out, with its setup", () => {
  const seam = new Seam();
  assert.equal(given(seam, [setup(1), video(0, 1), video(1, 2)]), "setup 1, 0-1, 1-2");
  assert.equal(given(seam, [setup(1), video(0, 1), video(1, 2), video(2, 3)]), "2-3");
});

test("another setup is a new beginning", () => {
  const seam = new Seam();
  given(seam, [setup(1), video(0, 1), video(1, 2)]);
  assert.equal(given(seam, [setup(2), video(1, 2), video(2, 3)]), "setup 2, 1-2, 2-3");
  assert.equal(given(seam, [setup(2), video(2, 3), video(3, 4)]), "3-4");
});

test("a setup that changes and changes back is given each time", () => {
  const seam = new Seam();
  given(seam, [setup(1), video(0, 1)]);
  assert.equal(
    given(seam, [setup(1), setup(2), video(1, 2), setup(1), video(2, 3)]),
    "setup 2, 1-2, setup 1, 2-3",
  );
});

test("a part that goes on beyond the seam is given whole, if it can be decoded", () => {
  const seam = new Seam();
  given(seam, [setup(1), video(0, 1, true)]);
  assert.equal(given(seam, [setup(1), video(0, 2, true)]), "0-2");
  assert.equal(given(seam, [setup(1), video(0, 3), video(3, 4)]), "3-4");
});

for (const [what, part, expected] of [
  ["the same", video(1, 2), false],
  ["the same for longer", video(1, 4), true],
  ["the same for longer, with an IDR", video(1, 4, true), false],
  ["what comes next", video(2, 4), false],
  ["what was before", video(0, 1), false],
] as const) {
  test(`whether what the decoder has is longer: ${what}`, () => {
    const seam = new Seam();
    assert.equal(seam.isLonger(part), false, "it has nothing");
    given(seam, [setup(1), video(0, 1, true), video(1, 2)]);
    assert.equal(seam.isLonger(part), expected);
  });
}

test("whoever goes back goes on where the decoder was not", () => {
  const seam = new Seam();
  assert.equal(seam.isBeyond(0), false);
  given(seam, [setup(1), video(30, 31, true), video(31, 51)]);
  assert.equal(seam.isBeyond(20), true);
  assert.equal(seam.isBeyond(50.8), false);
  assert.equal(seam.isBeyond(60), false);
});

test("a file that begins before the one before it ends is given whole", () => {
  const seam = new Seam();
  given(seam, [setup(1), video(0, 1, true), video(1, 2)]);
  assert.equal(given(seam, [video(1.8, 2.8, true), video(2.8, 3.8)]), "1.8-2.8, 2.8-3.8");
});

test("elsewhere all is given", () => {
  const seam = new Seam();
  given(seam, [setup(1), video(10, 11)]);
  seam.forget();
  assert.equal(given(seam, [setup(1), video(4, 5), video(5, 6)]), "setup 1, 4-5, 5-6");
});
