import type { Health } from "../api/health.ts";
import { bitrateText } from "../live/readings.ts";
import { bytesText } from "../parts/sizes.ts";

export interface Reading {
  name: string;
  text: string;
  /** What there is to know beside it; may be empty. */
  note: string;
}

const UNKNOWN = "not known here";

/** Each thing the box is watched for, in words. */
export function readingsOf(health: Omit<Health, "level" | "since" | "sheds">): Reading[] {
  const { cpu, cores, temperature, pressure, memoryFree, cmaFree, diskLatency, wifi, limits } = health;
  const held = [
    health.isSlowed ? "The board holds its processor back." : "",
    health.isUndervolted ? "Its power supply is too weak." : "",
  ];
  return [
    reading("Processor", cpu, (it) => `${shareText(it)} of ${cores} ${cores === 1 ? "core" : "cores"}`),
    reading("Wait for the processor", pressure.cpu, shareText, from(limits.pressure.cpu, shareText)),
    withNotes(reading("Temperature", temperature, degreesText, from(limits.temperature, degreesText)), held),
    reading("Free memory", memoryFree, bytesText, below(limits.memoryFree)),
    reading("Wait for memory", pressure.memory, shareText, from(limits.pressure.memory, shareText)),
    reading("Free camera memory", cmaFree, bytesText, below(limits.cmaFree)),
    reading("Disk", diskLatency, millisecondsText, from(limits.diskLatency, millisecondsText)),
    reading("Wait for the disk", pressure.io, shareText, from(limits.pressure.io, shareText)),
    reading("Wi-Fi", wifi?.bitrate, (bits) => bitrateText(bits) + signalText(wifi?.signal)),
  ];
}

function reading(
  name: string,
  value: number | undefined,
  words: (value: number) => string,
  note = "",
): Reading {
  return value === undefined ? { name, text: UNKNOWN, note: "" } : { name, text: words(value), note };
}

/** What is to be known whether or not there is a reading. */
function withNotes(one: Reading, notes: readonly string[]): Reading {
  return { ...one, note: [...notes, one.note].filter((note) => note !== "").join(" ") };
}

function from(limit: number | undefined, words: (value: number) => string): string {
  return limit === undefined ? "" : `Too much from ${words(limit)} on.`;
}

function below(limit: number | undefined): string {
  return limit === undefined ? "" : `Too little below ${bytesText(limit)}.`;
}

function shareText(share: number): string {
  return `${Math.round(share * 100)} %`;
}

function degreesText(degrees: number): string {
  return `${Math.round(degrees)} °C`;
}

function millisecondsText(milliseconds: number): string {
  return milliseconds < 1000
    ? `${milliseconds < 10 ? milliseconds.toFixed(1) : Math.round(milliseconds)} ms`
    : `${+(milliseconds / 1000).toFixed(1)} s`;
}

function signalText(signal: number | undefined): string {
  return signal === undefined ? "" : `, ${signal} dBm`.replace("-", "−");
}
