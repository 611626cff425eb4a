import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";

const ROOT = path.resolve(process.cwd(), "..");
/** A machine that runs tests is busy, and would do without much of what is tested. */
const COMMAND = process.env["NIGHTJAR_SERVER"] ?? "./nightjar demo --no-governor";
/** A first start may build the program. */
const PATIENCE = 300_000;

/** The real server, as a process of its own. */
export class Server {
  readonly port: number;
  readonly #process: ChildProcess;

  private constructor(port: number, process: ChildProcess) {
    this.port = port;
    this.#process = process;
  }

  /** Port 0 takes any that is free; `more` options may be given. */
  static async start(port = 0, more = ""): Promise<Server> {
    const child = spawn(`${COMMAND} --port ${port} ${more}`, {
      shell: true,
      cwd: ROOT,
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
    });
    const server = await new Promise<Server>((resolve, reject) => {
      let said = "";
      const hear = (bytes: Buffer): void => {
        said += bytes.toString();
        const listening = /http:\/\/127\.0\.0\.1:(\d+)\//.exec(said);
        if (listening !== null) {
          resolve(new Server(Number(listening[1]), child));
        }
      };
      child.stdout.on("data", hear);
      child.stderr.on("data", hear);
      child.once("exit", () => reject(new Error(`${COMMAND} ended:\n${said}`)));
      setTimeout(() => reject(new Error(`${COMMAND} does not listen:\n${said}`)), PATIENCE).unref();
    });
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}/`;
  }

  stop(): Promise<void> {
    return this.#end("SIGTERM");
  }

  /** As when the plug is pulled. */
  kill(): Promise<void> {
    return this.#end("SIGKILL");
  }

  /** As on a box that has something else to do: nothing of it runs for so many milliseconds. */
  async freeze(milliseconds: number): Promise<void> {
    const { pid } = this.#process;
    if (pid === undefined) {
      throw new Error("it does not run");
    }
    process.kill(-pid, "SIGSTOP");
    await new Promise((done) => setTimeout(done, milliseconds));
    process.kill(-pid, "SIGCONT");
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const { pid } = this.#process;
    if (pid === undefined || this.#process.exitCode !== null || this.#process.signalCode !== null) {
      return;
    }
    const ended = once(this.#process, "exit");
    process.kill(-pid, signal); // its own group: the shell and what it started
    const late = setTimeout(() => process.kill(-pid, "SIGKILL"), 10_000);
    await ended;
    clearTimeout(late);
  }
}
