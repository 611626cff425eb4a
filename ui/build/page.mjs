// Builds the pages into dist/: index.html, onboarding.html, hashed assets, and a .gz beside each for the server to send as it is.
import { build } from "esbuild";
import { createHash } from "node:crypto";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { icon } from "./icon.mjs";

const root = path.dirname(import.meta.dirname);
const source = path.join(root, "src");
const dist = path.join(root, "dist");

await rm(dist, { recursive: true, force: true });
await mkdir(path.join(dist, "assets"), { recursive: true });

const options = {
  absWorkingDir: root,
  bundle: true,
  minify: true,
  write: false,
  outdir: "dist/assets",
  entryNames: "[name]",
  chunkNames: "[name]-[hash]",
  format: "esm",
  target: ["es2022", "chrome107", "firefox110", "safari16.4"],
  legalComments: "none",
  charset: "utf8",
};
// What the page loads only when somebody goes there is a file of its own, and so is what both need.
const page = await build({ ...options, entryPoints: ["src/main.ts"], splitting: true, metafile: true });
const rest = await build({
  ...options,
  entryPoints: [
    "src/main.css",
    "src/later.css",
    "src/onboarding/onboarding.ts",
    "src/onboarding/onboarding.css",
  ],
  outbase: "src",
});

// At the root, under a name that stays: a worker is over what lies below its own address.
const worker = await build({ ...options, entryPoints: ["src/sw.ts"], format: "iife" });

const assets = new Map();
for (const file of [...page.outputFiles, ...rest.outputFiles]) {
  assets.set(path.basename(file.path), Buffer.from(file.contents));
}
assets.set("nightjar.svg", await readFile(path.join(source, "nightjar.svg")));

const pages = new Map();
for (const name of ["index.html", "onboarding/onboarding.html"]) {
  pages.set(path.basename(name), await readFile(path.join(source, name), "utf8"));
}
const manifest = JSON.parse(await readFile(path.join(source, "nightjar.webmanifest"), "utf8"));
pages.set("nightjar.webmanifest", JSON.stringify(manifest));
const needed = page.metafile.outputs["dist/assets/main.js"].imports.filter(
  ({ kind }) => kind === "import-statement",
);
pages.set(
  "index.html",
  pages
    .get("index.html")
    .replace(
      /<script/,
      (script) =>
        needed
          .map((one) => `<link rel="modulepreload" href="assets/${path.basename(one.path)}" />`)
          .join("") + script,
    ),
);

/** Bytes by file, compressed. */
const sizes = new Map();
for (const [name, bytes] of assets) {
  if (/-[0-9A-Z]{8}\.js$/.test(name)) {
    await put(`assets/${name}`, bytes); // a chunk, named after its content already
    continue;
  }
  const { name: stem, ext } = path.parse(name);
  const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 10);
  const hashed = `assets/${stem}-${hash}${ext}`;
  if (![...pages.values()].some((page) => page.includes(`assets/${name}`))) {
    throw new Error(`no page uses assets/${name}`);
  }
  for (const [file, page] of pages) {
    pages.set(file, page.replaceAll(`assets/${name}`, hashed));
  }
  await put(hashed, bytes);
}
for (const [file, page] of pages) {
  await put(file, Buffer.from(page.replace(/<!--[^]*?-->\s*/g, "").replace(/\n\s+/g, "\n")));
}
await put("sw.js", Buffer.from(worker.outputFiles[0].contents));
for (const size of [192, 512]) {
  // Only who installs the page loads them, and there is nothing left in them to compress.
  const picture = icon(assets.get("nightjar.svg").toString(), size);
  await writeFile(path.join(dist, `icon-${size}.png`), picture);
  console.log(`${String(picture.length).padStart(6)} icon-${size}.png`);
}
const first = new RegExp(
  `^(index\\.html|assets/(main|nightjar)-|${needed.map((one) => "assets/" + path.basename(one.path)).join("|")})`,
);
weigh("that a first visit loads", (name) => first.test(name), 64_000);
// 80 kB were enough until the quality of pictures and the health of the box had words and numbers of their own, which
// take 4: nothing of the page was left to take out for them, and a first visit is still within its bound.
// Objects that are recognised take 10 more: boxes and paths over every picture, filters, and settings with rules. For them
// one event and its tuner come when somebody goes there, too: a first visit is less than it was.
// Alerts take 25: the conversation, the bell and the house's mode are on every page (6, of a first visit); what rings is had
// before it is needed, since it is needed when there may be no way to it (3); list, rules and ways come with who goes there.
// One goes to playing on where pictures are missing, which comes with the past.
weigh("of the page in all", (name) => !name.includes("onboarding"), 119_000);

function weigh(what, isCounted, most) {
  const total = [...sizes].reduce((sum, [name, size]) => sum + (isCounted(name) ? size : 0), 0);
  console.log(`${String(total).padStart(6)} bytes gzip ${what}`);
  if (total > most) {
    throw new Error(`no more than ${most} bytes may be ${what}`);
  }
}

async function put(name, bytes) {
  const tries = [5, 6, 7, 8].map((memLevel) => gzipSync(bytes, { level: 9, memLevel }));
  const small = tries.reduce((best, one) => (one.length < best.length ? one : best));
  small[9] = 255; // the header's "made on which system": unknown, so that every system builds the same bytes
  await writeFile(path.join(dist, name), bytes);
  await writeFile(path.join(dist, `${name}.gz`), small);
  sizes.set(name, small.length);
  console.log(`${String(small.length).padStart(6)} ${name}`);
}
