// A second laptop's window in the same journey. Steps speak to one window at a time: `within` says which.

import { _setGlobal, browser } from "@wdio/globals";
import { remote } from "webdriverio";
import { startSecond } from "./driver.js";
import { app } from "./places.js";

const [WIDTH, HEIGHT] = [1280, 720];
/** Where it leaves the screen, and so the pictures, to the first window. */
const ASIDE = 2_000;

/** Opens the app on a laptop of its own. It lies over the first one's window while steps are done in it. */
export async function openSecond(name) {
  const driver = await startSecond({ name });
  const window = await remote({
    hostname: "127.0.0.1",
    port: driver.port,
    path: "/",
    logLevel: "error",
    connectionRetryCount: 1,
    capabilities: {
      browserName: "wry",
      "tauri:options": { application: app },
      "wdio:enforceWebDriverClassic": true,
    },
  });
  const first = browser.sessionId;
  return {
    /** Does these steps in this window. */
    async within(work) {
      const before = globalThis.browser;
      _setGlobal("browser", window);
      await window.setWindowRect(0, 0, WIDTH, HEIGHT);
      try {
        return await work();
      } finally {
        await window.setWindowRect(ASIDE, ASIDE, WIDTH, HEIGHT);
        _setGlobal("browser", before);
        if (browser.sessionId !== first) throw new Error("the steps are in the wrong window");
      }
    },
    async close() {
      await window.deleteSession().catch(() => undefined);
      await driver.stop();
    },
  };
}
