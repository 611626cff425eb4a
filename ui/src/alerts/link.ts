import { type Live, toLive } from "../api/alerts.ts";
import { backoff } from "../live/backoff.ts";
import type { LinkState } from "./words.ts";

const PING_EVERY = 5000;
/** Milliseconds without a word after which the box is gone. */
const SILENCE = 8000;
/** A ping has at least so long to be answered, however late it was sent. */
const ANSWER = 2500;
/** Milliseconds that a connection may take to begin, or be broken before anybody is told. */
const PATIENCE = 8000;
const GRACE = 1000;
/** Tries after which a connection that never began is as good as broken. */
const NEVER = 3;
/** A restart that takes longer is none. */
const RESTART = 60_000;
/** Who was sent away comes again after so long, if the page still thinks somebody is here. */
const SENT_AWAY = 5000;
/** The session ended that the conversation was allowed by. */
const EXPELLED = 4401;

export interface Owner {
  told(message: Live): void;
  changed(state: LinkState): void;
  /** Perhaps whoever is here may not be any more, which the browser does not tell. */
  doubted(): void;
}

/** The page's conversation about alerts: begun again whenever it breaks, and sure within seconds that the box is there. */
export class AlertLink {
  readonly #gone = new AbortController();
  readonly #url: string;
  readonly #owner: Owner;
  readonly #ticking: number;
  #socket: WebSocket | undefined;
  /** Aborted with the socket. */
  #hung = new AbortController();
  #greeted = false;
  #state: LinkState = { kind: "loading" };
  #failures = 0;
  #retryAt = 0;
  #began = 0;
  #heard = 0;
  #pinged = 0;
  #ticked = Date.now();
  /** When it broke; 0 while it holds, and at first. */
  #broke = 0;
  #isRestart = false;
  #isOver = false;

  constructor(url: string, owner: Owner) {
    this.#url = url;
    this.#owner = owner;
    const { signal } = this.#gone;
    globalThis.addEventListener("online", () => this.wake(), { signal });
    document.addEventListener("visibilitychange", () => this.wake(), { signal });
    this.#ticking = setInterval(() => this.#tick(), 500);
    this.#connect();
  }

  send(message: Readonly<Record<string, unknown>>): void {
    if (this.#socket?.readyState === WebSocket.OPEN) {
      this.#socket.send(JSON.stringify(message));
    }
  }

  /** Ends a wait, and looks whether the box still answers. */
  wake(): void {
    if (this.#socket === undefined) {
      this.#retryAt = 0;
    }
    this.#tick();
  }

  close(): void {
    this.#gone.abort();
    clearInterval(this.#ticking);
    this.#hangUp();
  }

  #connect(): void {
    this.#hangUp();
    this.#hung = new AbortController();
    const { signal } = this.#hung;
    const socket = new WebSocket(this.#url, "nightjar.v1");
    this.#socket = socket;
    this.#began = Date.now();
    socket.addEventListener(
      "message",
      ({ data }: MessageEvent<unknown>) => {
        this.#heard = Date.now();
        if (typeof data === "string") {
          this.#take(toLive(data));
        }
      },
      { signal },
    );
    socket.addEventListener("close", ({ code }) => this.#closed(code), { signal });
  }

  #take(message: Live): void {
    if (message.type === "hello") {
      this.#greeted = true;
      this.#failures = 0;
      this.#broke = 0;
      this.#isRestart = this.#isOver = false;
      this.#ping();
      this.#change({ kind: "open" });
    }
    if (message.type === "bye") {
      this.#isOver = !message.reconnect;
      this.#isRestart = message.reconnect;
      this.#retryAt = Date.now() + message.after;
    }
    this.#owner.told(message);
  }

  #closed(code: number): void {
    const wasOpen = this.#greeted;
    this.#isOver ||= code === EXPELLED;
    this.#lost();
    if (this.#isOver || !wasOpen) {
      this.#owner.doubted();
    }
  }

  #lost(): void {
    this.#hangUp();
    const pause = backoff(this.#failures++, Math.random());
    const least = this.#isRestart ? this.#retryAt : 0;
    this.#retryAt = Math.max(least, Date.now() + (this.#isOver ? SENT_AWAY : pause));
    if (this.#broke === 0 && (this.#heard > 0 || this.#failures > NEVER)) {
      this.#broke = Date.now();
    }
  }

  #hangUp(): void {
    this.#hung.abort();
    this.#greeted = false;
    this.#socket?.close();
    this.#socket = undefined;
  }

  /** A page in the background ticks once a minute, and one that slept not at all: only what was asked can be missed. */
  #tick(): void {
    const now = Date.now();
    const wasAsleep = now - this.#ticked > 3000;
    this.#ticked = now;
    if (this.#socket === undefined) {
      if (now >= this.#retryAt) {
        this.#connect();
      }
    } else if (!this.#greeted) {
      if (now - this.#began > PATIENCE) {
        this.#lost();
      }
    } else if (wasAsleep) {
      this.#ping();
    } else if (now - this.#heard >= SILENCE && now - this.#pinged >= ANSWER && this.#heard < this.#pinged) {
      this.#broke = now - GRACE; // it has been silent for long enough
      this.#lost();
    } else if (now - this.#pinged >= PING_EVERY) {
      this.#ping();
    }
    this.#judge(now);
  }

  #judge(now: number): void {
    if (this.#broke === 0) {
      return;
    }
    if (this.#isRestart && now - this.#broke < RESTART) {
      this.#change({ kind: "restarting" });
    } else if (now - this.#broke >= (this.#isOver ? 2 * SENT_AWAY : GRACE)) {
      this.#change({ kind: "gone", since: this.#heard });
    }
  }

  #ping(): void {
    this.#pinged = Date.now();
    this.send({ type: "ping", t0: this.#pinged });
  }

  #change(state: LinkState): void {
    if (state.kind !== this.#state.kind) {
      this.#state = state;
      this.#owner.changed(state);
    }
  }
}
