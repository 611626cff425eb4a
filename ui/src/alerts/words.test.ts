import assert from "node:assert/strict";
import { test } from "node:test";
import { type Alert, type Delivery, type Preferences, toAlert, toLive } from "../api/alerts.ts";
import { clockText, timeText } from "../parts/times.ts";
import {
  isDead,
  listText,
  receiptsText,
  receiptText,
  seenText,
  settled,
  untilSeven,
  wayText,
} from "./receipts.ts";
import {
  atTime,
  isWanted,
  MOST,
  ringing,
  type Ringing,
  RINGS,
  STAYS,
  withChanged,
  withCome,
  without,
  withSmall,
} from "./ringing.ts";
import { careText, linkWords, quietText, sinceText } from "./words.ts";

const AT = new Date(2026, 11, 1, 12, 3, 21).getTime() * 1000;
const ME: Preferences = { sound: true, vibrate: true, large: true, cameras: [], only: "all" };

function alert(id: number, more: Partial<Alert> = {}): Alert {
  return { ...toAlert({ id, at: AT, camera: "front", kind: "object", title: "Person" }), ...more };
}

function delivery(more: Partial<Delivery>): Delivery {
  return {
    channel: "phone",
    kind: "ntfy",
    state: "waiting",
    attempts: 0,
    at: AT,
    next: 0,
    by: "",
    error: "",
    ...more,
  };
}

for (const [more, expected] of [
  [{ state: "accepted", by: "ntfy.lan" }, `phone: accepted by ntfy.lan ${clockText(AT)}`],
  [{ state: "accepted" }, `phone: accepted ${clockText(AT)}`],
  [{ channel: "page", state: "delivered", by: "anna" }, `page: received by Anna ${clockText(AT)}`],
  [{}, "phone: waiting to be sent"],
  [
    { attempts: 2, next: AT, error: "connection refused" },
    `phone: waiting, 3rd try at ${timeText(AT)}, connection refused`,
  ],
  [{ attempts: 10 }, "phone: waiting, 11th try"],
  [{ attempts: 21 }, "phone: waiting, 22nd try"],
  [
    { state: "dead", attempts: 5, error: "no such topic" },
    `phone: given up ${timeText(AT)} after 5 tries, no such topic`,
  ],
  [{ state: "dead", attempts: 1 }, `phone: given up ${timeText(AT)} after 1 try`],
  [{ state: "put-off" }, "phone: put off, as it was to be quiet"],
] as const) {
  test(`receipt: ${expected}`, () => assert.equal(receiptText(delivery(more)), expected));
}

test("all ways in one line, and which are dead", () => {
  const [good, bad] = [delivery({ state: "accepted" }), delivery({ state: "dead" })];
  assert.equal(receiptsText([]), "Kept in this list alone");
  assert.equal(receiptsText([good]), "Told on its one way");
  assert.equal(receiptsText([good, good]), "Told on all 2 ways");
  assert.equal(receiptsText([good, bad, delivery({})]), "Told on 1 of 3 ways");
  assert.deepEqual([good, bad].map(isDead), [false, true]);
});

test("a test has come to an end when somebody has taken it, or nobody will", () => {
  const of = (...deliveries: Delivery[]): string | undefined =>
    settled(alert(1, { deliveries }), "phone")?.state;
  assert.equal(of(delivery({})), undefined);
  assert.equal(of(delivery({ channel: "mail", state: "accepted" }), delivery({})), undefined);
  assert.equal(of(delivery({ state: "dead" })), "dead");
  assert.equal(of(delivery({ state: "delivered" })), "delivered");
});

