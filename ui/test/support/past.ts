/** The stand-in's recordings: what there is of which camera, and video of any of it. Times are microseconds since 1970. */
import { CODECS, FPS, fragment, initSegment, still } from "./drawn-video.ts";
import { badField, DONE, type Json, made, now, ok, Refusal, type Reply } from "./exchange.ts";

export interface Recorded {
  start: number;
  end: number;
  event: boolean;
  locked: boolean;
  open: boolean;
  /** A quiet scene: a picture a second, an IDR each ten; and the sixth is so late, which nobody tells. */
  late?: number;
  /** Once the late one is there, the one before it is said to have lasted until then. */
  held?: boolean;
}

/** A caller, as far as recordings ask. */
export interface Caller {
  needOperator(): void;
  isAdministrator: boolean;
  sees(camera: string): boolean;
  range: string;
}

interface Export {
  id: string;
  from: number;
  to: number;
  files: { camera: string; name: string; size: number; url: string }[];
  sent: number;
}

const DAY = 86_400e6;

export class Past {
  /** Oldest first, by camera. A camera that is not there records nothing. */
  readonly footage = new Map<string, Recorded[]>();
  /** What GET /storage says, in place of what is usual. */
  storage: Json = {};
  modes = new Map<string, Json>();
  readonly exports: Export[] = [];
  /** Spans of video that were asked for, oldest first, and moments of which pictures were. */
  readonly played: { from: number; to: number; origin: number }[] = [];
  readonly pictured: number[] = [];
  /** Why nothing is told of footage; empty: it is. */
  broken = "";
  /** How long a picture takes, in milliseconds. */
  slow = 0;

  /** Adds a span, and whatever was there stays. */
  record(camera: string, start: number, end: number, more: Partial<Recorded> = {}): void {
    const spans = this.footage.get(camera) ?? [];
    spans.push({ start, end, event: false, locked: false, open: false, ...more });
    this.footage.set(
      camera,
      spans.sort((a, b) => a.start - b.start),
    );
  }

  answer(method: string, path: string, query: URLSearchParams, body: Json, by: Caller): Reply | undefined {
    const [what = "", one = "", more = "", last = ""] = path.split("/").map(decodeURIComponent);
    if (what === "cameras" && ["footage", "video", "frame"].includes(more)) {
      return by.sees(one)
        ? this.#camera(`${method} ${more} ${last}`.trim(), one, query, body, by)
        : missing();
    }
    switch (`${method} ${what} ${one}`.trim()) {
      case "GET footage days":
        return this.#days(query.get("camera") ?? "");
      case "GET storage":
        return ok(this.#stored(by));
      case "POST exports":
        return this.#export(body, by);
    }
    return what === "exports"
      ? this.#exported(`${method} ${more === "" ? "" : "file"}`, one, more, by)
      : undefined;
  }

  #spans(camera: string, from: number, to: number): Recorded[] {
    const end = now();
    return (this.footage.get(camera) ?? [])
      .map((span) => (span.open ? { ...span, end } : span))
      .filter((span) => span.end > from && span.start < to);
  }

