import assert from "node:assert/strict";
import { test } from "node:test";
import { Timeline } from "./timeline.ts";

/** Places pictures of 0.1 s at these media times; says where each comes to lie. */
function lay(timeline: Timeline, ...mediaTimes: number[]): string {
  return mediaTimes
    .map((mediaTime) => (mediaTime + timeline.place(mediaTime, 0.1, Math.round(mediaTime * 1e6))).toFixed(2))
    .join(" ");
}

test("the first picture is at zero, wherever the stream's clock is", () => {
  assert.equal(lay(new Timeline(), 5000, 5000.1, 5000.2), "0.00 0.10 0.20");
});

test("a small unevenness stays", () => {
  assert.equal(lay(new Timeline(), 7, 7.12, 7.19), "0.00 0.12 0.19");
});

test("a gap is closed up", () => {
  assert.equal(lay(new Timeline(), 7, 7.1, 9, 9.1), "0.00 0.10 0.20 0.30");
});

test("pictures that come quicker than expected are where they were taken", () => {
  const timeline = new Timeline();
  timeline.place(7, 1, 0); // a quiet scene: the next one is expected in a second
  assert.equal(lay(timeline, 7.2, 7.3), "0.20 0.30");
});

test("a clock that starts anew goes on where the pictures end", () => {
  const timeline = new Timeline();
  assert.equal(lay(timeline, 7, 7.1), "0.00 0.10");
  timeline.restart();
  assert.equal(lay(timeline, 0, 0.1), "0.20 0.30");
});

test("what is shown at a place was taken when its picture was", () => {
  const timeline = new Timeline();
  assert.equal(timeline.capturedAt(0), undefined);
  lay(timeline, 7, 9, 11);
  assert.deepEqual(
    [0, 0.0999, 0.15, 0.2, 5].map((place) => timeline.capturedAt(place)),
    [7e6, 9e6, 9e6, 11e6, 11e6],
  );
});

test("what is forgotten is no longer told, the picture at the edge is kept", () => {
  const timeline = new Timeline();
  lay(timeline, 7, 7.1, 7.2);
  timeline.forget(0.15);
  assert.deepEqual(
    [0, 0.1, 0.2].map((place) => timeline.capturedAt(place)),
    [undefined, 7.1e6, 7.2e6],
  );
});