test("who has seen it, and who takes care", () => {
  const by = (...names: string[]): Alert => alert(1, { seen: names.map((name) => ({ by: name, at: AT })) });
  assert.equal(seenText(by(), "ana"), "Not seen by anybody yet");
  assert.equal(seenText(by("bob", "ana", "bob"), "ana"), "Seen by Bob and you");
  assert.equal(seenText(by(""), ""), "Seen by somebody");
  assert.equal(careText({ by: "anna", at: AT }, "bob"), "Anna takes care of it");
  assert.equal(careText({ by: "bob", at: AT }, "bob"), "You take care of it");
  assert.equal(careText({ by: "", at: AT }, ""), "Somebody takes care of it");
  assert.equal(listText(["a", "b", "c"], "or"), "a, b or c");
});

test("until it is seven, whether one is up late or early", () => {
  assert.deepEqual(untilSeven(new Date(2026, 11, 1, 22, 0)), { minutes: 540, text: "Until tomorrow 7:00" });
  assert.deepEqual(untilSeven(new Date(2026, 11, 1, 6, 30)), { minutes: 30, text: "Until 7:00" });
  assert.deepEqual(untilSeven(new Date(2026, 11, 1, 7, 0)).minutes, 1440);
});

test("the house in words", () => {
  const house = { mode: "night", since: AT, by: "anna", snoozedUntil: AT + 60e6, unseen: 0 } as const;
  const now = new Date(AT / 1000);
  assert.equal(sinceText(house, new Date(now.getTime() + 3600e3)), `since today ${timeText(AT)}, by anna`);
  assert.equal(sinceText(house, now), "just now, by anna");
  assert.equal(sinceText({ ...house, by: "", since: 0 }, now), "");
  assert.equal(quietText(house, now), `Quiet until ${timeText(AT + 60e6)}`);
  assert.equal(
    quietText({ ...house, snoozedUntil: AT + 43_200e6 }, now),
    `Quiet until tomorrow ${timeText(AT + 43_200e6)}`,
  );
  assert.equal(quietText(house, new Date(now.getTime() + 61e3)), "");
});

test("that the box is gone is said with when, and a restart is none", () => {
  assert.equal(linkWords({ kind: "loading" }), undefined);
  assert.equal(linkWords({ kind: "open" }), undefined);
  assert.equal(linkWords({ kind: "restarting" })?.title, "Nightjar restarts.");
  assert.equal(
    linkWords({ kind: "gone", since: AT / 1000 })?.title,
    `Nightjar has not answered since ${clockText(AT)}.`,
  );
  assert.equal(linkWords({ kind: "gone", since: 0 })?.title, "Alerts do not reach this page.");
});

test("how a way does", () => {
  const way = {
    name: "phone",
    kind: "ntfy",
    state: "failing",
    problem: "no route to host",
    waiting: 2,
    dead: 1,
    accepted: 0,
  } as const;
  assert.deepEqual(wayText(way, new Date(AT / 1000)), {
    isBad: true,
    lines: ["Fails: no route to host", "Nothing was accepted there yet", "2 waiting", "1 given up"],
  });
  assert.deepEqual(
    wayText({ ...way, state: "ready", problem: "", waiting: 0, dead: 0, accepted: AT }, new Date(AT / 1000)),
    {
      isBad: false,
      lines: ["Ready", "Last accepted just now"],
    },
  );
});

for (const [what, more, me, expected] of [
  ["all of all", {}, {}, true],
  ["urgent ones alone", {}, { only: "urgent" }, false],
  ["an urgent one", { urgent: true }, { only: "urgent" }, true],
  ["none", { urgent: true }, { only: "none" }, false],
  ["of another camera", {}, { cameras: ["garden"] }, false],
  ["of that camera", {}, { cameras: ["garden", "front"] }, true],
  ["of no camera", { camera: "" }, { cameras: ["garden"] }, true],
  ["a test", { kind: "test" }, { only: "none" }, true],
] as const) {
  test(`wanted: ${what}`, () => assert.equal(isWanted(alert(1, more), { ...ME, ...me }), expected));
}

const NOW = AT / 1000;
const come = (list: Ringing, one: Alert, late = false, now = NOW): Ringing =>
  withCome(list, one, late, ME, now);
