import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import http from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import type { Duplex } from "node:stream";
import { answer } from "./access-routes.ts";
import { Accounts } from "./accounts.ts";
import { Alerts } from "./alerts.ts";
import { type Asked, refusing, type Reply } from "./exchange.ts";
import { Motions } from "./motion.ts";
import { Objects } from "./objects.ts";
import { Past } from "./past.ts";

/** The policy the server sends with the page, docs/ref/http-api.md. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; media-src 'self' blob:; " +
  "connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".webmanifest": "application/manifest+json",
};

export interface Camera {
  name: string;
  width: number;
  height: number;
  on?: boolean;
}

const COOKIE = "nightjar";

/** A board with nothing to complain of, as docs/ref/openapi.yaml has it. */
export const WELL = {
  level: 0,
  word: "full",
  line: "",
  since: 1_795_000_000_000_000,
  sheds: [],
  readings: {
    cpu: 0.42,
    cores: 4,
    load: 0.5,
    temperature: 61.2,
    slowed: false,
    undervolted: false,
    pressure: { cpu: 0.1, memory: 0, io: 0.02 },
    memoryFree: 120_000_000,
    cmaFree: 40_000_000,
    diskLatency: 4.1,
    wifi: { bitrate: 43_300_000, signal: -61, sending: 1_500_000 },
  },
  limits: {
    cpu: 0.9,
    load: 2,
    temperature: 80,
    pressure: { cpu: 0.5, memory: 0.3, io: 0.7 },
    memoryFree: 40_000_000,
    cmaFree: 2_000_000,
    diskLatency: 1000,
    wifi: 0.5,
  },
};

/** Stands in for the server where a test needs one that fails on demand: serves the page, and speaks as it is told. */
export class StandIn {
  cameras: Camera[] = [{ name: "front", width: 1280, height: 720 }];
  mode: "demo" | "run" = "run";
  /** Who may come in; undefined lets everybody in. */
  accounts: Accounts | undefined;
  /** How the box is doing; null is what it does not show. */
  health: Readonly<Record<string, unknown>> = WELL;
  readonly motions = new Motions();
  readonly past = new Past();
  readonly objects = new Objects();
  readonly alerts = new Alerts();
  /** Answers given, once each, in place of the right one: by method and path, such as "POST login". */
  readonly instead = new Map<string, Reply>();
  /** Every request of the API but the ones that only ask how things are, such as "POST login". */
  readonly asked: string[] = [];
  /** Every conversation that is open. */
  readonly viewers = new Set<Viewer>();
  /** Called with each new conversation once its client said `start`. */
  onStart: (viewer: Viewer) => void = () => undefined;
  readonly #http = http.createServer((request, response) => void this.#answer(request, response));
  readonly #dist: string;

