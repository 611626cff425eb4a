/** Rules as people put them together: what is chosen from, and names that are not taken. */
import { type Kind, KINDS } from "../api/kinds.ts";
import type { ObjectSettings, Rule } from "../api/objects.ts";
import { oneOf, sortWord } from "./kinds.ts";

/** A rule's kinds as the value of a choice. */
export function kindsValue(kinds: readonly Kind[]): string {
  return KINDS.filter((kind) => kinds.includes(kind)).join(",");
}

export function kindsFrom(value: string): Kind[] {
  const named = value.split(",");
  return KINDS.filter((kind) => named.includes(kind));
}

/** Each kind by itself, all of them, and what was chosen elsewhere. */
export function kindChoices(
  offered: readonly Kind[],
  chosen: readonly Kind[],
): { value: string; label: string }[] {
  const single = offered.map((kind) => ({ value: kind, label: oneOf(kind) }));
  const all = { value: kindsValue(offered), label: "anybody or anything" };
  const choices = [...single, ...(offered.length > 1 ? [all] : [])];
  const value = kindsValue(chosen);
  return choices.some((one) => one.value === value)
    ? choices
    : [...choices, { value, label: chosen.map(oneOf).join(" or ") || "nothing" }];
}

/** What it is called until somebody calls it otherwise. */
export function nameOf({ kinds, zone, stays }: Rule, taken: readonly string[]): string {
  const who = kinds.length === 1 && kinds[0] !== undefined ? sortWord(kinds[0]) : "Something";
  const name = `${who}${stays ? " stays" : ""}${zone === "" ? "" : ` in ${zone}`}`.slice(0, 36).trim();
  let [free, number] = [name, 2];
  while (taken.includes(free)) {
    free = `${name} ${number++}`;
  }
  return free;
}

/** What the server would refuse about the names of rules, and of which; undefined if nothing. */
export function ruleProblem({ rules }: ObjectSettings): { rule: number; why: string } | undefined {
  for (const [rule, { name }] of rules.entries()) {
    const own = name.trim();
    const why =
      own === ""
        ? "A rule needs a name."
        : own.length > 40
          ? "At most 40 characters."
          : rules.findIndex((other) => other.name.trim() === own) < rule
            ? "Another rule has this name."
            : "";
    if (why !== "") {
      return { rule, why };
    }
  }
  return undefined;
}

/** As it is sent: names without space around them, and no zone that says nothing. */
export function tidied(settings: ObjectSettings): ObjectSettings {
  return { ...settings, rules: settings.rules.map((rule) => ({ ...rule, name: rule.name.trim() })) };
}

/** Which rule a refusal is about, by what it quotes; -1: none, or not to be told. */
export function ruleOf(error: string, rules: readonly Rule[]): number {
  return rules.findIndex(({ name, zone }) => [name, zone].some((one) => error.includes(`"${one}"`)));
}
