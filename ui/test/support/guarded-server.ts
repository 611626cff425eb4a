import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import path from "node:path";

const ROOT = path.resolve(process.cwd(), "..");
/** A first start may build the program. */
const PATIENCE = 300_000;

/** The real server as people run it: encrypted, with an authority made at this start. */
export class GuardedServer {
  readonly #process: ChildProcess;

  private constructor(
    process: ChildProcess,
    readonly secure: string,
    readonly onboarding: string,
    readonly fingerprint: string,
  ) {
    this.#process = process;
  }

  /** `folder` is for its settings and what it keeps. */
  static async start(folder: string): Promise<GuardedServer> {
    const [listen, plain] = [await freePort(), await freePort()];
    await mkdir(folder, { recursive: true });
    const settings = path.join(folder, "nightjar.yaml");
    await writeFile(
      settings,
      `listen: 127.0.0.1:${listen}\nonboarding: 127.0.0.1:${plain}\n` +
        "cameras:\n  front: {source: demo, width: 320, height: 240}\n",
    );
    const child = spawn(path.join(ROOT, "nightjar"), ["run", "--config", settings], {
      cwd: ROOT,
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
    });
    return new Promise((resolve, reject) => {
      let said = "";
      const hear = (bytes: Buffer): void => {
        said += bytes.toString();
        const secure = /Nightjar: (https:\S+)/.exec(said)?.[1];
        const onboarding = /first: (http:\S+)/.exec(said)?.[1];
        const halves = /((?:[0-9A-F]{2}:){15}[0-9A-F]{2})\s+((?:[0-9A-F]{2}:){15}[0-9A-F]{2})\s/.exec(said);
        if (secure !== undefined && onboarding !== undefined && halves !== null) {
          resolve(new GuardedServer(child, secure, onboarding, `${halves[1]}:${halves[2]}`));
        }
      };
      child.stdout.on("data", hear);
      child.stderr.on("data", hear);
      child.once("exit", () => reject(new Error(`nightjar run ended:\n${said}`)));
      setTimeout(() => reject(new Error(`nightjar run does not listen:\n${said}`)), PATIENCE).unref();
    });
  }

  async stop(): Promise<void> {
    const { pid } = this.#process;
    if (pid === undefined || this.#process.exitCode !== null) {
      return;
    }
    const ended = once(this.#process, "exit");
    process.kill(-pid, "SIGTERM"); // its own group
    await ended;
  }
}

/** Whoever is quick can take it in between: the server then says so. */
async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  await once(probe, "close");
  if (address === null || typeof address === "string") {
    throw new Error("no free port");
  }
  return address.port;
}
