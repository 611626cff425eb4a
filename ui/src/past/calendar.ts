import { type Day, getDays } from "../api/footage.ts";
import { button, make, say } from "../dom.ts";
import { openDialog } from "../parts/dialog.ts";
import { Field } from "../parts/field.ts";
import { clockText, isoDay } from "../parts/times.ts";
import { loadFailure } from "../parts/words.ts";
import { firstWeekday, monthOf, typedMoment } from "./month.ts";
import { SECOND } from "./scale.ts";
import { startOfDay } from "./ticks.ts";
import { lastsText } from "./words.ts";

/** Asks for another day, by a month of which each day says whether there is footage, or for a time of it. */
export function openCalendar(camera: string, at: number, now: number, go: (time: number) => void): void {
  const shown = new Date(at / 1000);
  let [year, month] = [shown.getFullYear(), shown.getMonth()];
  let chosen = isoDay(at);
  let days: ReadonlyMap<string, Day> = new Map();
  const first = firstWeekday(navigator.language);
  const name = make("strong", { "aria-live": "polite" });
  const table = make("table", { class: "month" });
  const word = make("p", { class: "soft", role: "status" }, "Loading…");
  const time = new Field({
    name: "time",
    label: "Time",
    value: clockText(at),
    hint: "Such as 14:30 or 14:30:05.",
    attributes: { inputmode: "numeric", autocomplete: "off" },
  });
  time.value = new Date(at / 1000).toLocaleTimeString("de", {
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  });
  const form = make(
    "form",
    { class: "to-time" },
    time.element,
    make("button", { type: "submit", class: "key main" }, "Go there"),
  );
  form.addEventListener("submit", (e) => {
    e.preventDefault();
    const moment = typedMoment(chosen, time.value);
    if (moment === undefined) {
      time.wrong("A time of day, such as 14:30.");
      time.input.focus();
    } else if (moment > now) {
      time.wrong("That is still to come.");
      time.input.focus();
    } else {
      leave(moment);
    }
  });
  const dialog = openDialog(
    "Go to",
    make(
      "div",
      { class: "month-head" },
      button("‹", () => turn(-1), { "aria-label": "Month before", class: "key round" }),
      name,
      button("›", () => turn(1), { "aria-label": "Month after", class: "key round" }),
    ),
    table,
    word,
    form,
    make(
      "div",
      { class: "keys" },
      button("Cancel", () => dialog.close()),
    ),
  );
  write();
  void load();

  function leave(moment: number): void {
    dialog.close();
    go(moment);
  }

  async function load(): Promise<void> {
    const answer = await getDays(camera, Intl.DateTimeFormat().resolvedOptions().timeZone);
    if (answer.kind === "ok") {
      days = new Map(answer.value.map((day) => [day.day, day]));
    }
    const failure = answer.kind === "ok" ? "" : loadFailure(answer);
    say(
      word,
      failure !== "" ? failure : days.size === 0 ? "Nothing is recorded yet." : summary(days.get(chosen)),
    );
    write();
  }

  function turn(by: number): void {
    const to = new Date(year, month + by, 1);
    [year, month] = [to.getFullYear(), to.getMonth()];
    write();
  }

  function write(): void {
    const { weeks } = monthOf(year, month, first);
    const today = isoDay(now);
    const of = (date: Date, options: Intl.DateTimeFormatOptions): string =>
      date.toLocaleDateString(undefined, options);
    say(name, of(new Date(year, month, 1), { month: "long", year: "numeric" }));
    const heads = Array.from({ length: 7 }, (_, i) => new Date(2023, 0, 1 + first + i)); // begins on a Sunday
    table.replaceChildren(
      make(
        "tr",
        {},
        ...heads.map((day) =>
          make("th", { scope: "col", abbr: of(day, { weekday: "long" }) }, of(day, { weekday: "narrow" })),
        ),
      ),
      ...weeks.map((week) =>
        make(
          "tr",
          {},
          ...week.map((iso) => make("td", {}, ...(iso === undefined ? [] : [cell(iso, today)]))),
        ),
      ),
    );
  }

  function cell(iso: string, today: string): HTMLElement {
    const day = days.get(iso);
    const date = new Date(`${iso}T12:00`);
    const text = date.toLocaleDateString(undefined, { weekday: "long", day: "numeric", month: "long" });
    const key = button(String(date.getDate()), () => pick(iso), {
      class: "day",
      "aria-label": `${text}: ${day === undefined ? "nothing recorded" : summary(day)}`,
      ...(iso === chosen ? { "aria-current": "date" } : {}),
      ...(day === undefined ? { "aria-disabled": "true" } : {}),
      ...(iso === today ? { "data-today": "" } : {}),
    });
    if (day !== undefined) {
      const share = Math.min(1, day.seconds / 86_400);
      key.append(make("i", { class: `full-${Math.ceil(share * 4)}${day.events > 0 ? " has-events" : ""}` }));
    }
    return key;
  }

  /** The first tap goes to the day's first footage by its midnight; the time can be typed instead. */
  function pick(iso: string): void {
    if (!days.has(iso)) {
      chosen = iso;
      say(word, "Nothing is recorded on that day.");
      write();
      return;
    }
    leave(startOfDay(new Date(`${iso}T12:00`).getTime() * 1000));
  }
}

function summary(day: Day | undefined): string {
  return day === undefined
    ? ""
    : `${lastsText(day.seconds * SECOND)} recorded${day.events > 0 ? ", with events" : ""}${day.locked ? ", some of it kept" : ""}`;
}