  constructor(dist: string) {
    this.#dist = dist;
    this.#http.on("upgrade", (request: http.IncomingMessage, socket: Duplex) =>
      this.#upgrade(request, socket),
    );
  }

  async listen(port = 0): Promise<number> {
    await new Promise<void>((resolve, reject) => {
      this.#http.once("error", reject).listen(port, "127.0.0.1", resolve);
    });
    return (this.#http.address() as AddressInfo).port;
  }

  /** Ends every connection and stops listening, as a server that is killed. */
  async close(): Promise<void> {
    for (const viewer of [...this.viewers, ...this.alerts.lines.keys()]) {
      viewer.cut();
    }
    this.#http.closeAllConnections();
    await new Promise((resolve) => this.#http.close(resolve));
  }

  /** From now on whoever comes in needs an account. */
  guard(): Accounts {
    const accounts = new Accounts();
    accounts.onEnd = (cookie) => this.#expel(cookie);
    this.accounts = accounts;
    return accounts;
  }

  async #answer(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", "http://stand-in");
    const api = /^\/api\/v1\/(.*)$/.exec(url.pathname)?.[1];
    if (api === undefined) {
      await this.#sendFile(url.pathname, response);
      return;
    }
    const { status, body, bytes, type, cookie, after = 0, ...reply } = await this.#api(request, url, api);
    const headers: http.OutgoingHttpHeaders = {
      "Content-Type": type ?? "application/json",
      ...reply.headers,
    };
    if (after > 0) {
      await new Promise((resolve) => setTimeout(resolve, after));
    }
    if (cookie !== undefined) {
      headers["Set-Cookie"] = `${COOKIE}=${cookie}; HttpOnly; SameSite=Strict; Path=/`;
    }
    response.writeHead(status, headers).end(bytes ?? (body === undefined ? undefined : JSON.stringify(body)));
  }

  async #api(request: http.IncomingMessage, url: URL, path: string): Promise<Reply> {
    const method = request.method ?? "GET";
    const sent = await bodyOf(request);
    const key = `${method} ${path}`;
    if (method !== "GET" || !/^(server|cameras|storage|health|house)$/.test(path)) {
      this.asked.push(key);
    }
    const instead = this.instead.get(key);
    if (instead !== undefined) {
      this.instead.delete(key);
      return instead;
    }
    const { host = "", origin, "content-type": type } = request.headers;
    if (method !== "GET" && (origin !== `http://${host}` || (sent !== "" && type !== "application/json"))) {
      return { status: 403, body: { error: "not from this page", code: "origin" } };
    }
    const body = JSON.parse(sent === "" ? "{}" : sent) as Record<string, unknown>;
    const asked = {
      method,
      path,
      query: url.searchParams,
      body,
      cookie: cookieOf(request),
      host: host.replace(/:\d+$/, ""),
      agent: request.headers["user-agent"] ?? "",
      range: request.headers.range ?? "",
    };
    const reply = refusing(
      () =>
        this.#own(asked) ??
        this.#moved(asked) ??
        this.#recognised(asked) ??
        this.#recorded(asked) ??
        this.#alerted(asked) ??
        (this.accounts && answer(this.accounts, asked)),
    );
    return reply ?? { status: 404, body: { error: "there is no such thing" } };
  }

  /** What there is without accounts too. */
  #own({ method, path, body, cookie }: Asked): Reply | undefined {
    const who = this.accounts;
    switch (what(method, path)) {
      case "GET server":
        return {
          status: 200,
          body: {
            name: "Nightjar",
            now: Date.now() * 1000,
            secure: false,
            ...(who?.access(cookie) ?? { access: "open", version: "0.1.0", mode: this.mode }),
          },
        };
      case "GET health":
        who?.need(cookie);
        return { status: 200, body: this.health };
      case "GET cameras": {
        const cameras = who?.visible(cookie, this.cameras) ?? this.cameras;
        const body = { cameras: cameras.map((camera) => ({ ...camera, state: "live", fps: 15 })) };
        return { status: 200, body };
      }
      case "PUT switch": {
        who?.needRole(cookie, "operator");
        const camera = this.cameras.find(({ name }) => name === decodeURIComponent(path.split("/")[1] ?? ""));
        if (camera === undefined) {
          return { status: 404, body: { error: "there is no such camera" } };
        }
        camera.on = body["on"] === true;
        return {
          status: 200,
          body: { on: camera.on, state: camera.on ? "live" : "off", reason: "", until: 0 },
        };
      }
    }
    return undefined;
  }

  #moved({ method, path, query, body, cookie }: Asked): Reply | undefined {
    if (!/^(events|cameras\/[^/]+\/motion)(\/|$)/.test(path)) {
      return undefined;
    }
    const seen = this.accounts?.visible(cookie, this.cameras) ?? this.cameras;
    return this.motions.answer(method, path, query, body, {
      needOperator: () => this.accounts?.needRole(cookie, "operator"),
      sees: (camera) => seen.some(({ name }) => name === camera),
    });
  }

  #recognised({ method, path, body, cookie }: Asked): Reply | undefined {
    if (!/^cameras\/[^/]+\/objects$/.test(path)) {
      return undefined;
    }
    const seen = this.accounts?.visible(cookie, this.cameras) ?? this.cameras;
    return this.objects.answer(method, path, body, {
      needOperator: () => this.accounts?.needRole(cookie, "operator"),
      sees: (camera) => seen.some(({ name }) => name === camera),
    });
  }

  #recorded({ method, path, query, body, cookie, range }: Asked): Reply | undefined {
    if (!/^(footage|storage|exports|cameras\/[^/]+\/(footage|video|frame))(\/|$)/.test(path)) {
      return undefined;
    }
    const seen = this.accounts?.visible(cookie, this.cameras) ?? this.cameras;
    return this.past.answer(method, path, query, body, {
      needOperator: () => this.accounts?.needRole(cookie, "operator"),
      isAdministrator:
        this.accounts === undefined || this.accounts.need(cookie).person.role === "administrator",
      sees: (camera) => seen.some(({ name }) => name === camera),
      range,
    });
  }

  #alerted({ method, path, query, body, cookie }: Asked): Reply | undefined {
    if (!/^(alerts|house|me\/alerts)(\/|$)/.test(path)) {
      return undefined;
    }
    return this.alerts.answer(method, path, query, body, {
      name: this.accounts?.need(cookie).person.name ?? "",
      needOperator: () => this.accounts?.needRole(cookie, "operator"),
    });
  }

  async #sendFile(pathname: string, response: http.ServerResponse): Promise<void> {
    const name = pathname === "/" ? "/index.html" : path.posix.normalize(pathname);
    const type = TYPES[path.extname(name)];
    const bytes = await readFile(path.join(this.#dist, name)).catch(() => undefined);
    if (bytes === undefined || type === undefined) {
      response.writeHead(404).end();
    } else {
      response.writeHead(200, { "Content-Type": type, "Content-Security-Policy": POLICY }).end(bytes);
    }
  }

  #expel(cookie: string): void {
    for (const viewer of [...this.viewers, ...this.alerts.lines.keys()]) {
      if (viewer.cookie === cookie) {
        viewer.expel();
      }
    }
  }

  #upgrade(request: http.IncomingMessage, socket: Duplex): void {
    const cookie = cookieOf(request);
    if (this.accounts !== undefined && this.accounts.sessionOf(cookie) === undefined) {
      socket.end("HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
      return;
    }
    const isOfAlerts = request.url === "/api/v1/alerts/live";
    if (isOfAlerts && this.alerts.isOld) {
      socket.end("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
      return;
    }
    const key = request.headers["sec-websocket-key"] ?? "";
    const accept = createHash("sha1").update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest("base64");
    socket.write(
      "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n" +
        `Sec-WebSocket-Accept: ${accept}\r\nSec-WebSocket-Protocol: nightjar.v1\r\n\r\n`,
    );
    if (isOfAlerts) {
      const line: Viewer = new Viewer("", cookie, socket, () => undefined);
      this.alerts.opened(line, this.accounts?.sessionOf(cookie)?.person.name ?? "");
      socket.on("close", () => {
        this.alerts.heard(line);
        this.alerts.lines.delete(line);
      });
      return;
    }
    const camera = decodeURIComponent((request.url ?? "").split("/")[4] ?? "");
    const viewer = new Viewer(camera, cookie, socket, (started) => {
      this.onStart(started);
    });
    this.viewers.add(viewer);
    socket.on("close", () => this.viewers.delete(viewer));
    viewer.tell({ type: "hello", protocol: 1, server: "Stand-in 0", camera, now: Date.now() * 1000 });
  }
}

