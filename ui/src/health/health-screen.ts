import { getHealth, type Health } from "../api/health.ts";
import { make } from "../dom.ts";
import { Loaded } from "../parts/loaded.ts";
import type { Screen } from "../parts/screen.ts";
import { Column, type Row, rows, section } from "../parts/section.ts";
import { whenText } from "../parts/times.ts";
import { sentence } from "../parts/words.ts";
import { readingsOf } from "./words.ts";

/** Milliseconds. */
const ASK_EVERY = 3000;

/** How the box is doing that the cameras are on, and what it does without because of that. */
export function healthScreen(main: HTMLElement): Screen {
  const loaded = new Loaded(getHealth, shown);
  const column = new Column(main, "Health", loaded.element);
  // What went wrong stands, and is not read out again and again, until the page reaches the server.
  const asking = setInterval(() => {
    if (!document.hidden && loaded.element.querySelector(".alert") === null) {
      void loaded.reload();
    }
  }, ASK_EVERY);
  return {
    refresh: async (reached) => {
      if (reached) {
        await loaded.reload();
      }
    },
    close: () => {
      clearInterval(asking);
      column.close();
    },
  };
}

function shown({ level, since, sheds, ...health }: Health): Node[] {
  const what =
    level === 0
      ? [make("p", {}, "Nothing. All is as set.")]
      : [
          make("p", {}, `Since ${whenText(since, new Date())}, so that recording goes on whatever happens:`),
          rows(
            sheds.map(({ what, why }) => row(sentence(`${what}: ${why}`), "", "")),
            "",
          ),
        ];
  return [
    section("Done without", ...what),
    section(
      "Readings",
      rows(
        readingsOf(health).map(({ name, text, note }) => row(name, text, note)),
        "",
      ),
    ),
  ];
}

function row(title: string, text: string, note: string): Row {
  return { title, details: [note], keys: text === "" ? [] : [make("span", {}, text)] };
}
