/** How the box is doing that the cameras are on, and what it does without because of that. */
import { fieldsOf, listOf, numberOr, textOr } from "./fields.ts";
import { type Answer, get } from "./request.ts";

/** Undefined is what the box does not show. Shares are 0 to 1. */
export interface Readings {
  cpu: number | undefined;
  cores: number;
  /** °C. */
  temperature: number | undefined;
  /** Of ten seconds, in which something waited. */
  pressure: { cpu: number | undefined; memory: number | undefined; io: number | undefined };
  /** Bytes. */
  memoryFree: number | undefined;
  cmaFree: number | undefined;
  /** Milliseconds. */
  diskLatency: number | undefined;
}

export interface Health extends Readings {
  /** How many things are done without. */
  level: number;
  /** For people; empty at level 0. */
  line: string;
  /** Microseconds since 1970. */
  since: number;
  sheds: { what: string; why: string }[];
  isSlowed: boolean;
  isUndervolted: boolean;
  /** Bits a second on the air, and dBm. */
  wifi: { bitrate: number | undefined; signal: number | undefined } | undefined;
  /** From where on something is done without; of memory and the camera's: below. */
  limits: Readings;
}

export function getHealth(): Promise<Answer<Health>> {
  return get("api/v1/health", toHealth);
}

function toHealth(value: unknown): Health {
  const { level, line, since, sheds, readings, limits } = fieldsOf(value);
  const { slowed, undervolted, wifi } = fieldsOf(readings);
  const { bitrate, signal } = fieldsOf(wifi);
  return {
    ...toReadings(readings),
    level: numberOr(level, 0),
    line: textOr(line, ""),
    since: numberOr(since, 0),
    sheds: listOf(sheds, (one) => {
      const { what, why } = fieldsOf(one);
      return { what: textOr(what, ""), why: textOr(why, "") };
    }),
    isSlowed: slowed === true,
    isUndervolted: undervolted === true,
    wifi:
      typeof wifi === "object" && wifi !== null
        ? { bitrate: known(bitrate), signal: known(signal) }
        : undefined,
    limits: toReadings(limits),
  };
}

function toReadings(value: unknown): Readings {
  const { cpu, cores, temperature, pressure, memoryFree, cmaFree, diskLatency } = fieldsOf(value);
  const { cpu: forCpu, memory, io } = fieldsOf(pressure);
  return {
    cpu: known(cpu),
    cores: numberOr(cores, 0),
    temperature: known(temperature),
    pressure: { cpu: known(forCpu), memory: known(memory), io: known(io) },
    memoryFree: known(memoryFree),
    cmaFree: known(cmaFree),
    diskLatency: known(diskLatency),
  };
}

function known(value: unknown): number | undefined {
  return typeof value === "number" ? value : undefined;
}
