// Kyiv: a coordination laptop worked from the command line, and a center that can be cut off and come back.

import { execFileSync, spawn } from "node:child_process";
import { closeSync, mkdtempSync, openSync, rmSync } from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { passphrase } from "./books.js";
import { freePort } from "./driver.js";
import { app, logs, mustExist } from "./places.js";

const programs = path.dirname(app);

/** Founds a network and starts its center. */
export async function foundNetwork() {
  const folder = mkdtempSync(path.join(os.tmpdir(), "komora-center-"));
  const port = await freePort();
  const center = new Center(folder, port);
  center.coordination("network", "found", "--person", "Coordinator 1");
  const { network } = JSON.parse(center.coordination("--json", "network"));
  const keys = JSON.parse(center.operator("--json", "init", "--network", network));
  await center.begin();
  center.coordination(
    "network",
    "center",
    center.address,
    "--key",
    keys.center,
    "--registrar",
    keys.registrar,
  );
  center.coordination("sync", "--once");
  return center;
}

class Center {
  constructor(folder, port) {
    this.folder = folder;
    this.address = `127.0.0.1:${port}`;
    this.port = port;
    for (const name of ["komora-center", "komora-cli"]) mustExist(path.join(programs, name));
  }

  /** A file between laptops, as on a stick. */
  file(name) {
    return path.join(this.folder, name);
  }

  /** Vouches for the hub of this card, and lets the center know. */
  admit(card, answer) {
    this.coordination("network", "admit", card, "--answer", answer);
    this.coordination("sync", "--once");
  }

  /** A code for one laptop, made from vouchers a hub has signed. */
  code(vouchers) {
    this.operator("device", "vouchers", vouchers);
    const [{ hub }] = JSON.parse(this.operator("--json", "hub", "list"));
    const asked = ["--json", "device", "code", "--hub", hub, "--role", "3", "--address", this.address];
    return JSON.parse(this.operator(...asked)).words;
  }

  /** The line to Kyiv is there. */
  async begin() {
    const log = openSync(path.join(logs, "center.log"), "a");
    const serve = ["--data", this.file("center"), "serve", "--listen", this.address];
    this.child = spawn(path.join(programs, "komora-center"), serve, {
      stdio: ["ignore", log, log],
    });
    closeSync(log);
    const { child } = this;
    process.once("exit", () => child.kill("SIGKILL"));
    const last = Date.now() + 20_000;
    while (!(await answers(this.port))) {
      if (Date.now() > last || child.exitCode !== null) throw new Error("the center does not answer");
      await new Promise((next) => setTimeout(next, 50));
    }
  }

  /** The line to Kyiv is down. */
  async leave() {
    const { child } = this;
    const gone = new Promise((ended) => child.once("exit", ended));
    child.kill("SIGTERM");
    await gone;
  }

  async end() {
    if (this.child?.exitCode === null) await this.leave();
    rmSync(this.folder, { recursive: true, force: true });
  }

  coordination(...words) {
    return run("komora-cli", ["--store", this.file("kyiv"), "--language", "en", ...words]);
  }

  operator(...words) {
    return run("komora-center", ["--data", this.file("center"), ...words]);
  }
}

function run(program, words) {
  const env = { ...process.env, KOMORA_PASSPHRASE: passphrase };
  return execFileSync(path.join(programs, program), words, {
    env,
    encoding: "utf8",
    timeout: 60_000,
  });
}

function answers(port) {
  return new Promise((answer) => {
    const socket = net.connect(port, "127.0.0.1");
    socket.once("connect", () => answer(socket.destroy() !== undefined));
    socket.once("error", () => answer(false));
  });
}
