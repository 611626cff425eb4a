import assert from "node:assert/strict";
import { test } from "node:test";
import { Meter } from "./meter.ts";

function measure(...pictures: (readonly [captured: number, bytes: number])[]): string {
  const meter = new Meter();
  for (const [captured, bytes] of pictures) {
    meter.add(captured, bytes);
  }
  const rates = meter.read();
  return rates === undefined ? "nothing" : `${rates.fps} fps ${rates.bitrate} bit/s`;
}

test("one picture has no rate", () => {
  assert.equal(measure(), "nothing");
  assert.equal(measure([0, 1000]), "nothing");
});

test("rates are by the times the pictures were taken", () => {
  assert.equal(measure([0, 9999], [500, 1000], [1000, 1000]), "2 fps 16000 bit/s");
});

test("what is older than three seconds no longer counts", () => {
  assert.equal(
    measure([0, 50_000], [1000, 50_000], [2000, 100], [3000, 100], [4000, 100], [5000, 100]),
    "1 fps 800 bit/s",
  );
});

test("a gap, or a clock set back, begins anew", () => {
  assert.equal(measure([0, 100], [100, 100], [9000, 100]), "nothing");
  assert.equal(measure([5000, 100], [5100, 100], [1000, 100], [2000, 100]), "1 fps 800 bit/s");
});
