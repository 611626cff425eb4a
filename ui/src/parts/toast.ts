import { part, say } from "../dom.ts";

/** Milliseconds that it stays. */
const STAYS = 6000;

let leaving = 0;

/** Says, at the edge of the page and for a while, how something went that has no place of its own. */
export function tell(text: string): void {
  const toast = part(document, "toast", HTMLElement);
  say(toast, text);
  clearTimeout(leaving);
  leaving = setTimeout(() => say(toast, ""), STAYS);
}
