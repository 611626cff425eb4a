import net from "node:net";

/** Milliseconds. */
const TICK = 20;
/** Bytes that wait on the way at most, as in a modem's queue; more is not taken from the server. */
const QUEUE = 32_000;

/** A way to a server that carries only so much: connections to it are passed on, answers no faster than `bytes` a second. */
export class Narrow {
  /** A second, for everything that comes back. */
  bytes = Infinity;
  readonly #server: net.Server;
  readonly #open = new Set<net.Socket>();

  constructor(port: number) {
    this.#server = net.createServer((near) => this.#carry(near, net.connect(port, "127.0.0.1")));
  }

  async listen(): Promise<number> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    return (this.#server.address() as net.AddressInfo).port;
  }

  async close(): Promise<void> {
    this.#open.forEach((socket) => socket.destroy());
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #carry(near: net.Socket, far: net.Socket): void {
    const waiting: Buffer[] = [];
    let size = 0;
    const timer = setInterval(() => {
      let allowance = (this.bytes * TICK) / 1000;
      for (let piece = waiting[0]; piece !== undefined && allowance > 0; piece = waiting[0]) {
        const part = piece.subarray(0, Math.min(piece.length, Math.ceil(allowance)));
        near.write(part);
        size -= part.length;
        allowance -= part.length;
        if (part.length === piece.length) {
          waiting.shift();
        } else {
          waiting[0] = piece.subarray(part.length);
        }
      }
      if (size < QUEUE) {
        far.resume();
      }
    }, TICK);
    far.on("data", (bytes: Buffer) => {
      waiting.push(bytes);
      size += bytes.length;
      if (size >= QUEUE) {
        far.pause();
      }
    });
    near.pipe(far);
    for (const socket of [near, far]) {
      this.#open.add(socket);
      socket.setNoDelay(true);
      socket.on("error", () => socket.destroy());
      socket.on("close", () => {
        clearInterval(timer);
        this.#open.delete(socket);
        near.destroy();
        far.destroy();
      });
    }
  }
}
