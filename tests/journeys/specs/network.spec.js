// The ways into a network: a code that is mistyped, and the first laptop of coordination.

import assert from "node:assert/strict";
import { passphrase } from "../books.js";
import { act, fill, go, isShown, press as pressOn } from "../hooks.js";
import { axe, missing, overflow, poll, press, screen, see, seeScreen, setWindow, shot } from "../steps.js";

/** Calibrated key derivation and a debug build take their time. */
const SLOW_MS = 60_000;
/** Words as a code has them, but no code. */
const MISTYPED = "babab dadad ".repeat(20);

async function looksRight(name) {
  await shot(name);
  assert.deepEqual(await missing(), []);
  assert.deepEqual(await overflow(), []);
  assert.deepEqual(await axe(), []);
}

async function choosePassphrase() {
  await fill("passphrase", passphrase);
  await fill("passphrase-repeat", passphrase);
}

describe("the ways into a network", () => {
  before(async () => {
    await setWindow(1280, 720);
    await seeScreen("first-run");
  });

  for (const door of ["join-by-code", "ask-by-stick", "found-network"]) {
    it(`${door} is a door of the first run, and Escape leads back`, async () => {
      await act(door);
      await seeScreen(door);
      await looksRight(`door-${door}`);
      await press("Escape");
      await seeScreen("first-run");
    });
  }

  it("a mistyped code is refused in plain words, the form stays filled and nothing is made", async () => {
    await act("join-by-code");
    await fill("join-code", MISTYPED);
    await fill("person", "Storekeeper 2");
    await choosePassphrase();
    await act("join");
    await see("The code is mistyped or incomplete");
    assert.equal(await screen(), "join-by-code");
    await press("Escape");
    await seeScreen("first-run");
  });

  it("a laptop without a line asks by stick, waits with five words, and may withdraw", async () => {
    await act("ask-by-stick");
    await fill("person", "Storekeeper 2");
    await choosePassphrase();
    await act("ask");
    await poll(async () => (await screen()) === "recovery-code", "the recovery code", SLOW_MS);
    await pressOn('[data-field="kept"]');
    await act("enter");
    await seeScreen("waiting");
    await looksRight("door-waiting");
    await act("withdraw-request");
    await see("Withdraw it?");
    await act("withdraw-request");
    await seeScreen("first-run");
  });

  it("coordination founds a network, and keeps no stock of its own", async () => {
    await act("found-network");
    await fill("person", "Coordinator 1");
    await choosePassphrase();
    await act("found");
    await poll(async () => (await screen()) === "recovery-code", "the recovery code", SLOW_MS);
    await pressOn('[data-field="kept"]');
    await act("enter");
    await seeScreen("today");
    await see("Coordination");
    for (const writes of ["receive", "issue", "return", "move", "import"]) {
      assert.ok(!(await isShown(`[data-go="${writes}"]`)), writes);
    }
  });

  it("a center is named by its address and whole keys", async () => {
    await go("network");
    await fill("center-address", "127.0.0.1:9");
    await fill("center-key", "3f9a");
    await see("A key is 64 digits");
    await looksRight("network-coordination");
    assert.ok(!(await isShown('[data-act="name-center"]:not([disabled])')));
  });
});
