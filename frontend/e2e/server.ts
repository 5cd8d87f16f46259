import { spawn, type ChildProcess } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

/** The people of the demo, by the end of their sign-in name. */
export type Who = "nurse" | "manager" | "hr" | "admin";

/** Demo is a server of its own with the demo in a database of its own. */
export interface Demo {
  url: string;
  /** The password of somebody, as the demo wrote it into its file. */
  password: (who: Who) => string;
  stop: () => Promise<void>;
}

const binary = resolve(import.meta.dirname, "../../bin/fairrota");
/** How long seeding and starting may take, in milliseconds. */
const startMs = 150_000;

/** startDemo starts bin/fairrota serve --demo on a free port and waits until it answers. */
export async function startDemo(): Promise<Demo> {
  const dir = await mkdtemp(join(tmpdir(), "fairrota-e2e-"));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const signIns = join(dir, "sign-ins.txt");
  const server = spawn(
    binary,
    ["serve", "--demo", "--db-dsn", `sqlite:${join(dir, "demo.db")}`, "--listen", `127.0.0.1:${port}`, "--sign-ins", signIns, "--log-format", "text"],
    { stdio: ["ignore", "ignore", "pipe"], cwd: dir },
  );
  let log = "";
  server.stderr?.on("data", (chunk: Buffer) => {
    log = (log + chunk.toString()).slice(-4000);
  });
  const stop = async () => {
    await end(server);
    await rm(dir, { recursive: true, force: true });
  };
  try {
    await ready(url, server, () => log);
  } catch (err) {
    await stop();
    throw err;
  }
  const lines = (await readFile(signIns, "utf8")).trim().split("\n");
  const passwords = new Map(lines.map((line) => line.split("\t").slice(0, 2) as [string, string]));
  return { url, stop, password: (who) => passwords.get(`demo.${who}`) ?? "" };
}

async function ready(url: string, server: ChildProcess, log: () => string): Promise<void> {
  const until = Date.now() + startMs;
  while (Date.now() < until) {
    if (server.exitCode !== null) throw new Error(`bin/fairrota ended (run "make build" first?)\n${log()}`);
    const answer = await fetch(`${url}/health/ready`).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((again) => setTimeout(again, 250));
  }
  throw new Error(`bin/fairrota did not answer in ${startMs / 1000} s\n${log()}`);
}

async function end(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = new Promise((done) => server.once("exit", done));
  server.kill("SIGTERM");
  const late = setTimeout(() => server.kill("SIGKILL"), 15_000);
  await ended;
  clearTimeout(late);
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.once("error", fail);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => (typeof address === "object" && address ? done(address.port) : fail(new Error("no port"))));
    });
  });
}
