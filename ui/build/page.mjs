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

const built = await build({
  absWorkingDir: root,
  entryPoints: [
    "src/main.ts",
    "src/main.css",
    "src/onboarding/onboarding.ts",
    "src/onboarding/onboarding.css",
  ],
  bundle: true,
  minify: true,
  write: false,
  outdir: "dist/assets",
  entryNames: "[name]",
  format: "esm",
  target: ["es2022", "chrome107", "firefox110", "safari16.4"],
  legalComments: "none",
  charset: "utf8",
});

const assets = new Map();
for (const file of built.outputFiles) {
  assets.set(path.basename(file.path), Buffer.from(file.contents));
}
assets.set("nightjar.svg", await readFile(path.join(source, "nightjar.svg")));

const pages = new Map();
for (const name of ["index.html", "onboarding/onboarding.html"]) {
  pages.set(path.basename(name), await readFile(path.join(source, name), "utf8"));
}
let total = 0;
for (const [name, bytes] of assets) {
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
console.log(`${String(total).padStart(6)} bytes gzip in all`);

async function put(name, bytes) {
  const small = gzipSync(bytes, { level: 9 });
  small[9] = 255; // the header's "made on which system": unknown, so that every system builds the same bytes
  await writeFile(path.join(dist, name), bytes);
  await writeFile(path.join(dist, `${name}.gz`), small);
  total += small.length;
  console.log(`${String(small.length).padStart(6)} ${name}`);
}