/** The server's end of one conversation. */
export class Viewer {
  readonly camera: string;
  /** Of the session that watches. */
  readonly cookie: string;
  /** Every message of the client but pings, oldest first. */
  readonly said: Record<string, unknown>[] = [];
  /** Whether its connection has ended. */
  gone = false;
  /** Answers no ping, as a box whose power went away. */
  isDumb = false;
  readonly #socket: Duplex;
  readonly #onStart: (viewer: Viewer) => void;
  #bytes = Buffer.alloc(0);

  constructor(camera: string, cookie: string, socket: Duplex, onStart: (viewer: Viewer) => void) {
    this.camera = camera;
    this.cookie = cookie;
    this.#socket = socket;
    this.#onStart = onStart;
    socket.on("data", (bytes: Buffer) => this.#read(bytes));
    socket.on("error", () => socket.destroy());
    socket.on("close", () => (this.gone = true));
  }

  tell(message: Record<string, unknown>): void {
    this.#write(0x81, Buffer.from(JSON.stringify(message)));
  }

  send(bytes: Buffer): void {
    this.#write(0x82, bytes);
  }

  /** Breaks the connection without a word. */
  cut(): void {
    this.#socket.destroy();
  }

  /** Says goodbye as the protocol has it. */
  end(why: string, reconnect: boolean, after: number, code = 1001): void {
    this.tell({ type: "bye", why, reconnect, after });
    this.#write(0x88, Buffer.from([code >> 8, code & 255]));
    this.#socket.end();
  }

  /** The session ended that this conversation was allowed by. */
  expel(): void {
    this.end("your session has ended", false, 0, 4401);
  }

  #write(first: number, payload: Buffer): void {
    const size = payload.length;
    const header = Buffer.alloc(size < 126 ? 2 : size < 65_536 ? 4 : 10);
    header[0] = first;
    if (size < 126) {
      header[1] = size;
    } else if (size < 65_536) {
      header[1] = 126;
      header.writeUInt16BE(size, 2);
    } else {
      header[1] = 127;
      header.writeBigUInt64BE(BigInt(size), 2);
    }
    this.#socket.write(Buffer.concat([header, payload]));
  }

