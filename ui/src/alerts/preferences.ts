import { getPreferences, setPreferences } from "../api/alert-rules.ts";
import type { Preferences } from "../api/alerts.ts";
import { getCameras } from "../api/cameras.ts";
import type { Answer } from "../api/request.ts";
import { button, make, say } from "../dom.ts";
import { Choices } from "../parts/choices.ts";
import { Loaded } from "../parts/loaded.ts";
import { section } from "../parts/section.ts";
import { failureText } from "../parts/words.ts";
import type { Alerts } from "./alerts.ts";
import { allowed, ask } from "./notes.ts";

const NOTES = {
  granted: "Allowed: while this page is open but out of sight, your device shows what comes.",
  denied: "This browser was told not to. Its own settings of this site can allow it again.",
  default: "While this page is open but out of sight, your device can show what comes.",
  impossible: "Not possible here: the browser wants a secure connection (https) for it.",
} as const;

/** How whoever looks wants to be told on this page; each change holds at once. */
export function preferences(alerts: Alerts): HTMLElement {
  const word = make("p", { class: "soft", role: "status" });
  const who = alerts.here.name;
  const loaded = new Loaded(load, ({ me, cameras }) => content(me, cameras));
  return section(who === "" ? "On this page" : "On this page, for you", loaded.element, word);

  function content(begun: Preferences, cameras: readonly string[]): Node[] {
    let me = begun;
    const put = (change: Partial<Preferences>): void => {
      me = { ...me, ...change };
      alerts.me = me;
      void save(me);
    };
    const ways = new Choices(
      "When an alert comes",
      "checkbox",
      [
        { value: "sound", label: "Sound" },
        { value: "vibrate", label: "Vibration", hint: "Where the device can" },
        { value: "large", label: "The whole screen for what is urgent" },
      ],
      (["sound", "vibrate", "large"] as const).filter((one) => me[one]),
      () => {
        const has = (one: string): boolean => ways.chosen.includes(one);
        put({ sound: has("sound"), vibrate: has("vibrate"), large: has("large") });
      },
    );
    const only = new Choices(
      "Of which",
      "radio",
      [
        { value: "all", label: "All" },
        { value: "urgent", label: "Only urgent ones" },
        { value: "none", label: "None: they stand in the list" },
      ],
      [me.only],
      () => put({ only: (["urgent", "none"] as const).find((one) => one === only.chosen[0]) ?? "all" }),
    );
    const which = new Choices(
      "Of which cameras",
      "checkbox",
      cameras.map((name) => ({ value: name, label: name })),
      me.cameras.length === 0 ? cameras : me.cameras,
      () => {
        if (which.chosen.length === 0) {
          which.wrong("At least one. For none at all, choose that above.");
        } else {
          put({ cameras: which.chosen.length === cameras.length ? [] : which.chosen });
        }
      },
    );
    return [
      make(
        "div",
        { class: "form" },
        ways.element,
        keys(),
        only.element,
        ...(cameras.length < 2 ? [] : [which.element]),
      ),
      ...notes(),
    ];
  }

  function keys(): HTMLElement {
    const heard = make("span", { class: "soft", role: "status" });
    const test = async (): Promise<void> => {
      const ring = await alerts.ring();
      say(
        heard,
        (await ring?.test()) === true ? "That was it." : "This browser does not let the page sound.",
      );
    };
    return make(
      "div",
      { class: "keys" },
      button("Test sound", () => void test()),
      heard,
    );
  }

  function notes(): Node[] {
    const told = make("p", { class: "soft", role: "status" }, NOTES[allowed()]);
    const key = button("Show them on this device", () => void askNow());
    const askNow = async (): Promise<void> => {
      say(told, NOTES[await ask()]);
      key.hidden = allowed() !== "default";
    };
    key.hidden = allowed() !== "default";
    return [make("h3", {}, "While the page is out of sight"), told, make("div", { class: "keys" }, key)];
  }

  async function save(me: Preferences): Promise<void> {
    const answer = await setPreferences(me);
    say(word, answer.kind === "ok" ? "Saved." : failureText(answer));
    if (answer.kind !== "ok") {
      void loaded.reload();
    }
  }
}

async function load(): Promise<Answer<{ me: Preferences; cameras: string[] }>> {
  const [me, cameras] = await Promise.all([getPreferences(), getCameras()]);
  return me.kind === "ok"
    ? {
        kind: "ok",
        value: { me: me.value, cameras: cameras.kind === "ok" ? cameras.value.map(({ name }) => name) : [] },
      }
    : me;
}
