import assert from "node:assert/strict";
import { test } from "node:test";
import { KINDS } from "../api/kinds.ts";
import type { Objects, Rule } from "../api/objects.ts";
import { kindChoices, kindsFrom, kindsValue, nameOf, ruleOf, ruleProblem, tidied } from "./rules.ts";
import { costText, stateText, sureText, waitWords } from "./words.ts";

const RULE: Rule = { name: "", kinds: ["person"], zone: "Drive", stays: false, seconds: 20 };
const SETTINGS = { on: true, kinds: [], zones: [], rules: [] as Rule[] };

test("kinds are chosen one by one, all, or as somebody wrote them elsewhere", () => {
  const labels = kindChoices(["person", "animal"], ["car", "dog"]).map(({ label }) => label);
  assert.deepEqual(labels, ["a person", "an animal", "anybody or anything", "a car or a dog"]);
  assert.equal(kindChoices(KINDS, ["person"]).length, KINDS.length + 1);
  assert.deepEqual(kindsFrom(kindsValue(["dog", "person"])), ["person", "dog"]);
});

test("a rule is called after what it says, and like no other", () => {
  assert.equal(nameOf(RULE, []), "Person in Drive");
  assert.equal(nameOf(RULE, ["Person in Drive", "Person in Drive 2"]), "Person in Drive 3");
  assert.equal(nameOf({ ...RULE, kinds: ["car", "dog"], zone: "", stays: true }, []), "Something stays");
  assert.ok(nameOf({ ...RULE, zone: "x".repeat(40) }, []).length <= 40);
});

for (const [names, expected] of [
  [["a", "b"], undefined],
  [["a", " "], "1: A rule needs a name."],
  [["a", " a "], "1: Another rule has this name."],
  [["x".repeat(41)], "0: At most 40 characters."],
] as const) {
  test(`rules called ${names.join()}: ${expected ?? "fine"}`, () => {
    const found = ruleProblem({ ...SETTINGS, rules: names.map((name) => ({ ...RULE, name })) });
    assert.equal(found && `${found.rule}: ${found.why}`, expected);
  });
}

test("what is sent has no space around names", () => {
  assert.equal(tidied({ ...SETTINGS, rules: [{ ...RULE, name: " a " }] }).rules[0]?.name, "a");
});

test("a refusal is about the rule that it quotes", () => {
  const rules = [
    { ...RULE, name: "a", zone: "" },
    { ...RULE, name: "b" },
  ];
  assert.equal(ruleOf('rules name the zone "Drive", which motion does not have', rules), 1);
  assert.equal(ruleOf("kinds have a person twice", rules), -1);
});

test("scores in words", () => {
  assert.deepEqual([0.2, 0.3, 0.4, 0.55, 0.9].map(sureText), [
    "a guess",
    "fairly sure",
    "sure",
    "surer",
    "very sure",
  ]);
});

test("times in words", () => {
  assert.deepEqual([0, 20, 90, 120, 3600].map(waitWords), [
    "no time at all",
    "20 s",
    "1 min 30 s",
    "2 min",
    "60 min",
  ]);
});

const OBJECTS: Objects = {
  settings: SETTINGS,
  from: "standard",
  state: "ready",
  reason: "",
  model: { name: "SSD", kinds: KINDS },
  cost: { perSecond: 0.82, milliseconds: 21.5, allowed: 4 },
};

for (const [more, expected] of [
  [{}, "Ready: it begins when something moves."],
  [{ state: "loaded" }, "At work."],
  [
    { state: "missing", reason: "there is no model: build it" },
    "Nothing is recognised. There is no model: build it.!",
  ],
  [{ state: "missing", settings: { ...SETTINGS, on: false } }, "Nothing is recognised."],
  [{ settings: { ...SETTINGS, on: false } }, "Nothing is recognised."],
] as const) {
  test(`a model with ${JSON.stringify(more)}: ${expected}`, () => {
    const { text, isBad } = stateText({ ...OBJECTS, ...more });
    assert.equal(`${text}${isBad ? "!" : ""}`, expected);
  });
}

test("what looks cost", () => {
  assert.equal(costText(OBJECTS), "0.82 looks a second, 22 ms each · at most 4 a second · SSD");
});