  /** A client's frames are masked and, being short, have a length of 7 or 16 bits. */
  #read(bytes: Buffer): void {
    this.#bytes = Buffer.concat([this.#bytes, bytes]);
    for (;;) {
      const [first = 0, second = 0] = this.#bytes;
      const at = (second & 127) === 126 ? 4 : 2;
      if (this.#bytes.length < at + 4) {
        return;
      }
      const size = at === 4 ? this.#bytes.readUInt16BE(2) : second & 127;
      if (this.#bytes.length < at + 4 + size) {
        return;
      }
      const mask = this.#bytes.subarray(at, at + 4);
      const payload = this.#bytes.subarray(at + 4, at + 4 + size).map((byte, i) => byte ^ (mask[i % 4] ?? 0));
      this.#bytes = this.#bytes.subarray(at + 4 + size);
      if ((first & 15) === 1) {
        this.#hear(JSON.parse(Buffer.from(payload).toString()) as Record<string, unknown>);
      } else if ((first & 15) === 8) {
        this.#socket.end();
      }
    }
  }

  #hear(message: Record<string, unknown>): void {
    if (message["type"] === "ping" && this.isDumb) {
      return;
    }
    if (message["type"] === "ping") {
      this.tell({ type: "pong", t0: message["t0"], now: Date.now() * 1000 });
      return;
    }
    this.said.push(message);
    if (message["type"] === "start") {
      this.#onStart(this);
    }
  }
}

/** A binary message of the protocol. `payload` counts from the first byte of `bytes`. */
export function media(
  kind: 1 | 2 | 3,
  bytes: Uint8Array,
  fields: {
    rendition?: number;
    flags?: number;
    sequence?: number;
    mediaTime?: number;
    captured?: number;
    duration?: number;
    payload?: number;
  } = {},
): Buffer {
  const header = Buffer.alloc(32);
  header[0] = 1;
  header[1] = kind;
  header[2] = fields.rendition ?? 0;
  header[3] = fields.flags ?? 0;
  header.writeUInt32BE(fields.sequence ?? 0, 4);
  header.writeBigInt64BE(BigInt(fields.mediaTime ?? 0), 8);
  header.writeBigInt64BE(BigInt(Math.round(fields.captured ?? Date.now() * 1000)), 16);
  header.writeUInt32BE(fields.duration ?? 0, 24);
  header.writeUInt32BE(32 + (fields.payload ?? 0), 28);
  return Buffer.concat([header, bytes]);
}

/** "PUT switch" for the switch of any camera. */
function what(method: string, path: string): string {
  return `${method} ${/^cameras\/[^/]+\/switch$/.test(path) ? "switch" : path}`;
}

async function bodyOf(request: http.IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of request) {
    pieces.push(piece as Buffer);
  }
  return Buffer.concat(pieces).toString();
}

function cookieOf(request: http.IncomingMessage): string {
  return new RegExp(`(?:^|; )${COOKIE}=([^;]*)`).exec(request.headers.cookie ?? "")?.[1] ?? "";
}
