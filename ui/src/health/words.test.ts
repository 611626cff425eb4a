import assert from "node:assert/strict";
import { test } from "node:test";
import type { Health } from "../api/health.ts";
import { readingsOf } from "./words.ts";

const UNKNOWN = {
  cpu: undefined,
  cores: 4,
  temperature: undefined,
  pressure: { cpu: undefined, memory: undefined, io: undefined },
  memoryFree: undefined,
  cmaFree: undefined,
  diskLatency: undefined,
};
const NOTHING: Health = {
  ...UNKNOWN,
  level: 0,
  line: "",
  since: 0,
  sheds: [],
  isSlowed: false,
  isUndervolted: false,
  wifi: undefined,
  limits: UNKNOWN,
};

for (const [some, name, text, note = ""] of [
  [{}, "Processor", "not known here"],
  [{}, "Wait for the disk", "not known here"],
  [{}, "Wi-Fi", "not known here"],
  [{ cpu: 0.424 }, "Processor", "42 % of 4 cores"],
  [{ cpu: 1, cores: 1 }, "Processor", "100 % of 1 core"],
  [{ temperature: 82.4 }, "Temperature", "82 °C"],
  [
    { temperature: 82.4, isSlowed: true, isUndervolted: true, limits: { ...UNKNOWN, temperature: 80 } },
    "Temperature",
    "82 °C",
    "The board holds its processor back. Its power supply is too weak. Too much from 80 °C on.",
  ],
  [{ isUndervolted: true }, "Temperature", "not known here", "Its power supply is too weak."],
  [
    { memoryFree: 39e6, limits: { ...UNKNOWN, memoryFree: 40e6 } },
    "Free memory",
    "39 MB",
    "Too little below 40 MB.",
  ],
  [{ pressure: { cpu: 0.1, memory: 0, io: 1 } }, "Wait for memory", "0 %"],
  [{ diskLatency: 4.12 }, "Disk", "4.1 ms"],
  [{ diskLatency: 412.4 }, "Disk", "412 ms"],
  [
    { diskLatency: 1500, limits: { ...UNKNOWN, diskLatency: 1000 } },
    "Disk",
    "1.5 s",
    "Too much from 1 s on.",
  ],
  [{ wifi: { bitrate: 43_300_000, signal: -61 } }, "Wi-Fi", "43.3 Mbit/s, −61 dBm"],
  [{ wifi: { bitrate: 43_300_000, signal: undefined } }, "Wi-Fi", "43.3 Mbit/s"],
] as const satisfies readonly (readonly [Partial<Health>, string, string, string?])[]) {
  test(`${name} of ${JSON.stringify(some)}: ${text} ${note}`, () => {
    assert.deepEqual(
      readingsOf({ ...NOTHING, ...some }).find((one) => one.name === name),
      { name, text, note },
    );
  });
}
