import { type ChildProcess, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { mkdir, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import path from "node:path";
import { connect } from "node:tls";

const ROOT = path.resolve(process.cwd(), "..");
/** A first start may build the program. */
const PATIENCE = 300_000;

/** The real server as people run it: encrypted, with an authority made at this start. */
export class GuardedServer {
  readonly #process: ChildProcess;
  readonly #settings: string;

  private constructor(
    process: ChildProcess,
    settings: string,
    readonly secure: string,
    readonly onboarding: string,
    readonly fingerprint: string,
    readonly setupCode: string,
  ) {
    this.#process = process;
    this.#settings = settings;
  }

  /** By a name: a passkey needs one. */
  get named(): string {
    return this.secure.replace("127.0.0.1", "localhost");
  }

  /** `folder` is new, and for its settings and what it keeps. */
  static async start(folder: string): Promise<GuardedServer> {
    const [listen, plain] = [await freePort(), await freePort()];
    await mkdir(folder, { recursive: true });
    const settings = path.join(folder, "nightjar.yaml");
    await writeFile(
      settings,
      `listen: 127.0.0.1:${listen}\nonboarding: 127.0.0.1:${plain}\ngovernor: {on: no}\n` +
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
        const code = /^ {2}(\w{4}-\w{4}-\w{4})$/m.exec(said)?.[1];
        if (secure !== undefined && onboarding !== undefined && halves !== null && code !== undefined) {
          const fingerprint = `${halves[1]}:${halves[2]}`;
          resolve(new GuardedServer(child, settings, secure, onboarding, fingerprint, code));
        }
      };
      child.stdout.on("data", hear);
      child.stderr.on("data", hear);
      child.once("exit", () => reject(new Error(`nightjar run ended:\n${said}`)));
      setTimeout(() => reject(new Error(`nightjar run does not listen:\n${said}`)), PATIENCE).unref();
    });
  }

  /** The flag by which a Chromium takes the server's certificate as one it trusts, which passkeys want. */
  async trust(): Promise<string> {
    const { hostname, port } = new URL(this.named);
    const socket = connect({
      host: "127.0.0.1",
      port: Number(port),
      servername: hostname,
      rejectUnauthorized: false,
    });
    await once(socket, "secureConnect");
    const key = socket.getPeerX509Certificate()?.publicKey.export({ type: "spki", format: "der" });
    socket.destroy();
    if (key === undefined) {
      throw new Error("no certificate");
    }
    return `--ignore-certificate-errors-spki-list=${createHash("sha256").update(key).digest("base64")}`;
  }

  /** `./nightjar user` with these words, and a line of input, while the server runs. */
  async user(words: readonly string[], line = ""): Promise<void> {
    const command = spawn(path.join(ROOT, "nightjar"), ["user", ...words, "--config", this.#settings], {
      cwd: ROOT,
      stdio: ["pipe", "ignore", "pipe"],
    });
    let complaint = "";
    command.stderr.on("data", (bytes: Buffer) => (complaint += bytes.toString()));
    command.stdin.end(`${line}\n`);
    const [code] = (await once(command, "exit")) as [number | null];
    if (code !== 0) {
      throw new Error(`nightjar user ${words.join(" ")} ended with ${code}:\n${complaint}`);
    }
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