  #camera(what: string, camera: string, query: URLSearchParams, body: Json, by: Caller): Reply | undefined {
    const [from, to] = [Number(query.get("from")), Number(query.get("to"))];
    switch (what) {
      case "GET footage":
        if (this.broken !== "") {
          throw new Refusal(503, this.broken);
        }
        return this.#told(camera, from, to, Number(query.get("buckets") ?? 288));
      case "GET video":
        return this.#video(camera, from, to, Number(query.get("origin")), by.range);
      case "GET frame": {
        const at = Number(query.get("at"));
        this.pictured.push(at);
        const span = this.#spans(camera, at - DAY, at + 1).findLast(({ start }) => start <= at);
        if (span === undefined) {
          throw new Refusal(404, "there is no footage then", { code: "footage" });
        }
        const step = query.get("exact") === "true" ? 1e6 / FPS : 1e6;
        const shown = Math.min(span.end - step, at);
        const captured = span.start + Math.floor((shown - span.start) / step) * step;
        return {
          status: 200,
          bytes: still(captured),
          type: "image/png",
          headers: { "Nightjar-Captured": String(Math.round(captured)) },
          after: this.slow,
        };
      }
      case "PUT footage lock":
        by.needOperator();
        this.#change(camera, Number(body["from"]), Number(body["to"]), (span) => ({
          ...span,
          locked: body["locked"] === true,
        }));
        return DONE;
      case "DELETE footage": {
        by.needOperator();
        const inside = this.#spans(camera, from, to);
        const kept = inside.filter(({ locked }) => locked);
        this.#change(camera, from, to, (span) => (span.locked ? span : undefined));
        const bytes = Math.round((lasting(inside, from, to) - lasting(kept, from, to)) / 25);
        return ok({ files: inside.length - kept.length, bytes, locked: kept.length });
      }
    }
    return undefined;
  }

  /** Cuts spans at the ends of a change, and changes what is within. */
  #change(camera: string, from: number, to: number, how: (span: Recorded) => Recorded | undefined): void {
    const all = (this.footage.get(camera) ?? []).flatMap((span) => {
      const cut = (start: number, end: number): Recorded[] =>
        end > start ? [{ ...span, start, end, open: span.open && end === span.end }] : [];
      return [
        ...cut(span.start, Math.min(span.end, from)),
        ...cut(Math.max(span.start, from), Math.min(span.end, to)).flatMap((inner) => how(inner) ?? []),
        ...cut(Math.max(span.start, to), span.end),
      ];
    });
    this.footage.set(camera, all);
  }

  #told(camera: string, from: number, to: number, buckets: number): Reply {
    if (!(to > from) || to - from > 31 * DAY) {
      throw badField("to", "to is after from, by at most 31 days");
    }
    if (!(buckets >= 1 && buckets <= 2000)) {
      throw badField("buckets", "buckets is from 1 to 2000");
    }
    const all = this.#spans(camera, 0, Infinity);
    const spans = this.#spans(camera, from, to);
    const step = (to - from) / buckets;
    const values = Array.from({ length: buckets }, (_, i) => {
      const at = from + (i + 0.5) * step;
      const span = spans.find(({ start, end }) => start <= at && at < end);
      const noise = Math.abs(Math.sin(Math.floor(at / Math.max(step, 20e6)) * 12.9898) * 43758.5453) % 1;
      return span === undefined ? 0 : span.event ? Math.round(120 + 130 * noise) : Math.round(26 * noise);
    });
    return ok({
      camera,
      from,
      to,
      first: all[0]?.start ?? 0,
      last: all.at(-1)?.end ?? 0,
      live: all.some(({ open }) => open),
      spans: spans.map((span) => ({ ...span, rendition: "main", mended: false })),
      activity: { from, step, values },
    });
  }

  #video(camera: string, from: number, to: number, origin: number, range: string): Reply {
    if (!(to > from) || to - from > 600e6) {
      throw badField("to", "to is after from, by at most 10 minutes");
    }
    if (range === "") {
      this.played.push({ from, to, origin });
    }
    const bytes = this.#cut(camera, from, to, origin);
    if (bytes.length === 0) {
      throw new Refusal(404, "there is no footage then", { code: "footage" });
    }
    const headers = { "Nightjar-Codecs": CODECS, "Accept-Ranges": "bytes" };
    return range === "bytes=0-0"
      ? {
          status: 206,
          bytes: bytes.subarray(0, 1),
          type: "video/mp4",
          headers: { ...headers, "Content-Range": `bytes 0-0/${bytes.length}` },
        }
      : { status: 200, bytes, type: "video/mp4", headers };
  }

  /** From the key frame at or before `from`: each second has one. Each span begins with a segment of its own. */
  #cut(camera: string, from: number, to: number, origin: number): Buffer {
    const out: Buffer[] = [];
    let sequence = 1;
    for (const { start, end, late, held = false } of this.#spans(camera, from, to)) {
      if (late !== undefined) {
        out.push(initSegment(), ...quiet({ start, end, late, held }, from, to, origin));
        continue;
      }
      const first = start + Math.max(0, Math.floor((from - start) / 1e6)) * 1e6;
      out.push(initSegment());
      for (let at = first; at < Math.min(end, to); at += 1e6) {
        const pictures = Math.min(FPS, Math.floor((end - at) / (1e6 / FPS)));
        if (pictures > 0) {
          out.push(fragment(at, pictures, origin, sequence++));
        }
      }
    }
    return Buffer.concat(out);
  }

  /** By days of UTC: tests that look at days run in it. */
  #days(camera: string): Reply {
    const days = new Map<string, Json & { seconds: number; events: number; locked: number }>();
    for (const span of this.#spans(camera, 0, Infinity)) {
      for (let at = span.start; at < span.end; at = (Math.floor(at / DAY) + 1) * DAY) {
        const day = new Date(at / 1000).toISOString().slice(0, 10);
        const seconds = (Math.min(span.end, (Math.floor(at / DAY) + 1) * DAY) - at) / 1e6;
        const told = days.get(day) ?? { day, seconds: 0, events: 0, locked: 0 };
        told.seconds += seconds;
        told.events += span.event ? seconds : 0;
        told.locked += span.locked ? seconds : 0;
        days.set(day, told);
      }
    }
    return ok({ days: [...days.values()] });
  }

  #stored(by: Caller): Json {
    const all = [...this.footage].flatMap(([, spans]) => spans);
    return {
      ...(by.isAdministrator ? { folder: "/var/lib/nightjar/footage" } : {}),
      disk: { size: 64e9, free: 21.4e9 },
      used: 35.2e9,
      limit: 0,
      oldest: Math.min(...all.map(({ start }) => start), Infinity) === Infinity ? 0 : (all[0]?.start ?? 0),
      recording: [...this.modes]
        .filter(([camera]) => by.sees(camera))
        .map(([camera, more]) => ({ camera, mode: "continuous", state: "recording", problem: "", ...more })),
      problem: "",
      written: { since: now() - 3 * DAY, video: 21e9, footage: 2.2e8, index: 4.1e7, other: 9e6 },
      ...this.storage,
    };
  }

  #export(body: Json, by: Caller): Reply {
    const cameras = body["cameras"] as string[];
    const [from, to] = [Number(body["from"]), Number(body["to"])];
    if (!cameras.every((camera) => by.sees(camera))) {
      return missing();
    }
    if (cameras.every((camera) => this.#spans(camera, from, to).length === 0)) {
      throw new Refusal(404, "nothing is recorded then", { code: "footage" });
    }
    const id = `x${this.exports.length + 1}`;
    const stamp = new Date(from / 1000).toISOString().slice(0, 19).replace(/:/g, "");
    const files = cameras.map((camera) => ({
      camera,
      name: `${camera}-${stamp}.mp4`,
      size: this.#cut(camera, from, to, from).length,
      url: `api/v1/exports/${id}/${encodeURIComponent(`${camera}-${stamp}.mp4`)}`,
    }));
    this.exports.push({ id, from, to, files, sent: 0 });
    return made({ id, files, expires: now() + 3600e6 });
  }

  #exported(what: string, id: string, name: string, by: Caller): Reply | undefined {
    const found = this.exports.find((one) => one.id === id);
    if (found === undefined) {
      return missing();
    }
    const size = found.files.reduce((sum, file) => sum + file.size, 0);
    switch (what.trim()) {
      case "GET":
        return ok({ id, sent: found.sent, size, state: found.sent >= size ? "sent" : "sending" });
      case "DELETE":
        this.exports.splice(this.exports.indexOf(found), 1);
        return DONE;
      case "GET file": {
        const file = found.files.find((one) => one.name === name);
        if (file === undefined || !by.sees(file.camera)) {
          return missing();
        }
        const bytes = this.#cut(file.camera, found.from, found.to, found.from);
        found.sent += bytes.length;
        return {
          status: 200,
          bytes,
          type: "video/mp4",
          headers: { "Content-Disposition": `attachment; filename="${name}"` },
        };
      }
    }
    return undefined;
  }
}

/** From the key frame at or before `from`. */
function quiet(
  { start, end, late, held }: { start: number; end: number; late: number; held: boolean },
  from: number,
  to: number,
  origin: number,
): Buffer[] {
  const out: Buffer[] = [];
  const group = 10e6 + late;
  const first = start + Math.max(0, Math.floor((from - start) / group)) * group;
  for (let idr = first; idr < Math.min(end, to); idr += group) {
    for (let i = 0; i < 10; i++) {
      const begin = i < 5 ? idr : idr + late;
      const lasts = held && i === 4 && idr + late + 5e6 < end ? 1e6 + late : 1e6;
      if (begin + i * 1e6 < Math.min(end, to)) {
        out.push(fragment(begin, 1, origin, out.length + 1, { first: i, fps: 1, lasts }));
      }
    }
  }
  return out;
}

function lasting(spans: readonly Recorded[], from: number, to: number): number {
  return spans.reduce((sum, { start, end }) => sum + Math.min(end, to) - Math.max(start, from), 0);
}

function missing(): Reply {
  return { status: 404, body: { error: "there is no such thing" } };
}
