/** Ways to play, the best first. */
export const PLAYS = ["webcodecs", "mse", "jpeg"] as const;
export type Play = (typeof PLAYS)[number];

export const PLAY_NAMES: Readonly<Record<Play, string>> = {
  webcodecs: "WebCodecs",
  mse: "MSE",
  jpeg: "JPEG",
};

/** What the browser offers this page. */
export interface Abilities {
  secureContext: boolean;
  videoDecoder: boolean;
  mediaSource: boolean;
}

export interface Choice {
  play: Play;
  /** For people: why this way and no better one; empty if it is the best. */
  why: string;
}

/** The best way to play that works here, has not failed and, if one is asked for, is no better than that. */
export function choose(abilities: Abilities, failed: ReadonlyMap<Play, string>, asked?: Play): Choice {
  let why = asked === undefined || asked === "webcodecs" ? "" : "asked for";
  for (const play of PLAYS.slice(asked === undefined ? 0 : PLAYS.indexOf(asked))) {
    const against = obstacle(play, abilities) ?? failed.get(play);
    if (against === undefined || play === "jpeg") {
      return { play, why };
    }
    why = why === "" || why === "asked for" ? against : `${why}; ${against}`;
  }
  return { play: "jpeg", why };
}

function obstacle(play: Play, abilities: Abilities): string | undefined {
  switch (play) {
    case "webcodecs":
      return !abilities.secureContext
        ? "page is not a secure context"
        : abilities.videoDecoder
          ? undefined
          : "browser has no WebCodecs";
    case "mse":
      return abilities.mediaSource ? undefined : "browser has no MediaSource";
    case "jpeg":
      return undefined;
  }
}

/** The way the page's address asks for, as in `?play=mse`. */
export function askedPlay(search: string): Play | undefined {
  const asked = new URLSearchParams(search).get("play");
  return PLAYS.find((play) => play === asked);
}