const text = (list: Ringing): string =>
  list.map((one) => `${one.alert.id}${one.large ? "L" : ""}${one.ringsUntil > NOW ? "r" : ""}`).join(" ");

test("alerts come newest first, only so many, each once", () => {
  let list: Ringing = [];
  for (const id of [1, 3, 2, 3, 4, 5]) {
    list = come(list, alert(id));
  }
  assert.equal(list.length, MOST);
  assert.equal(text(list), "5r 4r 3r");
});

test("what is urgent and unanswered is not pushed out by what comes after it", () => {
  let list: Ringing = [];
  list = come(list, alert(1, { urgent: true }));
  for (const id of [2, 3, 4, 5]) {
    list = come(list, alert(id));
  }
  assert.equal(text(list), "5r 4r 1Lr");
  for (const id of [6, 7, 8, 9, 10, 11, 12]) {
    list = come(list, alert(id, { urgent: true }));
  }
  assert.equal(text(list), "12Lr 11Lr 10Lr 9Lr 8Lr 7Lr 5r");
  list = withChanged(list, alert(12, { urgent: true, acknowledged: { by: "ana", at: AT } }), NOW);
  assert.equal(text(come(list, alert(13))), "13r 11Lr 10Lr 9Lr 8Lr 7Lr");
});

test("an urgent one fills the screen and rings until somebody answers, or for long enough", () => {
  const list = come(come([], alert(1)), alert(2, { urgent: true }));
  assert.equal(text(list), "2Lr 1r");
  assert.equal(ringing(list, NOW + RINGS - 1)?.alert.id, 2);
  assert.equal(ringing(list, NOW + RINGS + 1), undefined);
  assert.equal(atTime(list, NOW + STAYS + 1).length, 1, "it stays");
  assert.equal(text(withSmall(list, 2)), "2 1r");
  assert.equal(text(without(list, 2)), "1r");
  const answered = withChanged(list, alert(2, { urgent: true, acknowledged: { by: "bob", at: AT } }), NOW);
  assert.equal(text(answered), "2 1r");
  assert.equal(ringing(answered, NOW), undefined);
  assert.equal(atTime(answered, NOW + 10_000).length, 1, "and goes by itself");
});

test("a picture that comes later changes nothing else", () => {
  const list = withChanged(
    come([], alert(2, { urgent: true })),
    alert(2, { urgent: true, picture: true }),
    NOW,
  );
  assert.equal(text(list), "2Lr");
  assert.equal(list[0]?.alert.picture, true);
});

test("what was answered already, or is to be quiet, does not come up; what is late and old does not ring", () => {
  assert.equal(text(come([], alert(1, { acknowledged: { by: "bob", at: AT } }))), "");
  assert.equal(text(come([], alert(1, { snoozed: true }))), "");
  assert.equal(text(come([], alert(1, { snoozed: true, urgent: true }))), "1Lr");
  assert.equal(text(come([], alert(1, { urgent: true }), true, NOW + 700_000)), "1");
  assert.equal(text(come([], alert(1, { urgent: true }), true, NOW + 60_000)), "1Lr");
});

test("what the server says is read, and what it may say some day passed over", () => {
  assert.deepEqual(toLive("nonsense"), { type: "other" });
  assert.deepEqual(toLive('{"type":"song"}'), { type: "other" });
  assert.deepEqual(toLive('{"type":"alert"}'), { type: "other" });
  const live = toLive('{"type":"alert","alert":{"id":7,"deliveries":[{"state":"odd"}]},"late":true}');
  assert.ok(live.type === "alert" && live.late && live.alert.id === 7);
  assert.equal(live.alert.deliveries[0]?.state, "waiting");
  assert.deepEqual(toLive('{"type":"bye","why":"restart","after":500}'), {
    type: "bye",
    why: "restart",
    reconnect: true,
    after: 500,
  });
});
