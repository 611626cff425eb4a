// Cuts the model and the names of its classes out of the package's bundle, and refuses any other than the one we know.

import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const BUNDLE = "node_modules/@mediapipe/objectron/objectron_solution_packed_assets";
const FILES = [
  {
    inside: "/third_party/mediapipe/modules/objectron/object_detection_ssd_mobilenetv2_oidv4_fp16.tflite",
    name: "objects.tflite",
    sha256: "d0a5255bf8c4f5a0bc4240741a76c41d5e939f7655078f945f50ab53a9375da6",
  },
  {
    inside: "/object_detection_oidv4_labelmap.txt",
    name: "objects.txt",
    sha256: "c148336a65f673013609a923fdcbdeec0f49df935045029c3746a3828a0e80e0",
  },
];

/** What the bundle's loader says of where its files begin and end. */
function contents(loader) {
  const found = /loadPackage\((\{"files": \[.*\], "remote_package_size": \d+\})\)/.exec(loader);
  if (!found) {
    throw new Error(`${BUNDLE}_loader.js does not say what is in the bundle`);
  }
  return JSON.parse(found[1]).files;
}

function cut(bundle, places, { inside, name, sha256 }) {
  const place = places.find((file) => file.filename === inside);
  if (!place) {
    throw new Error(`there is no ${inside} in the bundle`);
  }
  const bytes = bundle.subarray(place.start, place.end);
  const got = createHash("sha256").update(bytes).digest("hex");
  if (got !== sha256) {
    throw new Error(`${inside} has SHA-256 ${got}, not ${sha256}`);
  }
  writeFileSync(`dist/${name}.new`, bytes);
  renameSync(`dist/${name}.new`, `dist/${name}`);
}

process.chdir(fileURLToPath(new URL(".", import.meta.url)));
try {
  const places = contents(readFileSync(`${BUNDLE}_loader.js`, "utf8"));
  const bundle = readFileSync(`${BUNDLE}.data`);
  mkdirSync("dist", { recursive: true });
  FILES.forEach((file) => cut(bundle, places, file));
  ["LICENSE", "NOTICE"].forEach((file) => copyFileSync(file, `dist/${file}`));
} catch (e) {
  console.error(`cut: ${e.message}`);
  process.exitCode = 1;
}
