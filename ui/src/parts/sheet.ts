import { fromTemplate } from "../dom.ts";

let styled: Promise<void> | undefined;

/** The sheet of what is loaded later; its address is in the page, since it is named after its content. */
export function style(): Promise<void> {
  styled ??= new Promise((resolve, reject) => {
    const sheet = fromTemplate("later-style");
    sheet.addEventListener("load", () => resolve());
    sheet.addEventListener("error", () => {
      styled = undefined;
      reject(new Error("no style"));
    });
    document.head.append(sheet);
  });
  return styled;
}
