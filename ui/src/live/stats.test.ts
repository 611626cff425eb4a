import assert from "node:assert/strict";
import { test } from "node:test";
import { Delays, type Known, statsRows } from "./stats.ts";

const NOTHING: Known = {
  choice: { play: "mse", why: "page is not a secure context" },
  rendition: undefined,
  quality: undefined,
  switches: 0,
  size: undefined,
  rates: undefined,
  roundTrip: undefined,
  count: undefined,
};

const PLAYING: Known = {
  choice: { play: "webcodecs", why: "" },
  rendition: {
    id: 2,
    name: "sub",
    codec: "avc1.42c01e",
    width: 320,
    height: 180,
    fps: 15,
    bitrate: 400_000,
    why: "as auto has it",
  },
  quality: { rung: "small", rendition: "sub", limit: "network", every: 0, why: "half of it arrives" },
  switches: 3,
  size: { width: 320, height: 180 },
  rates: { bitrate: 380_000, fps: 14.9 },
  roundTrip: 41.6,
  count: { buffered: 66.6, decoded: 1234, dropped: 5, decode: 2.345 },
};

function told(known: Known, delays = new Delays()): string[] {
  return statsRows(known, delays).map(([name, text]) => `${name}: ${text}`);
}

test("what plays, in numbers", () => {
  const delays = new Delays();
  for (let i = 1; i <= 100; i++) {
    delays.add(i, i);
  }
  assert.deepEqual(told(PLAYING, delays), [
    "Rendition: sub",
    "Size: 320 × 180",
    "Codec: avc1.42c01e",
    "Pictures: 15 fps",
    "Round trip: 42 ms",
    "Buffered: 67 ms",
    "Decoded: 1234",
    "Dropped: 5",
    "Decoding: 2.3 ms",
    "Switches: 3",
    "Rate: 380 kbit/s of 400 kbit/s",
    "Delay: p50 51 ms, p95 96 ms",
    "Plays with: WebCodecs",
    "Server: network; half of it arrives",
  ]);
});

test("what nobody knows yet is a dash", () => {
  const known = told(NOTHING).filter((row) => !row.endsWith("–"));
  assert.deepEqual(known, ["Switches: 0", "Plays with: MSE: page is not a secure context"]);
});

test("delays older than 30 s count no more", () => {
  const delays = new Delays();
  assert.equal(delays.quantile(0.5), undefined);
  delays.add(0, 900);
  delays.add(20_000, 50);
  assert.equal(delays.quantile(0.95), 900);
  delays.add(30_001, 60);
  assert.equal(delays.quantile(0.95), 60);
  assert.equal(delays.quantile(0), 50);
});
