import assert from "node:assert/strict";
import { test } from "node:test";
import { askedPlay, choose, type Play } from "./choose.ts";

/** Letters: secure context, VideoDecoder, MediaSource. A "!" before a way says that it failed. */
for (const [browser, failed, asked, expected] of [
  ["SDM", "", undefined, "webcodecs"],
  ["SD-", "", undefined, "webcodecs"],
  ["--M", "", undefined, "mse: page is not a secure context"],
  ["S-M", "", undefined, "mse: browser has no WebCodecs"],
  ["---", "", undefined, "jpeg: page is not a secure context; browser has no MediaSource"],
  ["SDM", "!webcodecs", undefined, "mse: webcodecs broke"],
  ["SDM", "!webcodecs !mse", undefined, "jpeg: webcodecs broke; mse broke"],
  ["SDM", "!webcodecs !mse !jpeg", undefined, "jpeg: webcodecs broke; mse broke"],
  ["SDM", "", "webcodecs", "webcodecs"],
  ["SDM", "", "mse", "mse: asked for"],
  ["SDM", "", "jpeg", "jpeg: asked for"],
  ["SDM", "!mse", "mse", "jpeg: mse broke"],
  ["--M", "", "webcodecs", "mse: page is not a secure context"],
] as const) {
  test(`${browser} ${failed} asked ${asked ?? "nothing"} plays ${expected}`, () => {
    const abilities = {
      secureContext: browser.includes("S"),
      videoDecoder: browser.includes("D"),
      mediaSource: browser.includes("M"),
    };
    const broken = failed.split(" ").flatMap((word) => (word === "" ? [] : [word.slice(1) as Play]));
    const { play, why } = choose(abilities, new Map(broken.map((way) => [way, `${way} broke`])), asked);
    assert.equal(why === "" ? play : `${play}: ${why}`, expected);
  });
}

for (const [search, expected] of [
  ["", undefined],
  ["?play=mse", "mse"],
  ["?a=b&play=jpeg", "jpeg"],
  ["?play=flash", undefined],
] as const) {
  test(`address ${search} asks for ${expected ?? "nothing"}`, () => {
    assert.equal(askedPlay(search), expected);
  });
}
