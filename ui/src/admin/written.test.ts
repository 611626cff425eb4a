import assert from "node:assert/strict";
import { test } from "node:test";
import { writtenText } from "./written.ts";

const HOUR = 3_600e6;
const NOW = new Date(2026, 10, 25, 16, 30).getTime() * 1000;

function shown(hours: number, now = NOW): { texts: string[]; words: string } {
  const by = [
    { what: "video", bytes: 21e6 },
    { what: "footage", bytes: 900e3 },
    { what: "index", bytes: 100e3 },
    { what: "other", bytes: 0 },
  ];
  const { facts, words } = writtenText({ since: NOW - hours * HOUR, by }, now);
  return { texts: facts.map(({ name, text }) => `${name}: ${text}`), words };
}

test("what was written in less than a day is not made into a day", () => {
  for (const hours of [1 / 60, 1, 23.99]) {
    assert.deepEqual(shown(hours).texts, [
      "Video: 21 MB",
      "Files around it: 900 kB",
      "Index: 100 kB",
      "Everything else: 0 kB",
      "In all: 22 MB",
    ]);
  }
  assert.match(shown(2).words, /^Written so far, counted since today .*30.*\.$/);
  assert.match(shown(0).words, /since just now\.$/);
});

test("from a day on it is the mean of a day", () => {
  assert.equal(shown(24).texts[0], "Video: 21 MB a day");
  const { texts, words } = shown(48);
  assert.deepEqual(
    [texts[0], texts[1], texts[4]],
    ["Video: 11 MB a day", "Files around it: 450 kB a day", "In all: 11 MB a day"],
  );
  assert.match(words, /^The mean since .*23.*\.$/);
});

test("a clock that was set back makes no rate", () => {
  assert.equal(shown(1, NOW - 10 * HOUR).texts[0], "Video: 21 MB");
});

test("what is new to the page is named as the server does", () => {
  const { facts } = writtenText({ since: NOW - HOUR, by: [{ what: "notes", bytes: 1000 }] }, NOW);
  assert.deepEqual(facts[0], { name: "Notes", text: "1 kB" });
});

test("what is not counted yet is no number", () => {
  assert.deepEqual(writtenText({ since: 0, by: [{ what: "video", bytes: 0 }] }, NOW), {
    facts: [],
    words: "Nothing is counted yet.",
  });
});
