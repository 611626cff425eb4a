/** Which browser, on what, a User-Agent header means: roughly, as people would say it. */
export function agentText(agent: string): string {
  const browser = firstOf(agent, [
    [/Edg(?:A|iOS)?\//, "Edge"],
    [/OPR\//, "Opera"],
    [/SamsungBrowser\//, "Samsung Internet"],
    [/Firefox\/|FxiOS\//, "Firefox"],
    [/Chrome\/|CriOS\//, "Chrome"],
    [/Safari\//, "Safari"],
  ]);
  const system = firstOf(agent, [
    [/iPhone/, "iPhone"],
    [/iPad/, "iPad"],
    [/Android/, "Android"],
    [/CrOS/, "Chromebook"],
    [/Windows/, "Windows"],
    [/Mac OS X|Macintosh/, "Mac"],
    [/Linux|X11/, "Linux"],
  ]);
  if (browser === "" && system === "") {
    const product = /^[\w.-]{1,40}/.exec(agent)?.[0];
    return product ?? "Unknown browser";
  }
  return browser === "" ? system : system === "" ? browser : `${browser} on ${system}`;
}

function firstOf(agent: string, known: readonly (readonly [RegExp, string])[]): string {
  return known.find(([mark]) => mark.test(agent))?.[1] ?? "";
}
