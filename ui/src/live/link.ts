import { backoff } from "./backoff.ts";
import { clockOffset, type Exchange, type Offset, remember } from "./clock-offset.ts";
import { type Ask, type Coded, type Media, parseMedia, parseTold, type Told } from "./protocol.ts";
import type { LinkState } from "./status.ts";

const PING_EVERY = 5000;
/** The first exchanges are slow, while both sides are busy with beginning: more of them come soon after. */
const PINGS_AT_FIRST = [500, 1000, 2000];
/** The server measures by them what is on its way. */
const ACK_EVERY = 100;
/** Milliseconds that a connection may take to open. */
const PATIENCE = 8000;
/** The session ended that the conversation was allowed by, or lost this camera. */
const EXPELLED = 4401;
/** A browser does not tell a page which of the two it was. */
const NO_ANSWER = "the server is away, or takes no more viewers";
/** A clock that moved this much against the steady one was set, or the machine slept. */
const CLOCK_SET = 50;

/** What a link tells its owner. */
export interface Owner {
  /** A conversation begins: say `start`. */
  opened(): void;
  told(message: Told): void;
  media(message: Media, bytes: number): void;
  changed(state: LinkState): void;
  /** Whoever watches may not any more; said once the link is over. */
  expelled(): void;
  /** A conversation could not begin, or is over: perhaps for who asks, which the browser does not tell. */
  doubted(): void;
}

/** Milliseconds since 1970 by this machine, finer than a millisecond, not moved when the clock is set. */
export function wallNow(): number {
  return performance.timeOrigin + performance.now();
}

/** A conversation with the server about one camera, begun again whenever it breaks, until `close`. */
export class Link {
  readonly #gone = new AbortController();
  readonly #url: string;
  readonly #owner: Owner;
  #socket: Socket | undefined;
  #state: LinkState = { kind: "asleep" };
  #failures = 0;
  #retry = 0;
  /** Why the conversation before this one ended. */
  #why = "";
  #bye: { why: string; reconnect: boolean; after: number } | undefined;

  constructor(url: string, owner: Owner) {
    this.#url = url;
    this.#owner = owner;
    globalThis.addEventListener("online", () => this.wake(), { signal: this.#gone.signal });
  }

  get offset(): Offset | undefined {
    return this.#socket?.offset;
  }

  /** Milliseconds since 1970 when anything last arrived. */
  get heard(): number {
    return this.#socket?.heard ?? 0;
  }

  send(ask: Ask): void {
    this.#socket?.send(ask);
  }

  /** Ends a wait; does nothing to a conversation that goes on, or that the server has ended for good. */
  wake(): void {
    if (this.#state.kind === "waiting" || this.#state.kind === "asleep") {
      this.#connect();
    }
  }

  /** Begins a new conversation now, whatever there is. */
  restart(): void {
    this.#connect();
  }

  /** Gives up a connection that does not answer; waits and tries again. */
  abandon(why: string): void {
    this.#wait(why);
  }

  sleep(): void {
    this.#hangUp();
    this.#change({ kind: "asleep" });
  }

  close(): void {
    this.#gone.abort();
    this.#hangUp();
  }

  #connect(): void {
    this.#hangUp();
    this.#bye = undefined;
    const socket = new Socket(this.#url, {
      opened: () => {
        this.#why = "";
        this.#change({ kind: "open" });
        this.#owner.opened();
      },
      told: (message) => {
        if (message.type === "bye") {
          this.#bye = message;
        }
        this.#owner.told(message);
      },
      media: (message, bytes) => {
        this.#failures = 0;
        this.#owner.media(message, bytes);
      },
      closed: (why, code) => {
        this.#closed(why, code);
      },
    });
    this.#socket = socket;
    this.#change({ kind: "connecting", why: this.#why });
  }

