// Lists what the package is made of, as CycloneDX 1.6: Maven's jars, the model, and what built the page (excluded: none of it is inside).
// Usage: node sbom.mjs VERSION PLATFORM REPOSITORY PROGRAM > sbom.cdx.json
// Fails where a part's licence is not known: a new dependency brings its line here and in THIRD-PARTY.md.

import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative, sep } from "node:path";

const [version, platform, repository, program] = process.argv.slice(2);
const root = new URL("../../", import.meta.url);

/** By group, or group and name. An SPDX expression. */
const LICENCES = {
  "com.fasterxml.jackson.core": "Apache-2.0",
  "tools.jackson.core": "Apache-2.0",
  "tools.jackson.dataformat": "Apache-2.0",
  "com.google.dagger": "Apache-2.0",
  "com.hivemq": "Apache-2.0",
  "com.webauthn4j": "Apache-2.0",
  "io.avaje": "Apache-2.0",
  "io.nayuki": "MIT",
  "io.netty": "Apache-2.0",
  "io.reactivex.rxjava2": "Apache-2.0",
  "jakarta.activation": "BSD-3-Clause",
  "jakarta.mail": "EPL-2.0 OR GPL-2.0-only WITH Classpath-exception-2.0",
  "javax.inject": "Apache-2.0",
  "org.bytedeco": "Apache-2.0 OR GPL-2.0-or-later WITH Classpath-exception-2.0",
  "org.eclipse.angus/angus-activation": "BSD-3-Clause",
  "org.eclipse.angus/angus-mail": "EPL-2.0 OR GPL-2.0-only WITH Classpath-exception-2.0",
  "org.eclipse.jetty": "Apache-2.0 OR EPL-2.0",
  "org.eclipse.jetty.websocket": "Apache-2.0 OR EPL-2.0",
  "org.jctools": "Apache-2.0",
  "org.jetbrains": "Apache-2.0",
  "org.jspecify": "Apache-2.0",
  "org.reactivestreams": "MIT-0",
  "org.slf4j": "MIT",
  "org.snakeyaml": "Apache-2.0",
  "org.xerial": "Apache-2.0",
};

/** Inside of jars, in no registry by themselves. By the coordinates of what brings them. */
const WITHIN = {
  "org.bytedeco/ffmpeg": [
    { name: "FFmpeg", version: (v) => v.split("-")[0], licence: "LGPL-3.0-or-later", site: "https://ffmpeg.org" },
    { name: "OpenH264", version: () => undefined, licence: "BSD-2-Clause", site: "https://github.com/cisco/openh264" },
  ],
  "org.bytedeco/tensorflow-lite": [
    { name: "TensorFlow Lite", version: (v) => v.split("-")[0], licence: "Apache-2.0", site: "https://github.com/tensorflow/tensorflow" },
  ],
  "org.xerial/sqlite-jdbc": [
    { name: "SQLite", version: (v) => v.replace(/\.0$/, ""), licence: "blessing", site: "https://sqlite.org" },
  ],
};

function sha256(file) {
  return { alg: "SHA-256", content: createHash("sha256").update(readFileSync(file)).digest("hex") };
}

function jars(folder) {
  return readdirSync(folder)
    .sort()
    .map((name) => join(folder, name))
    .flatMap((path) => (statSync(path).isDirectory() ? jars(path) : path.endsWith(".jar") ? [path] : []));
}

function expression(licence) {
  return [{ expression: licence }];
}

