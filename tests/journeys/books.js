// What several journeys begin with: a hub of their own, with the holdings of a real file in it.

import path from "node:path";
import { act, fill, go, isShown, press } from "./hooks.js";
import { root } from "./places.js";
import { poll, screen, seeScreen } from "./steps.js";

export const passphrase = "copper lantern wades north";
/** Public equipment records of one state: 1,575 lines, rifles to trucks. */
export const kansas = path.join(root, "tests/data/kansas.csv");
/** Calibrated key derivation and a debug build take their time. */
const SLOW_MS = 60_000;

/** From first run to the open, empty books. `look` is called at each step with its name. */
export async function createHub(look = async () => undefined) {
  await seeScreen("first-run");
  await look("first-run");
  await act("create-hub");
  await seeScreen("create-hub");
  await fill("hub-code", "HUB-RIVER");
  await fill("hub-name", "River storehouse");
  await fill("person", "Quartermaster 1");
  await fill("rank", "Chief Sergeant");
  await fill("passphrase", passphrase);
  await fill("passphrase-repeat", passphrase);
  await look("create-hub");
  await act("create");
  await poll(async () => (await screen()) === "recovery-code", "the recovery code", SLOW_MS);
  await look("recovery-code");
  await press('[data-field="kept"]');
  await act("enter");
  await seeScreen("today");
}

/** Brings a file in through the wizard: path typed, guesses accepted, checked, saved. */
export async function importFile(file, look = async () => undefined) {
  await go("import");
  await fill("import-path", file);
  await look("file");
  await act("read-import");
  await poll(() => isShown('[data-act="check-import"]'), "the columns of the file");
  await look("columns");
  await act("check-import");
  await poll(() => isShown('[data-act="import"]:not([disabled])'), "a clean check", SLOW_MS);
  await look("check");
  await act("import");
  await poll(() => isShown('[data-import="saved"]'), "the saved import", SLOW_MS);
  await look("done");
}

/** Closes the books and says so. */
export async function lock() {
  await act("lock");
  await seeScreen("unlock");
}

export async function unlock(words = passphrase) {
  await fill("passphrase", words);
  await act("unlock");
}

export async function seeOpen() {
  await poll(() => isShown('[data-act="lock"]'), "the open books", SLOW_MS);
}
