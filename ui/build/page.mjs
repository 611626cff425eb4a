// Builds the pages into dist/: index.html, onboarding.html, hashed assets, and a .gz beside each for the server to send as it is.
import { build } from "esbuild";
import { createHash } from "node:crypto";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { gzipSync } from "node:zlib";

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
    "src/past/past.css",
    "src/onboarding/onboarding.ts",
    "src/onboarding/onboarding.css",
  ],
  outbase: "src",
});

const assets = new Map();
for (const file of [...page.outputFiles, ...rest.outputFiles]) {
  assets.set(path.basename(file.path), Buffer.from(file.contents));
}
assets.set("nightjar.svg", await readFile(path.join(source, "nightjar.svg")));

const pages = new Map();
for (const name of ["index.html", "onboarding/onboarding.html"]) {
  pages.set(path.basename(name), await readFile(path.join(source, name), "utf8"));
}
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
const first = new RegExp(
  `^(index\\.html|assets/(main|nightjar)-|${needed.map((one) => "assets/" + path.basename(one.path)).join("|")})`,
);
weigh("that a first visit loads", (name) => first.test(name), 64_000);
weigh("of the page in all", (name) => !name.includes("onboarding"), 80_000);

function weigh(what, isCounted, most) {
  const total = [...sizes].reduce((sum, [name, size]) => sum + (isCounted(name) ? size : 0), 0);
  console.log(`${String(total).padStart(6)} bytes gzip ${what}`);
  if (total > most) {
    throw new Error(`no more than ${most} bytes may be ${what}`);
  }
}

async function put(name, bytes) {
  const small = gzipSync(bytes, { level: 9 });
  small[9] = 255; // the header's "made on which system": unknown, so that every system builds the same bytes
  await writeFile(path.join(dist, name), bytes);
  await writeFile(path.join(dist, `${name}.gz`), small);
  sizes.set(name, small.length);
  console.log(`${String(small.length).padStart(6)} ${name}`);
}