  #closed(why: string, code: number): void {
    const bye = this.#bye;
    if (code === EXPELLED || bye?.reconnect === false) {
      this.#hangUp();
      this.#change({ kind: "over", why: bye?.why ?? why });
      if (code === EXPELLED) {
        this.#owner.expelled();
      }
    } else {
      this.#wait(bye?.why ?? why, bye?.after ?? 0);
    }
    if (this.#state.kind === "over" || why === NO_ANSWER) {
      this.#owner.doubted();
    }
  }

  #wait(why: string, atLeast = 0): void {
    this.#hangUp();
    this.#why = why;
    const pause = Math.max(atLeast, backoff(this.#failures++, Math.random()));
    this.#retry = setTimeout(() => {
      this.#connect();
    }, pause);
    this.#change({ kind: "waiting", until: Date.now() + pause, why });
  }

  #hangUp(): void {
    clearTimeout(this.#retry);
    this.#socket?.close();
    this.#socket = undefined;
  }

  #change(state: LinkState): void {
    this.#state = state;
    this.#owner.changed(state);
  }
}

interface Listener {
  opened(): void;
  told(message: Told): void;
  media(message: Media, bytes: number): void;
  closed(why: string, code: number): void;
}

/** One WebSocket, with what every conversation needs: acknowledgements, and pings that compare the clocks. */
class Socket {
  heard = Date.now();
  readonly #gone = new AbortController();
  readonly #socket: WebSocket;
  #exchanges: Exchange[] = [];
  #clockDifference = 0;
  #pings: number[] = [];
  #unacknowledged: number | undefined;
  #acks = 0;

  constructor(url: string, listener: Listener) {
    const { signal } = this.#gone;
    const socket = new WebSocket(url, "nightjar.v1");
    this.#socket = socket;
    socket.binaryType = "arraybuffer"; // a Blob would be read later, and out of order
    let open = false;
    const impatience = setTimeout(() => listener.closed(NO_ANSWER, 0), PATIENCE);
    signal.addEventListener("abort", () => clearTimeout(impatience));
    socket.addEventListener(
      "open",
      () => {
        open = true;
        clearTimeout(impatience);
        this.#ping();
        this.#pings = [
          setInterval(() => this.#ping(), PING_EVERY),
          ...PINGS_AT_FIRST.map((after) => setTimeout(() => this.#ping(), after)),
        ];
        listener.opened();
      },
      { signal },
    );
    socket.addEventListener(
      "message",
      ({ data }: MessageEvent<string | ArrayBuffer>) => {
        this.heard = Date.now();
        if (typeof data === "string") {
          const message = parseTold(data);
          if (message.type === "pong") {
            this.#compareClocks(message);
          }
          listener.told(message);
        } else {
          const message = parseMedia(data);
          if (message.kind === "fragment" || message.kind === "jpeg") {
            this.#acknowledge(message);
          }
          listener.media(message, data.byteLength);
        }
      },
      { signal },
    );
    socket.addEventListener(
      "close",
      ({ reason, code }) =>
        listener.closed(reason !== "" ? reason : open ? "the connection was lost" : NO_ANSWER, code),
      { signal },
    );
  }

  get offset(): Offset | undefined {
    return clockOffset(this.#exchanges);
  }

  send(ask: Ask): void {
    if (this.#socket.readyState === WebSocket.OPEN) {
      this.#socket.send(JSON.stringify(ask));
    }
  }

  close(): void {
    this.#gone.abort();
    this.#pings.forEach(clearInterval);
    clearTimeout(this.#acks);
    this.#socket.close();
  }

  #ping(): void {
    const difference = Date.now() - wallNow();
    if (Math.abs(difference - this.#clockDifference) > CLOCK_SET) {
      this.#exchanges = []; // what they told is no longer so
      this.#clockDifference = difference;
    }
    this.send({ type: "ping", t0: wallNow() });
  }

  #compareClocks({ t0, now }: { t0: number; now: number }): void {
    this.#exchanges = remember(this.#exchanges, { sent: t0, arrived: wallNow(), server: now / 1000 });
  }

  /** An IDR at once: it is the largest, so how long it took tells the server most about the way. */
  #acknowledge({ sequence, idr }: Coded): void {
    this.#unacknowledged = sequence;
    if (idr) {
      clearTimeout(this.#acks);
      this.#sendAck();
    } else if (this.#acks === 0) {
      this.#acks = setTimeout(() => this.#sendAck(), ACK_EVERY);
    }
  }

  #sendAck(): void {
    this.#acks = 0;
    if (this.#unacknowledged !== undefined) {
      this.send({ type: "ack", sequence: this.#unacknowledged });
    }
  }
}
