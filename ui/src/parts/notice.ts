import { fromTemplate, part, say } from "../dom.ts";

/** Words in place of everything else on the page. */
export function showNotice(main: HTMLElement, title: string, detail: string): void {
  let notice = main.querySelector<HTMLElement>(".notice");
  if (notice === null) {
    notice = fromTemplate("notice");
    main.replaceChildren(notice);
  }
  say(part(notice, "title", HTMLElement), title);
  say(part(notice, "detail", HTMLElement), detail);
}

export function showUnreachable(main: HTMLElement): void {
  main.dataset["state"] = "unreachable";
  showNotice(
    main,
    "The server does not answer",
    "The page keeps trying. Is it switched on, and are you on its network?",
  );
}
