import { getStorage, type Recording, type Storage } from "../api/storage.ts";
import { serverNow } from "../api/server.ts";
import { make } from "../dom.ts";
import { recordingText } from "../live/recording.ts";
import { Loaded } from "../parts/loaded.ts";
import type { Screen } from "../parts/screen.ts";
import { Column, type Row, rows, section } from "../parts/section.ts";
import { bytesText } from "../parts/sizes.ts";
import { exactText } from "../parts/times.ts";
import { sentence } from "../parts/words.ts";
import { writtenText } from "./written.ts";

/** Where recordings go: how full that is, what is written, and what is recorded of which camera. */
export function storageScreen(main: HTMLElement): Screen {
  const loaded = new Loaded(getStorage, shown);
  const column = new Column(main, "Storage", loaded.element);
  return {
    refresh: async (reached) => {
      if (reached && loaded.element.getAttribute("aria-busy") === null) {
        await loaded.reload();
      }
    },
    close: () => column.close(),
  };
}

function shown(storage: Storage): Node[] {
  const { problem, recording, mends, folder } = storage;
  return [
    ...(problem === "" ? [] : [make("p", { class: "alert", role: "alert" }, sentence(problem))]),
    section(
      "How full",
      ...fullness(storage),
      ...(folder === "" ? [] : [make("p", { class: "soft" }, `In ${folder}.`)]),
    ),
    section("What is recorded", rows(recording.map(row), "No camera is recorded.")),
    section("What is written", ...writing(storage)),
    ...(mends.length === 0
      ? []
      : [
          section(
            "Mended at the last start",
            make("p", { class: "soft" }, "A cut of power leaves loose ends. These were put right:"),
            rows(
              mends.map(({ at, what, file }) => ({
                title: sentence(what),
                details: [file, at === 0 ? "" : exactText(at)],
                keys: [],
              })),
              "",
            ),
          ),
        ]),
  ];
}

function fullness({ disk, used, limit, oldest }: Storage): Node[] {
  const whole = limit > 0 ? limit : disk.size;
  const share = whole === 0 ? 0 : Math.min(1, used / whole);
  return [
    make("progress", { max: "1", value: String(share), "aria-label": "Footage" }),
    make(
      "p",
      {},
      `${bytesText(used)} of footage${limit > 0 ? ` of ${bytesText(limit)} that it may have` : ""}; ` +
        `${bytesText(disk.free)} of ${bytesText(disk.size)} on the disk are free.`,
    ),
    make(
      "p",
      { class: "soft" },
      oldest === 0
        ? "There is no footage yet."
        : `The oldest is from ${exactText(oldest)}. When there is no room, the oldest goes first.`,
    ),
  ];
}

function row(recording: Recording): Row {
  const { word, words, kind } = recordingText(recording);
  return {
    title: recording.camera,
    ...(kind === "on" ? { mark: word } : {}),
    details: [`Mode: ${recording.mode}`, words],
    keys: [],
  };
}

function writing({ written, wear }: Storage): Node[] {
  const { facts, words } = writtenText(written, serverNow());
  return [
    make("p", { class: "soft" }, words),
    make(
      "dl",
      { class: "facts" },
      ...facts.map(({ name, text }) => make("div", {}, make("dt", {}, name), make("dd", {}, text))),
    ),
    make(
      "p",
      { class: "soft" },
      wear === undefined
        ? "The disk does not tell how worn it is; SD cards mostly do not."
        : `Of the disk's life about ${wear.used} % is used up. ${wear.words === "" ? "" : sentence(wear.words)}`,
    ),
  ];
}