/** @param file group/…/name/version/name-version[-classifier].jar, as Maven's own repository has it */
function maven(file) {
  const parts = relative(repository, file).split(sep);
  const [name, release, jar] = parts.slice(-3);
  const group = parts.slice(0, -3).join(".");
  const licence = LICENCES[`${group}/${name}`] ?? LICENCES[group];
  if (licence === undefined) {
    throw new Error(`${group}:${name} has no licence here: add it to deploy/package/sbom.mjs and THIRD-PARTY.md`);
  }
  const classifier = jar.slice(`${name}-${release}`.length, -".jar".length).replace(/^-/, "");
  const purl = `pkg:maven/${group}/${name}@${release}?${classifier === "" ? "" : `classifier=${classifier}&`}type=jar`;
  const within = classifier === "" && group === "org.bytedeco" ? [] : (WITHIN[`${group}/${name}`] ?? []);
  return {
    type: "library",
    "bom-ref": purl,
    group,
    name,
    version: release,
    scope: "required",
    hashes: [sha256(file)],
    licenses: expression(licence),
    purl,
    ...(within.length > 0 && { components: within.map((part) => inner(part, release, purl)) }),
  };
}

function inner({ name, version: of, licence, site }, release, purl) {
  const number = of(release);
  return {
    type: "library",
    "bom-ref": `${purl}#${name}`,
    name,
    ...(number !== undefined && { version: number }),
    licenses: expression(licence),
    externalReferences: [{ type: "website", url: site }],
  };
}

function locked(folder) {
  const lock = JSON.parse(readFileSync(new URL(`${folder}/package-lock.json`, root), "utf8"));
  return Object.entries(lock.packages)
    .filter(([path, found]) => path !== "" && found.version !== undefined)
    .map(([path, found]) => ({ name: path.replace(/^.*node_modules\//, ""), path, ...found }));
}

function npmUrl({ name, version: release }) {
  return `pkg:npm/${name.replace("@", "%40")}@${release}`;
}

function integrity(text) {
  const [kind, base64] = text.split("-");
  return { alg: kind.replace("sha", "SHA-"), content: Buffer.from(base64, "base64").toString("hex") };
}

function builder(found) {
  return {
    type: "library",
    "bom-ref": `${npmUrl(found)}#${found.path}`,
    name: found.name,
    version: found.version,
    scope: "excluded",
    ...(found.integrity !== undefined && { hashes: [integrity(found.integrity)] }),
    ...(found.license !== undefined && { licenses: expression(found.license) }),
    purl: npmUrl(found),
  };
}

function model() {
  const [from] = locked("model");
  return {
    type: "machine-learning-model",
    "bom-ref": "model/objects.tflite",
    name: "objects.tflite",
    version: from.version,
    description: `SSD MobileNetV2, Open Images v4, cut out of ${from.name}`,
    scope: "required",
    hashes: [sha256(join(program, "model/objects.tflite"))],
    licenses: expression("Apache-2.0"),
    purl: npmUrl(from),
  };
}

function system(name, licence) {
  return { type: "library", "bom-ref": `debian/${name}`, name, scope: "required", description: "of Debian's, not in this package", licenses: expression(licence) };
}

const parts = jars(repository).map(maven);
const own = {
  type: "application",
  "bom-ref": "nightjar",
  name: "nightjar",
  version,
  hashes: [sha256(join(program, "nightjar.jar"))],
  licenses: expression("Apache-2.0"),
  purl: `pkg:deb/nightjar@${encodeURIComponent(version)}?arch=${platform === "linux-arm64" ? "arm64" : "amd64"}`,
};
const needed = [...parts, model(), system("openjdk-25-jre-headless", "GPL-2.0-only WITH Classpath-exception-2.0"), system("libargon2-1", "CC0-1.0 OR Apache-2.0")];
const bom = {
  $schema: "http://cyclonedx.org/schema/bom-1.6.schema.json",
  bomFormat: "CycloneDX",
  specVersion: "1.6",
  version: 1,
  metadata: {
    timestamp: new Date(Number(process.env.SOURCE_DATE_EPOCH) * 1000).toISOString(),
    component: own,
  },
  components: [...needed, ...locked("ui").map(builder)],
  dependencies: [{ ref: "nightjar", dependsOn: needed.map((part) => part["bom-ref"]) }],
};
console.log(JSON.stringify(bom, null, 2));
