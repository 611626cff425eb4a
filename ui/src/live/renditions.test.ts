import assert from "node:assert/strict";
import { test } from "node:test";
import type { Coded, Rendition } from "./protocol.ts";
import { type Passed, Renditions } from "./renditions.ts";

/** Speaks to it in a line: "R0" announces, "i0" is an init segment, "I0.7" an IDR, "d0.8" what follows, "j1.3" a JPEG. */
function course(line: string): { passed: string; switches: number } {
  const renditions = new Renditions();
  const passed = line.split(" ").flatMap((word) => {
    const [, kind = "", id = "", sequence = ""] = /^(.)(\d)(?:\.(\d+))?$/.exec(word) ?? [];
    if (kind === "R") {
      renditions.announce(rendition(Number(id)));
      return [];
    }
    return renditions.pass(message(kind, Number(id), Number(sequence))).map(name);
  });
  return { passed: passed.join(" "), switches: renditions.switches };
}

for (const [what, line, passed, switches] of [
  ["one rendition", "R0 i0 I0.0 d0.1 d0.2", "i0 I0.0 d0.1 d0.2", 0],
  ["another after it", "R0 i0 I0.0 d0.1 R2 i2 I2.7 d2.8", "i0 I0.0 d0.1 i2 I2.7 d2.8", 1],
  [
    "the one before goes on until then",
    "R0 i0 I0.0 R2 i2 d0.1 d0.2 I2.7 d2.8",
    "i0 I0.0 d0.1 d0.2 i2 I2.7 d2.8",
    1,
  ],
  ["nothing of the one before after that", "R0 i0 I0.0 R2 i2 I2.7 d0.1 I0.2 d2.8", "i0 I0.0 i2 I2.7 d2.8", 1],
  ["nothing of the new one before its IDR", "R0 i0 I0.0 R2 i2 d2.6 I2.7", "i0 I0.0 i2 I2.7", 1],
  ["single pictures and back", "R0 i0 I0.0 R1 j1.4 j1.9 R2 i2 I2.7", "i0 I0.0 j1.4 j1.9 i2 I2.7", 2],
  ["one announced and taken back", "R0 i0 I0.0 R2 i2 R0 d0.1 I0.2", "i0 I0.0 d0.1 I0.2", 0],
  ["an encoder that starts anew", "R0 i0 I0.0 d0.1 i0 I0.2", "i0 I0.0 d0.1 i0 I0.2", 0],
  ["the same one said again", "R0 i0 I0.0 R0 i0 d0.1 I0.2", "i0 I0.0 d0.1 i0 I0.2", 0],
  ["a picture whose reference is missing", "R0 i0 I0.0 d0.2 d0.3 I0.4 d0.5", "i0 I0.0 I0.4 d0.5", 0],
  ["the sequence begins anew", "R0 i0 I0.4294967295 d0.0", "i0 I0.4294967295 d0.0", 0],
  ["what nobody announced", "i0 I0.0 R0 i3 I3.0", "", 0],
] as const) {
  test(`${what}: ${line}`, () => {
    assert.deepEqual(course(line), { passed, switches });
  });
}

function rendition(id: number): Rendition {
  return { id, name: "", codec: "", width: 16, height: 9, fps: 0, bitrate: 0, why: "" };
}

function message(kind: string, id: number, sequence: number): Passed {
  const bytes = new Uint8Array();
  const coded: Coded = {
    rendition: id,
    idr: kind !== "d",
    afterGap: false,
    sequence,
    mediaTime: 0,
    captured: 0,
    duration: 0,
  };
  return kind === "i"
    ? { kind: "init", rendition: id, bytes }
    : kind === "j"
      ? { kind: "jpeg", ...coded, bytes }
      : { kind: "fragment", ...coded, bytes, unit: bytes };
}

function name(media: Passed): string {
  return media.kind === "init"
    ? `i${media.rendition}`
    : `${media.kind === "jpeg" ? "j" : media.idr ? "I" : "d"}${media.rendition}.${media.sequence}`;
}
