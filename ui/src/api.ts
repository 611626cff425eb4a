/** Every request to the server. Nothing else calls fetch or names a path of it. */

/** Milliseconds that an answer may take. */
const PATIENCE = 8000;

export type Answer<T> =
  { kind: "ok"; value: T } | { kind: "refused"; status: number } | { kind: "unreachable" };

export interface Server {
  name: string;
  version: string;
  mode: "demo" | "run";
}

export interface Camera {
  name: string;
  width: number;
  height: number;
}

export function getServer(): Promise<Answer<Server>> {
  return getJson("api/v1/server", (value) => {
    const { name, version, mode } = fieldsOf(value);
    return {
      name: textOr(name, "Nightjar"),
      version: textOr(version, ""),
      mode: mode === "demo" ? "demo" : "run",
    };
  });
}

export function getCameras(): Promise<Answer<Camera[]>> {
  return getJson("api/v1/cameras", (value) => {
    const { cameras } = fieldsOf(value);
    return Array.isArray(cameras) ? cameras.flatMap(toCamera) : [];
  });
}

/** Where a camera is watched live; docs/ref/live-protocol.md says what is spoken there. */
export function liveUrl(camera: string): string {
  const url = new URL(`api/v1/cameras/${encodeURIComponent(camera)}/live`, document.baseURI);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  url.search = url.hash = "";
  return url.href;
}

function toCamera(value: unknown): Camera[] {
  const { name, width, height } = fieldsOf(value);
  return typeof name === "string" && name !== ""
    ? [{ name, width: positiveOr(width, 16), height: positiveOr(height, 9) }]
    : [];
}

async function getJson<T>(path: string, read: (value: unknown) => T): Promise<Answer<T>> {
  try {
    const response = await fetch(path, { signal: AbortSignal.timeout(PATIENCE), cache: "no-store" });
    return response.ok
      ? { kind: "ok", value: read(await response.json()) }
      : { kind: "refused", status: response.status };
  } catch {
    return { kind: "unreachable" };
  }
}

function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}

function textOr(value: unknown, otherwise: string): string {
  return typeof value === "string" ? value : otherwise;
}

function positiveOr(value: unknown, otherwise: number): number {
  return typeof value === "number" && value > 0 ? value : otherwise;
}
