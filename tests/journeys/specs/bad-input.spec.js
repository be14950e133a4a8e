// What must not work does not, says why in plain words, and changes nothing.

import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { createHub, lock, passphrase, seeOpen, unlock } from "../books.js";
import { act, fill, go, isShown, texts } from "../hooks.js";
import { dataFolder, poll, see, seeNot, setWindow } from "../steps.js";

const WRONG = /That was not the passphrase/;
const HEAD = "nsn,item_name,serial,quantity";

function file(name, text) {
  const folder = path.join(dataFolder(), "..", "files");
  mkdirSync(folder, { recursive: true });
  const at = path.join(folder, name);
  writeFileSync(at, text);
  return at;
}

/** Reads a file in the wizard's first step. */
async function read(at) {
  await go("import");
  await fill("import-path", at);
  await act("read-import");
}

describe("bad input", () => {
  before(async () => {
    await setWindow(1280, 720);
    await createHub();
  });

  it("a file that is no table is refused at once", async () => {
    const begun = Date.now();
    await read(
      file("picture.csv", Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13])),
    );
    await poll(() => isShown('[data-screen="import"] [role="alert"]'), "why");
    assert.ok(Date.now() - begun < 5000);
    assert.ok(await isShown('[data-field="import-path"]'), "the form is still there");
  });

  it("a file that is not there is named", async () => {
    await read("/nowhere/at-all.csv");
    await poll(() => isShown('[data-screen="import"] [role="alert"]'), "why");
  });

  it("rows with formulas and impossible numbers are refused by row, and nothing is saved", async () => {
    const rows = [
      HEAD,
      '1005-00-073-9421,"RIFLE,5.56 MILLIMETER",A1001,1',
      "1005-00-073-9421,=HYPERLINK(1),A1002,1",
      '1005-00-073-9421,"RIFLE,5.56 MILLIMETER",A1003,many',
    ];
    await read(file("formulas.csv", rows.join("\n")));
    await poll(() => isShown('[data-act="check-import"]'), "the columns");
    await fill("default-place", "STORE");
    await act("check-import");
    await poll(() => isShown('[data-act="check-again"]:not([disabled])'), "the refusal", 30_000);
    const shown = (await texts('[data-screen="import"]')).join("\n");
    assert.match(shown, /3/);
    assert.match(shown, /4/);
    assert.equal(await isShown('[data-act="import"]'), false);
    await go("weapons");
    await see("No weapons");
  });

  it("wrong passphrases are refused plainly, and each pause is longer", async () => {
    await lock();
    const waits = [];
    for (let tries = 1; tries <= 4; tries += 1) {
      await poll(() => isShown('[data-field="passphrase"]:not([disabled])'), "the field");
      await unlock(`${passphrase} ${tries}`);
      await see(WRONG);
      const text = (await texts('[data-screen="unlock"]')).join(" ");
      assert.doesNotMatch(text, /copper|close|almost|letters? (are|is)/i);
      waits.push(Number(/in (\d+) s/.exec(text)?.[1] ?? 0));
      await poll(
        async () => !/in \d+ s/.test((await texts('[data-screen="unlock"]')).join(" ")),
        "the end of the pause",
      );
    }
    assert.deepEqual(waits.slice(0, 2), [0, 0]);
    assert.ok(waits[2] >= 1 && waits[3] > waits[2], `pauses of ${waits} seconds`);
    await unlock();
    await seeOpen();
    await seeNot(WRONG);
  });
});
