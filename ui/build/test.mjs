// Runs every *.test.ts below the given folder with node's own test runner.
import { build } from "esbuild";
import { spawnSync } from "node:child_process";
import { readdir, rm } from "node:fs/promises";
import path from "node:path";

const root = path.dirname(import.meta.dirname);
const [folder, ...only] = process.argv.slice(2);
const found = (await readdir(path.join(root, folder), { recursive: true }))
  .filter(
    (name) => name.endsWith(".test.ts") && (only.length === 0 || only.some((word) => name.includes(word))),
  )
  .map((name) => path.join(folder, name))
  .sort();
if (found.length === 0) {
  throw new Error(`no test below ${folder}`);
}

const outdir = path.join(root, "node_modules/.cache/tests", folder);
await rm(outdir, { recursive: true, force: true });
await build({
  absWorkingDir: root,
  entryPoints: found,
  bundle: true,
  outdir,
  outbase: folder,
  outExtension: { ".js": ".mjs" },
  packages: "external",
  platform: "node",
  format: "esm",
  target: "node20",
  sourcemap: "inline",
});
const compiled = found.map((name) => path.join(outdir, path.relative(folder, name).replace(/ts$/, "mjs")));
const run = spawnSync(
  process.execPath,
  ["--enable-source-maps", "--test", "--test-concurrency=1", "--test-reporter=spec", ...compiled],
  { cwd: root, stdio: "inherit" },
);
process.exit(run.status ?? 1);
