// A full disk: the act is not saved, the window says so in the person's language, the form keeps what was
// typed, and the next try works once there is room.

import assert from "node:assert/strict";
import { closeSync, fsyncSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import path from "node:path";
import { createHub, lock, seeOpen, unlock } from "../books.js";
import { act, fill, go, isShown, LANGUAGES, press, set, shown } from "../hooks.js";
import { root } from "../places.js";
import { appsFolder, poll, see, setWindow, shot, startFresh } from "../steps.js";

const DISK = "24m";
const NAME = "Soldier 204";
const NUMBER = "UA-204-771";

/** What this language says of a full disk. */
function saying(language) {
  const words = readFileSync(path.join(root, "ui/locales", language, "problems.ftl"), "utf8");
  return /^problem-disk-full = (.+)$/m.exec(words)[1];
}

function ballast() {
  return path.join(appsFolder(), "ballast");
}

/** Fills the disk to the last byte. */
function fillDisk() {
  const file = openSync(ballast(), "a");
  let piece = Buffer.alloc(1 << 20, 1);
  while (piece.length > 0) {
    try {
      writeSync(file, piece);
    } catch (error) {
      if (error.code !== "ENOSPC") throw error;
      piece = piece.subarray(0, piece.length >> 1);
    }
  }
  fsyncSync(file);
  closeSync(file);
}

async function typed(field) {
  return (await shown(`[data-field="${field}"]`)).getValue();
}

async function addPerson() {
  await go("people");
  await act("add-person");
  await fill("person-name", NAME);
  await fill("service-number", NUMBER);
  await act("save");
}

describe("a full disk", () => {
  before(async () => {
    await startFresh({ disk: DISK });
    await setWindow(1280, 720);
    await createHub();
    // Locking leaves no room in the log that the next act could use.
    await lock();
    await unlock();
    await seeOpen();
    fillDisk();
  });

  for (const [language, words] of Object.entries(LANGUAGES)) {
    it(`is told in ${language}, and the form stays filled`, async () => {
      await set(words);
      await addPerson();
      await see(saying(language));
      assert.equal(await typed("person-name"), NAME);
      assert.equal(await typed("service-number"), NUMBER);
      await shot(`full-disk-${language}`);
      await act("cancel");
      await poll(async () => !(await isShown('[role="dialog"]')), "the list");
    });
  }

  it("is over once there is room: the same form is saved", async () => {
    await addPerson();
    await see(saying("en"));
    rmSync(ballast());
    await act("save");
    await poll(async () => !(await isShown('[role="dialog"]')), "the saved person", 30_000);
    await press('[role="radio"]');
    await see(NAME);
    await lock();
    await unlock();
    await seeOpen();
    await go("people");
    await see(NAME);
  });
});
