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
  ["#/cameras/front", { to: "camera", name: "front" }],
  ["#/cameras/events", { to: "camera", name: "events" }],
  ["#/cameras", { to: "camera", name: "cameras" }],
  ["#/cameras/", { to: "cameras" }],
  ["#/cameras/front/motion", { to: "motion", name: "front" }],
  ["#/cameras/Hof%20%26%20T%C3%BCr/motion", { to: "motion", name: "Hof & Tür" }],
  ["#/cameras/front/nothing", { to: "cameras" }],
  ["#/front/past", { to: "past", name: "front", at: 0 }],
  ["#/front/past/1795620000000000", { to: "past", name: "front", at: 1795620000000000 }],
  ["#/front/past/noon", { to: "camera", name: "front" }],
  ["#/front/past/1/2", { to: "camera", name: "front" }],
  ["#/past/past", { to: "past", name: "past", at: 0 }],
  ["#/cameras/past", { to: "camera", name: "past" }],
  ["#/cameras/events/past/5", { to: "past", name: "events", at: 5 }],
  ["#/events/past", { to: "event", id: "past" }],
  ["#/settings/storage", { to: "storage" }],
  ["#/events", { to: "events", camera: "", day: "" }],
  ["#/events/", { to: "events", camera: "", day: "" }],
  ["#/events?camera=front%3F&day=2026-11-25", { to: "events", camera: "front?", day: "2026-11-25" }],
  ["#/events?kind=car,person", { to: "events", camera: "", day: "", sorts: ["person", "car"] }],
  ["#/events?kind=none", { to: "events", camera: "", day: "", sorts: ["none"] }],
  ["#/events?kind=ufo", { to: "events", camera: "", day: "" }],
  ["#/front/past/5?kind=dog,ufo", { to: "past", name: "front", at: 5, sorts: ["dog"] }],
  ["#/front/past?kind=cat", { to: "past", name: "front", at: 0, sorts: ["cat"] }],
  ["#/health", { to: "health" }],
  ["#/cameras/health", { to: "camera", name: "health" }],
  ["#/health/past", { to: "cameras" }],
  ["#/alerts", { to: "alerts" }],
  ["#/alerts/", { to: "alerts" }],
  ["#/alerts/812", { to: "alert", id: 812 }],
  ["#/alerts/noise", { to: "alerts" }],
  ["#/alerts/rules", { to: "alert-rules" }],
  ["#/alerts/ways", { to: "alert-ways" }],
  ["#/cameras/alerts", { to: "camera", name: "alerts" }],
  ["#/events/e7", { to: "event", id: "e7" }],
  ["#/50%", { to: "camera", name: "50%" }],
] as const satisfies readonly (readonly [string, Route])[]) {
  test(`${hash || "nothing"} is ${JSON.stringify(expected)}`, () => {
    assert.deepEqual(routeOf(hash), expected);
  });
}

test("an address that names kinds can be read", () => {
  const route = { to: "past", name: "front", at: 5, sorts: ["person", "car"] } as const;
  assert.equal(hashOf(route), "#/front/past/5?kind=person,car");
});

test("a place is found again by its address", () => {
  const routes: Route[] = [
    { to: "cameras" },
    { to: "camera", name: "Hof & Tür" },
    { to: "camera", name: "settings/users" },
    { to: "camera", name: "events" },
    { to: "camera", name: "health" },
    { to: "past", name: "health", at: 7 },
    { to: "health" },
    { to: "camera", name: "Who?" },
    { to: "motion", name: "a/b?c" },
    { to: "past", name: "Hof & Tür", at: 0 },
    { to: "past", name: "events", at: 1795620000000001 },
    { to: "past", name: "cameras", at: 7 },
    { to: "past", name: "a/b?c", at: 7 },
    { to: "storage" },
    { to: "events", camera: "", day: "" },
    { to: "events", camera: "Hof & Tür", day: "2026-11-25" },
    { to: "events", camera: "front", day: "", sorts: ["person", "none"] },
    { to: "past", name: "front", at: 0, sorts: ["person"] },
    { to: "past", name: "events", at: 7, sorts: ["car", "parcel"] },
    { to: "event", id: "a/b c" },
    { to: "account" },
    { to: "users" },
    { to: "activity" },
    { to: "setup", code: "a/b c" },
  ];
  assert.deepEqual(routes.map(hashOf).map(routeOf), routes);
});
