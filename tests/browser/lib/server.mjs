// The built program with the demonstration world, or with a street made for a test: its own database, its own
// folder, its own port.

import { spawn } from "node:child_process";
import { chmod, mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { top } from "./paths.mjs";

/** Everybody's password in the demonstration of these tests. */
export const PASSWORD = "Lantern-Bridge-7";

/** How long the demonstration may take to be made on a slow machine, in ms. */
const PATIENCE = 300_000;

async function freePort() {
  const server = createServer();
  await new Promise((done, fail) => server.on("error", fail).listen(0, "127.0.0.1", done));
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}

/** One running program. `today` moves its clock, so that working days pass between two starts. */
export class Server {
  #child;
  #log = "";

  /** With the demonstration, or without it and with what these commands make: `{ args, says }`. */
  static async start({ today, demo = true, made = [] } = {}) {
    const server = new Server();
    server.demo = demo;
    server.data = await mkdtemp(join(tmpdir(), "yishi-browser-"));
    // The embedded database runs as postgres when the tests run as root: it must be able to pass.
    await chmod(server.data, 0o711);
    for (const { args, says } of made) await server.#once(args, says);
    await server.run({ today });
    return server;
  }

  get #binary() {
    return process.env.YISHI_BIN ?? join(process.env.CARGO_TARGET_DIR ?? join(top, "target"), "debug/yishi");
  }

  get #env() {
    const env = { ...process.env, YISHI_DATA: this.data };
    for (const name of ["DATABASE_URL", "YISHI_OWNER_URL", "YISHI_SECRET", "YISHI_PUBLIC_URL", "YISHI_LISTEN", "YISHI_DEMO_PASSWORD"]) delete env[name];
    if (this.demo) env.YISHI_DEMO_PASSWORD = PASSWORD;
    return env;
  }

  /** A command that does one thing and ends; `says` goes to its standard input. */
  async #once(args, says = "") {
    const child = spawn(this.#binary, args, { env: this.#env, stdio: ["pipe", "pipe", "pipe"] });
    let said = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => { said += chunk; });
    child.stdin.end(`${says}\n`);
    const code = await new Promise((done) => child.once("exit", done));
    if (code !== 0) {
      await this.stop();
      throw new Error(`yishi ${args.join(" ")} ends with ${code}:\n${said}`);
    }
  }

  /** Starts the program on the same data. */
  async run({ today } = {}) {
    const binary = this.#binary;
    this.port = await freePort();
    this.origin = `http://127.0.0.1:${this.port}`;
    const args = ["serve", ...(this.demo ? ["--demo"] : []), "--listen", `127.0.0.1:${this.port}`];
    if (today) args.push("--today", today);
    const child = spawn(binary, args, { env: this.#env, stdio: ["ignore", "pipe", "pipe"] });
    this.#child = child;
    this.ended = new Promise((done) => child.once("exit", (code, signal) => done({ code, signal })));
    const keep = (chunk) => { this.#log = (this.#log + chunk).slice(-200_000); };
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    child.on("error", (fault) => keep(`${binary}: ${fault.message}\n`));
    await this.#ready();
  }

  async #ready() {
    const end = Date.now() + PATIENCE;
    while (Date.now() < end) {
      if (this.#child.exitCode !== null || this.#child.pid === undefined) break;
      const answer = await fetch(`${this.origin}/readyz`).catch(() => null);
      if (answer?.ok) return;
      await new Promise((done) => setTimeout(done, 100));
    }
    const log = this.#log;
    await this.stop();
    throw new Error(`The program did not become ready:\n${log}`);
  }

  /** The last that the program said. */
  get log() { return this.#log; }

  /** Lines that a program in good health does not write. */
  faults() {
    return this.#log.split("\n").filter((line) => / ERROR |panicked at/.test(line));
  }

  async #end() {
    const child = this.#child;
    if (!child?.pid || child.exitCode !== null || child.signalCode !== null) return;
    child.kill("SIGTERM");
    const late = setTimeout(() => child.kill("SIGKILL"), 20_000);
    await this.ended;
    clearTimeout(late);
  }

  /** Stops and starts again on the same data, on another day if one is named. */
  async restart(options) {
    await this.#end();
    await this.run(options);
  }

  /** Stops the program and removes what it wrote. */
  async stop() {
    await this.#end();
    // Where the run user could not enter the folder, `pg` is a pointer to where the database lies.
    const pointer = join(this.data, "pg");
    const kind = await stat(pointer).catch(() => null);
    if (kind?.isFile()) {
      const place = (await readFile(pointer, "utf8")).trim();
      if (place.startsWith("/var/lib/yishi/")) await rm(place, { recursive: true, force: true });
    }
    await rm(this.data, { recursive: true, force: true });
  }
}
