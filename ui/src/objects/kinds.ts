import type { Kind, Sort } from "../api/kinds.ts";
import { drawn, make } from "../dom.ts";

/** As a person would say it of one. */
const WORDS: Readonly<Record<Sort, string>> = {
  person: "Person",
  car: "Car",
  bicycle: "Bicycle",
  dog: "Dog",
  cat: "Cat",
  animal: "Animal",
  parcel: "Parcel",
  none: "Unrecognised",
};

/** Lines in a field of 24 by 24. */
export const SHAPES: Readonly<Record<Sort, string>> = {
  person: "M12 4a3.2 3.2 0 1 1 0 6.4 3.2 3.2 0 0 1 0-6.4zM5.5 20.5c0-4.3 2.5-7 6.5-7s6.5 2.7 6.5 7",
  car: "M3.5 17v-4.5L6 7h12l2.5 5.5V17zM3.5 12.5h17M6.5 17v2M17.5 17v2M7 14.8h1M16 14.8h1",
  bicycle:
    "M5.5 12.5a3.7 3.7 0 1 1 0 7.4 3.7 3.7 0 0 1 0-7.4zM18.5 12.5a3.7 3.7 0 1 1 0 7.4 3.7 3.7 0 0 1 0-7.4zM5.5 16.2 9 9h6.5l3 7.2M9 9l3.2 7.2H5.5M12.2 16.2 15.5 9l-1-3H17M7.5 6.5h3L9 9",
  dog: "M6 4.5 9 8h4.5l2 2H20v2.5a3 3 0 0 1-3 3h-3V20H6.5l.5-6-2.5-4zM12.3 11.2v.2M20 10v.6",
  cat: "M5.5 4.5 9.5 8h5l4-3.5V13a6.5 6.5 0 0 1-13 0zM9.5 12v.2M14.5 12v.2M11.2 15.5h1.6M2.5 13.5h2M19.5 13.5h2",
  animal:
    "M12 12.5c2.6 0 5 2.9 5 5.2 0 1.7-1.3 2.3-2.6 2-1.6-.3-3.2-.3-4.8 0-1.3.3-2.6-.3-2.6-2 0-2.3 2.4-5.2 5-5.2zM4.8 10.5v1.4M9 5.3v2.2M15 5.3v2.2M19.2 10.5v1.4",
  parcel: "M4 7.8 12 4l8 3.8v8.7L12 20.5l-8-4zM4 7.8l8 3.9 8-3.9M12 11.7v8.8M8 5.9l8 3.9",
  none: "M4 8.5V4h4.5M15.5 4H20v4.5M20 15.5V20h-4.5M8.5 20H4v-4.5M10 10.2a2.1 2.1 0 1 1 3.1 1.8c-.8.5-1.1.8-1.1 1.7M12 16.3v.2",
};

export function sortWord(sort: Sort): string {
  return WORDS[sort];
}

/** "a person", "an animal". */
export function oneOf(kind: Kind): string {
  const word = WORDS[kind].toLowerCase();
  return `${kind === "animal" ? "an" : "a"} ${word}`;
}

/** "Person, Car": for titles, and for who cannot see. */
export function kindsText(kinds: readonly Kind[]): string {
  return kinds.map(sortWord).join(", ");
}

export function sortIcon(sort: Sort): SVGElement {
  const shape = drawn("svg", { viewBox: "0 0 24 24", "aria-hidden": "true", class: "sort" });
  shape.append(drawn("path", { d: SHAPES[sort] }));
  return shape;
}

/** An icon and its word, one beside the other. */
export function kindMarks(kinds: readonly Kind[]): HTMLElement[] {
  return kinds.map((kind) => make("span", { class: "kind" }, sortIcon(kind), WORDS[kind]));
}

/** Whether something of a list that is narrowed to those sorts is in it. */
export function matches({ kinds }: { kinds: readonly Kind[] }, sorts: readonly Sort[]): boolean {
  return (
    sorts.length === 0 ||
    (kinds.length === 0 ? sorts.includes("none") : kinds.some((kind) => sorts.includes(kind)))
  );
}
