/** Footage to take along: the server makes files of it while they are sent. */
import { fieldsOf, listOf, numberOr, textOr } from "./fields.ts";
import { type Answer, change, fetchBytes, get, nothing } from "./request.ts";
import type { Fetched } from "./footage.ts";

export interface ExportFile {
  camera: string;
  name: string;
  size: number;
  url: string;
}

export interface Export {
  id: string;
  files: ExportFile[];
}

export interface Progress {
  sent: number;
  size: number;
  state: string;
}

export function createExport(cameras: readonly string[], from: number, to: number): Promise<Answer<Export>> {
  return change("POST", "api/v1/exports", { cameras, from, to }, (value) => {
    const { id, files } = fieldsOf(value);
    return {
      id: typeof id === "number" ? String(id) : textOr(id, ""),
      files: listOf(files, (one) => {
        const { camera, name, size, url } = fieldsOf(one);
        return {
          camera: textOr(camera, ""),
          name: textOr(name, "clip.mp4"),
          size: numberOr(size, 0),
          url: textOr(url, ""),
        };
      }),
    };
  });
}

export function getExport(id: string): Promise<Answer<Progress>> {
  return get(`api/v1/exports/${encodeURIComponent(id)}`, (value) => {
    const { sent, size, state } = fieldsOf(value);
    return {
      sent: numberOr(sent, 0),
      size: numberOr(size, 0),
      state: textOr(state, ""),
    };
  });
}

export function cancelExport(id: string): Promise<Answer<undefined>> {
  return change("DELETE", `api/v1/exports/${encodeURIComponent(id)}`, undefined, nothing);
}

/** The whole of a file, for what cannot take an address. */
export async function fetchFile(url: string, signal: AbortSignal): Promise<Fetched<Blob>> {
  const answer = await fetchBytes(url, signal);
  if (answer.kind !== "ok") {
    return answer;
  }
  try {
    return { kind: "ok", value: await answer.value.blob() };
  } catch {
    return { kind: signal.aborted ? "given up" : "unreachable" };
  }
}
