import type { Expert, Guard, Motion, Settings, State } from "../api/motion.ts";
import { waitText } from "../parts/wait.ts";
import { dateText } from "../parts/times.ts";

/** What motion is doing, in a word and perhaps a sentence. */
export function stateWords(state: State, guard: Guard): { title: string; detail: string } {
  if (state === "off") {
    return { title: "Motion is off", detail: "Nothing is looked at, and no event is written." };
  }
  switch (guard) {
    case "gain":
      return {
        title: "Waiting",
        detail: "The camera changed its own brightness. Nothing counts until it settles.",
      };
    case "light":
      return {
        title: "Waiting",
        detail: "The light changed all over the picture. Nothing counts until it settles.",
      };
    case "learning":
      return { title: "Learning", detail: "It learns what this picture is like when nothing moves." };
    case "none":
      return CALM[state];
  }
}

const CALM: Readonly<Record<Exclude<State, "off">, { title: string; detail: string }>> = {
  learning: { title: "Learning", detail: "It learns what this picture is like when nothing moves." },
  quiet: { title: "Quiet", detail: "Nothing moves that would count." },
  stirring: {
    title: "Something stirs",
    detail: "Too short, too small or too near its place to count, so far.",
  },
  moving: { title: "Moving", detail: "This counts: an event is being written." },
  still: { title: "Something stands still", detail: "It came, and it stays where it is." },
  waiting: { title: "Waiting", detail: "No picture has come yet." },
};

export function costText({ source, cost }: Motion): string {
  const numbers =
    cost.fps === 0 ? "" : `${short(cost.fps)} pictures a second, ${short(cost.milliseconds)} ms each`;
  return [source, numbers].filter((text) => text !== "").join(" · ");
}

/** Nothing, before there is something to say. */
export function savedText({ saved }: Motion): string {
  return saved.since === 0 || (saved.bytes === 0 && saved.cpuSeconds === 0)
    ? ""
    : `${bytesText(saved.bytes)} and ${durationText(saved.cpuSeconds)} of CPU time since ${dateText(saved.since)}`;
}

export function bytesText(bytes: number): string {
  const [size, unit] =
    bytes < 999_500
      ? [bytes / 1e3, "kB"]
      : bytes < 999.5e6
        ? [bytes / 1e6, "MB"]
        : bytes < 999.5e9
          ? [bytes / 1e9, "GB"]
          : [bytes / 1e12, "TB"];
  return `${size < 9.95 ? short(size) : Math.round(size)} ${unit}`;
}

export function durationText(seconds: number): string {
  return seconds < 3600 ? waitText(seconds * 1000) : `${short(seconds / 3600)} h`;
}

/** At most two digits that matter, and none that do not. */
export function short(value: number): string {
  return String(Number(value.toPrecision(2)));
}

export function millisecondsText(milliseconds: number): string {
  return milliseconds < 1000 ? `${milliseconds} ms` : `${short(milliseconds / 1000)} s`;
}

export interface Known {
  name: keyof Expert | "fps";
  label: string;
  hint: string;
  least: number;
  most: number;
  step: number;
  /** So many of what the field shows are one of the setting. */
  per: number;
}

/** What the sliders do not reach. */
export const EXPERT: readonly Known[] = [
  {
    name: "contrast",
    label: "Contrast",
    hint: "Levels of 255 by which a block must differ at sensitivity 50, where there is no noise.",
    least: 0.5,
    most: 100,
    step: 0.5,
    per: 1,
  },
  {
    name: "noise",
    label: "Noise",
    hint: "How many times its own noise a block must differ by.",
    least: 1,
    most: 50,
    step: 0.5,
    per: 1,
  },
  {
    name: "edge",
    label: "Edges",
    hint: "How much of the contrast around a block may come from swaying: more for branches and flags.",
    least: 0,
    most: 2,
    step: 0.05,
    per: 1,
  },
  {
    name: "travel",
    label: "Way to go (% of the width)",
    hint: "How far something must get, so that what only swings does not count.",
    least: 0,
    most: 50,
    step: 0.5,
    per: 1,
  },
  {
    name: "stillFor",
    label: "Stands still (seconds)",
    hint: "How long what came and stays is held to be new.",
    least: 1,
    most: 3600,
    step: 1,
    per: 1000,
  },
  {
    name: "fps",
    label: "Pictures looked at a second",
    hint: "At most. Fewer cost less.",
    least: 1,
    most: 30,
    step: 1,
    per: 1,
  },
];

export function settingsLines(settings: Settings): [string, string][] {
  const { expert } = settings;
  return [
    ["Sensitivity", String(settings.sensitivity)],
    ["Smallest", `${short(settings.minSize)} % of the picture`],
    ["Shortest", millisecondsText(settings.minDuration)],
    ["Contrast", `${short(expert.contrast)} levels`],
    ["Noise", `${short(expert.noise)} times`],
    ["Edges", short(expert.edge)],
    ["Way to go", `${short(expert.travel)} % of the width`],
    ["Stands still", durationText(expert.stillFor / 1000)],
    ["Pictures looked at", `${short(settings.fps)} a second`],
    ["Zones", settings.zones.map(zoneText).join(", ") || "none"],
  ];
}

function zoneText({ name, kind }: Settings["zones"][number]): string {
  return kind === "ignore" ? `${name} (ignored)` : name;
}
