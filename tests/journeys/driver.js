// Starts tauri-driver, which starts WebKitWebDriver, which starts the app: one process group with its
// own ports and its own data folder, and the only thing this file ever ends.

import { spawn } from "node:child_process";
import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { driver, logs } from "./places.js";

// The configuration and the specs may each load this file; there is one driver all the same.
const state = (globalThis[Symbol.for("komora.journey")] ??= {
  driver: undefined,
  folder: undefined,
});

/** A port nobody listens on. */
export function freePort() {
  return new Promise((found, failed) => {
    const server = net.createServer();
    server.once("error", failed);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => found(port));
    });
  });
}

/** An empty folder for one app's data, settings and caches. */
export function freshFolder() {
  return (state.folder = mkdtempSync(path.join(os.tmpdir(), "komora-journey-")));
}

/** The folder the running app keeps its store in. */
export function dataFolder() {
  return path.join(state.folder, "data");
}

/** Gives what follows a disk of its own at the data folder, with what lay there before. */
const ON_A_DISK = `
  kept=$(cat "$KOMORA_DATA/preferences.json") &&
  mount -t tmpfs -o "size=$KOMORA_DISK" tmpfs "$KOMORA_DATA" &&
  printf %s "$kept" > "$KOMORA_DATA/preferences.json" &&
  exec "$@"`;

/**
 * Starts the driver; apps it opens see `KOMORA_DATA` and nothing of the person's own. With `disk` ("32m")
 * the data folder is a disk of that size, which only they see; others reach it by `appsFolder`.
 */
export async function startDriver(wishes) {
  state.driver = await launch({ folder: state.folder, ...wishes });
}

/** A second laptop beside the first: a driver with a port and a folder of its own. */
export async function startSecond({ name, language = "en" }) {
  const folder = mkdtempSync(path.join(os.tmpdir(), "komora-journey-"));
  const port = await freePort();
  const { child } = await launch({ folder, port, language, name });
  return {
    port,
    async stop() {
      await end(child.pid);
      rmSync(folder, {
        recursive: true,
        force: true,
        maxRetries: 5,
        retryDelay: 100,
      });
    },
  };
}

async function launch({ folder, port, language = "en", environment = {}, disk, name = "journey" }) {
  const nativePort = await freePort();
  const data = path.join(folder, "data");
  mkdirSync(data, { recursive: true });
  speak(data, language);
  mkdirSync(logs, { recursive: true });
  const log = openSync(path.join(logs, `${name}.log`), "a");
  const command = [driver, "--port", `${port}`, "--native-port", `${nativePort}`];
  if (disk) command.unshift("unshare", "--map-root-user", "--mount", "sh", "-c", ON_A_DISK, "sh");
  const child = spawn(command[0], command.slice(1), {
    detached: true,
    stdio: ["ignore", log, log],
    env: {
      ...process.env,
      XDG_DATA_HOME: path.join(folder, "share"),
      XDG_CONFIG_HOME: path.join(folder, "config"),
      XDG_CACHE_HOME: path.join(folder, "cache"),
      // No session bus: nothing of this desktop is to be found, started or asked.
      DBUS_SESSION_BUS_ADDRESS: "disabled:",
      GTK_USE_PORTAL: "0",
      GDK_BACKEND: "x11",
      LIBGL_ALWAYS_SOFTWARE: "1",
      WEBKIT_DISABLE_DMABUF_RENDERER: "1",
      NO_AT_BRIDGE: "1",
      TZ: "UTC",
      KOMORA_DATA: data,
      KOMORA_DISK: disk,
      ...environment,
    },
  });
  closeSync(log);
  const mine = { child, failed: undefined };
  process.once("exit", () => {
    if (child.exitCode === null && child.signalCode === null) signal(child.pid, "SIGKILL");
  });
  child.once("error", (error) => (mine.failed = error));
  child.once("exit", (code) => (mine.failed ??= new Error(`${driver} ended with ${code}`)));
  await answering(port, mine);
  await answering(nativePort, mine);
  return mine;
}

/** The same folder as the app sees it, mounts of its own included. */
export function appsFolder() {
  return path.join(`/proc/${state.driver.child.pid}/root`, dataFolder());
}

/** The language a person chose here before; whatever else they chose stays. */
function speak(data, language) {
  const file = path.join(data, "preferences.json");
  const chosen = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
  writeFileSync(file, JSON.stringify({ ...chosen, language }));
}

/** Ends the driver and whatever it started, the app included, and waits until all are gone. */
export async function stopDriver() {
  const leader = state.driver?.child.pid;
  state.driver = undefined;
  if (leader) await end(leader);
}

async function end(leader) {
  signal(leader, "SIGTERM");
  if (await until(() => !alive(leader), 3000)) return;
  signal(leader, "SIGKILL");
  await until(() => !alive(leader), 3000);
}

export function removeFolder() {
  if (state.folder)
    rmSync(state.folder, {
      recursive: true,
      force: true,
      maxRetries: 5,
      retryDelay: 100,
    });
  state.folder = undefined;
}

// A session that never began has no hook after it.
process.once("exit", removeFolder);

/** Signals every process of the group that this one leads. */
function signal(leader, name) {
  try {
    process.kill(-leader, name);
  } catch (error) {
    if (error.code !== "ESRCH") throw error;
  }
}

/** Whether any of the group still runs. One that ended and waits to be collected does not count. */
function alive(leader) {
  const processes = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  return processes.some((id) => {
    try {
      const [state, , group] = readFileSync(`/proc/${id}/stat`, "utf8").split(") ").at(-1).split(" ");
      return Number(group) === leader && state !== "Z";
    } catch {
      return false; // it ended while we looked
    }
  });
}

async function answering(port, driving) {
  const well = await until(() => driving.failed || connects(port), 20_000);
  if (driving.failed) throw driving.failed;
  if (!well) throw new Error(`nothing answers on port ${port}; see ${logs}`);
}

function connects(port) {
  return new Promise((answer) => {
    const socket = net.connect(port, "127.0.0.1");
    socket.once("connect", () => answer(socket.destroy() !== undefined));
    socket.once("error", () => answer(false));
  });
}

async function until(holds, within_ms) {
  const last = Date.now() + within_ms;
  while (Date.now() < last) {
    if (await holds()) return true;
    await new Promise((next) => setTimeout(next, 50));
  }
  return false;
}
