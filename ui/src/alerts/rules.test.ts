import assert from "node:assert/strict";
import { test } from "node:test";
import type { AlertRule, Line, Rules, Side, What } from "../api/alert-rules.ts";
import { refusal } from "../api/request.ts";
import { arrowsOf } from "./line.ts";
import {
  firstRules,
  nameOf,
  PLAIN,
  ruleOf,
  ruleProblem,
  simulatedText,
  steps,
  subjectOf,
  tidied,
  timesOf,
  timesText,
  verbOf,
  verbsOf,
  withSubject,
  withVerb,
} from "./rules.ts";

const RULES: Rules = { rules: [], cameras: [], kinds: ["person", "car"], channels: [], sun: true };
const PERSON: What = { type: "object", kinds: ["person"], zone: "Drive", stays: false, seconds: 0 };

function rule(more: Partial<AlertRule>): AlertRule {
  return { ...PLAIN, name: "A", ...more };
}

test("subjects and verbs lead from one sentence to the next and keep what still means something", () => {
  assert.deepEqual([subjectOf(PERSON), verbOf(PERSON)], ["person", "enters"]);
  const longer = withVerb(PERSON, "is");
  assert.deepEqual(longer, { ...PERSON, seconds: 20 });
  assert.deepEqual(withVerb({ ...PERSON, seconds: 60 }, "stays"), { ...PERSON, stays: true, seconds: 60 });
  assert.equal(verbOf(longer), "is");
  const car = withSubject(longer, "car");
  assert.deepEqual(car, { ...PERSON, kinds: ["car"], seconds: 20 });
  const line = withVerb(car, "line");
  assert.ok(line.type === "line" && line.kinds.join() === "car");
  assert.equal(subjectOf(withSubject(line, "motion")), "motion");
  assert.equal(verbOf(withSubject(line, "motion")), "line");
  assert.deepEqual(withVerb(withSubject(line, "motion"), "moves"), { type: "motion", zone: "" });
  assert.deepEqual(withSubject(PERSON, "motion"), { type: "motion", zone: "Drive" });
  for (const alone of ["camera", "disk", "heat", "logins"]) {
    const what = withSubject(PERSON, alone);
    assert.equal(what.type, alone);
    assert.deepEqual(verbsOf(what), []);
    assert.equal(subjectOf(what), alone);
  }
});

for (const [text, kind] of [
  ["", "always"],
  ["daily 22:00-06:00", "between"],
  ["Mon-Fri 07:00-17:30, Sat,Sun 09:00-12:00", "text"],
] as const) {
  test(`the times "${text}" are ${kind}, and stay as they are`, () => {
    assert.equal(timesOf(text).kind, kind);
    assert.equal(timesText(timesOf(text)), text);
  });
}

test("a rule is called after what it says, and after nothing that is taken", () => {
  assert.equal(nameOf(rule({ what: PERSON }), []), "Person in Drive");
  assert.equal(
    nameOf(rule({ what: PERSON, cameras: ["front"] }), ["Person in Drive at front"]),
    "Person in Drive at front 2",
  );
  assert.equal(nameOf(rule({ what: withVerb(PERSON, "stays") }), []), "Person stays in Drive");
  assert.ok(nameOf(rule({ cameras: Array.from({ length: 20 }, (_, i) => `camera ${i}`) }), []).length <= 60);
});

test("the first rules are good as they are, and there are some without objects too", () => {
  for (const kinds of [RULES.kinds, []]) {
    const first = firstRules({ ...RULES, kinds });
    assert.equal(first.length, 3);
    assert.equal(ruleProblem(first), undefined);
    assert.deepEqual(tidied(first), first);
  }
  assert.equal(ruleProblem([rule({ modes: [], what: { type: "heat" } })]), undefined); // of the box, in any mode
  assert.equal(firstRules(RULES)[0]?.name, "A person at night or away");
  assert.equal(firstRules({ ...RULES, kinds: [] })[0]?.name, "Something moves at night or away");
});

for (const [rules, at, why] of [
  [[rule({ name: " " })], 0, /needs a name/],
  [[rule({}), rule({ name: "A " })], 1, /Another/],
  [[rule({ modes: [] })], 0, /at least one/],
  [[rule({}), rule({ name: "B", what: withVerb(PERSON, "line") })], 1, /exactly one camera/],
  [[rule({ name: "x".repeat(61) })], 0, /60/],
] as const) {
  test(`refused before it is sent: ${String(why)}`, () => {
    const problem = ruleProblem(rules);
    assert.equal(problem?.rule, at);
    assert.match(problem.why, why);
  });
}

test("a refusal belongs to the rule it names", () => {
  const rules = [rule({}), rule({ name: "Gate" })];
  const of = (field: string, error = ""): number => ruleOf(refusal(422, { field, error }), rules);
  assert.equal(of("rules[1].times"), 1);
  assert.equal(of("rules.0.zone"), 0);
  assert.equal(of("rules[7].times"), -1);
  assert.equal(of("rules", '"Gate" watches no camera'), 1);
  assert.equal(of("rules", "too many"), -1);
});

test("what the past week says", () => {
  const of = (fired: number, heldBack: number, days = 7): string =>
    simulatedText({ days, fired, heldBack, times: [], note: "" });
  assert.equal(of(0, 0), "In the past week it would have told you nothing.");
  assert.equal(of(4, 0), "In the past week it would have told you 4 times.");
  assert.equal(of(1, 2), "In the past week it would have told you once, and held back 2 times more.");
  assert.equal(of(1, 0, 3), "In the past 3 days it would have told you once.");
  assert.deepEqual(steps([5, 10], 7), [5, 7, 10]);
});

for (const [way, line, sides] of [
  ["left", [0.5, 0.9, 0.5, 0.1], "left"],
  ["right", [0.5, 0.9, 0.5, 0.1], "right"],
  ["left", [0.1, 0.5, 0.9, 0.5], "up"],
  ["right", [0.1, 0.5, 0.9, 0.5], "down"],
  ["any", [0.1, 0.5, 0.9, 0.5], "up down"],
] as const satisfies readonly (readonly [Side, Line, string])[]) {
  test(`an arrow to the ${way} of ${line.join(" ")} points ${sides}`, () => {
    const found = arrowsOf(line, way, 16 / 9).map((points) => {
      const [[x1, y1] = [0, 0], [x2, y2] = [0, 0]] = points;
      return Math.abs(x2 - x1) > Math.abs(y2 - y1) ? (x2 < x1 ? "left" : "right") : y2 < y1 ? "up" : "down";
    });
    assert.equal(found.join(" "), sides);
  });
}
