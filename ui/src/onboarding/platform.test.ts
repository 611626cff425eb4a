import assert from "node:assert/strict";
import { test } from "node:test";
import { platform } from "./platform.ts";

for (const [expected, agent, touch] of [
  ["ios", "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 Safari/604.1", 5],
  [
    "ios",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.1 Safari/605.1.15",
    5,
  ],
  [
    "macos",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.1 Safari/605.1.15",
    0,
  ],
  [
    "android",
    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/140.0.0.0 Mobile Safari/537.36",
    5,
  ],
  ["android", "Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0", 5],
  [
    "windows",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36",
    10,
  ],
  ["linux", "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36", 0],
  ["linux", "", 0],
] as const) {
  test(`${expected}: ${agent.slice(0, 60)}`, () => {
    assert.equal(platform(agent, touch), expected);
  });
}
