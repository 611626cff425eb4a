import { make } from "../dom.ts";

/** What the screen is put together from, from top to bottom. */
export interface Parts {
  stage: HTMLElement;
  moment: HTMLElement;
  zoom: HTMLElement;
  live: HTMLElement;
  bar: HTMLElement;
  controls: HTMLElement;
  line: HTMLElement;
  tools: HTMLElement;
  sorts: HTMLElement;
  row: HTMLElement;
}

export function layOut(camera: string, parts: Parts): HTMLElement {
  const { stage, moment, zoom, live, bar, controls, line, tools, sorts, row } = parts;
  return make(
    "div",
    { class: "past" },
    make("h1", { class: "unseen", tabindex: "-1" }, `${camera}: live and past`),
    stage,
    make(
      "div",
      { class: "below" },
      make("div", { class: "top-line" }, moment, zoom, live),
      bar,
      controls,
      line,
      tools,
      sorts,
      row,
    ),
  );
}
