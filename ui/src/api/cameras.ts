import { fieldsOf, positiveOr } from "./fields.ts";
import { type Answer, change, get, nothing } from "./request.ts";

export interface Camera {
  name: string;
  width: number;
  height: number;
  /** Undefined where a camera has no switch. */
  on: boolean | undefined;
}

export function getCameras(): Promise<Answer<Camera[]>> {
  return get("api/v1/cameras", (value) => {
    const { cameras } = fieldsOf(value);
    return Array.isArray(cameras) ? cameras.flatMap(toCamera) : [];
  });
}

export function switchCamera(camera: string, on: boolean): Promise<Answer<undefined>> {
  return change("PUT", `api/v1/cameras/${encodeURIComponent(camera)}/switch`, { on }, nothing);
}

/** Where a camera is watched live; docs/ref/live-protocol.md says what is spoken there. */
export function liveUrl(camera: string): string {
  const url = new URL(`api/v1/cameras/${encodeURIComponent(camera)}/live`, document.baseURI);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  url.search = url.hash = "";
  return url.href;
}

function toCamera(value: unknown): Camera[] {
  const { name, width, height, on } = fieldsOf(value);
  return typeof name === "string" && name !== ""
    ? [
        {
          name,
          width: positiveOr(width, 16),
          height: positiveOr(height, 9),
          on: typeof on === "boolean" ? on : undefined,
        },
      ]
    : [];
}
