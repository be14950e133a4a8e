// How the journeys run: one window at a time, each spec with a driver, an app and a data folder of its own.

import { appendFileSync, mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import { freePort, freshFolder, removeFolder, startDriver, stopDriver } from "./driver.js";
import { app, logs, mustExist, pictures, results } from "./places.js";

const port = await freePort();

export const config = {
  runner: "local",
  // The screen is given by whoever starts us.
  autoXvfb: false,
  hostname: "127.0.0.1",
  port,
  path: "/",
  specs: ["./specs/**/*.spec.js"],
  maxInstances: 1,
  capabilities: [
    {
      browserName: "wry",
      "tauri:options": { application: app },
      "wdio:enforceWebDriverClassic": true,
    },
  ],
  logLevel: "error",
  waitforTimeout: 10_000,
  connectionRetryTimeout: 60_000,
  connectionRetryCount: 1,
  framework: "mocha",
  mochaOpts: { ui: "bdd", timeout: 180_000 },
  reporters: ["spec"],

  onPrepare() {
    mustExist(app);
    mkdirSync(pictures, { recursive: true });
    rmSync(logs, { recursive: true, force: true });
    rmSync(results, { force: true });
    appendFileSync(results, "");
  },

  async beforeSession(running, _capabilities, specs) {
    freshFolder();
    await startDriver({ port: running.port, name: path.basename(specs[0], ".spec.js") });
  },

  afterTest(test, _context, { passed }) {
    appendFileSync(results, JSON.stringify({ title: test.fullName ?? test.title, passed }) + "\n");
  },

  // A hook that breaks fails the tests behind it, which then never run: count it.
  afterHook(test, _context, { passed }) {
    if (!passed) appendFileSync(results, JSON.stringify({ title: test.title, passed }) + "\n");
  },

  async afterSession() {
    await stopDriver();
    removeFolder();
  },
};
