// Says "right" if a file is what CycloneDX 1.6 requires, as far as the kinds of parts in it go; else what is wrong.
// Usage: node check-sbom.mjs FILE

import { readFileSync } from "node:fs";

const TYPES = ["application", "library", "machine-learning-model"];
const SCOPES = ["required", "optional", "excluded"];
const LENGTHS = { "SHA-1": 40, "SHA-256": 64, "SHA-384": 96, "SHA-512": 128 };
const bom = JSON.parse(readFileSync(process.argv[2], "utf8"));
const wrong = [];
const refs = new Set();

function must(holds, what) {
  if (!holds) {
    wrong.push(what);
  }
}

function component(part) {
  const who = part["bom-ref"] ?? part.name;
  must(TYPES.includes(part.type), `${who}: type`);
  must(typeof part.name === "string" && part.name !== "", `${who}: name`);
  must(part.scope === undefined || SCOPES.includes(part.scope), `${who}: scope`);
  must(part.version === undefined || part.version !== "", `${who}: version`);
  must(part.purl === undefined || /^pkg:(maven|npm|deb)\/[^ ]+@[^ ]+$/.test(part.purl), `${who}: purl`);
  must(Array.isArray(part.licenses) && part.licenses.every((licence) => licence.expression !== undefined), `${who}: licenses`);
  must(
    (part.hashes ?? []).every(({ alg, content }) => new RegExp(`^[0-9a-f]{${LENGTHS[alg]}}$`).test(content)),
    `${who}: hashes`,
  );
  must(!refs.has(who), `${who}: stands there twice`);
  refs.add(who);
  (part.components ?? []).forEach(component);
}

must(bom.bomFormat === "CycloneDX", "bomFormat");
must(bom.specVersion === "1.6", "specVersion");
must(Number.isInteger(bom.version) && bom.version > 0, "version");
must(!Number.isNaN(Date.parse(bom.metadata.timestamp)), "metadata.timestamp");
component(bom.metadata.component);
bom.components.forEach(component);
must(
  bom.dependencies.every(({ ref, dependsOn }) => refs.has(ref) && dependsOn.every((one) => refs.has(one))),
  "dependencies lead nowhere",
);
must(
  bom.components.some((part) => part.type === "machine-learning-model") && bom.components.length > 40,
  "parts are missing",
);
console.log(wrong.length === 0 ? "right" : wrong.join("\n"));
process.exitCode = wrong.length === 0 ? 0 : 1;
