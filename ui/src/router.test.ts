import assert from "node:assert/strict";
import { test } from "node:test";
import { hashOf, type Route, routeOf } from "./router.ts";

for (const [hash, expected] of [
  ["", { to: "cameras" }],
  ["#", { to: "cameras" }],
  ["#/", { to: "cameras" }],
  ["#/front", { to: "camera", name: "front" }],
  ["#front", { to: "camera", name: "front" }],
  ["#/Hof%20%26%20T%C3%BCr", { to: "camera", name: "Hof & Tür" }],
  ["#/settings", { to: "camera", name: "settings" }],
  ["#/setup", { to: "camera", name: "setup" }],
  ["#/settings%2Fusers", { to: "camera", name: "settings/users" }],
  ["#/settings/account", { to: "account" }],
  ["#/settings/users", { to: "users" }],
  ["#/settings/activity", { to: "activity" }],
  ["#/settings/nothing", { to: "cameras" }],
  ["#/settings/users/ana", { to: "cameras" }],
  ["#/setup/K7MQ-X3VD-9WRT", { to: "setup", code: "K7MQ-X3VD-9WRT" }],
  ["#/50%", { to: "camera", name: "50%" }],
] as const satisfies readonly (readonly [string, Route])[]) {
  test(`${hash || "nothing"} is ${JSON.stringify(expected)}`, () => {
    assert.deepEqual(routeOf(hash), expected);
  });
}

test("a place is found again by its address", () => {
  const routes: Route[] = [
    { to: "cameras" },
    { to: "camera", name: "Hof & Tür" },
    { to: "camera", name: "settings/users" },
    { to: "account" },
    { to: "users" },
    { to: "activity" },
    { to: "setup", code: "a/b c" },
  ];
  assert.deepEqual(routes.map(hashOf).map(routeOf), routes);
});
