// One thing that bears no serial, called in each language as the catalogue calls it: in lists, beside
// them, in what is found, in what was said before the switch, and in the exported file.

import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { browser } from "@wdio/globals";
import { createHub } from "../books.js";
import {
  act,
  fill,
  go,
  isShown,
  LANGUAGES,
  menu,
  pick,
  press,
  pressOption,
  set,
  shown,
  texts,
} from "../hooks.js";
import { saveInDialog } from "../save-dialog.js";
import { click, dataFolder, poll, see, setWindow, shot } from "../steps.js";

const NAMES = { en: "RIFLE, 5.56 MM, GROT", uk: "Автомат 5,56 мм Grot", fr: "Fusil d’assaut 5,56 mm Grot" };
/** With a letter where catalogues have digits: taken, and warned about until dismissed. */
const NSN = "1005-43-A12-3456";
const WARNED = { en: "well formed but unusual", uk: "незвичний", fr: "inhabituel" };

async function addPlace() {
  await go("places");
  await act("add-place");
  await fill("place-code", "AR-1");
  await fill("place-name", "Armoury");
  await act("save");
  await see("AR-1");
}

async function describeItem() {
  await go("receive");
  await act("add-item");
  await fill("name", NAMES.en);
  await fill("name-uk", NAMES.uk);
  await fill("name-fr", NAMES.fr);
  await fill("nsn", NSN);
  await act("save");
  await poll(() => isShown('[data-field="unmarked"]'), "the form for serials");
}

function noticed(language) {
  return see(WARNED[language]);
}

describe("a thing without a serial", () => {
  before(async () => {
    await setWindow(1280, 720);
    await createHub();
    await addPlace();
    await describeItem();
  });

  it("is received, given a number, and flagged", async () => {
    await pick("place", "AR-1");
    await fill("unmarked", "2");
    await shot("receive-unmarked");
    await act("receive");
    await poll(() => isShown('[data-done="receive"]'), "the receipt");
    const said = (await texts('[data-done="receive"]')).join(" ");
    assert.match(said, /unmarked-1.*unmarked-2/s);
    await shot("received-unmarked");
    await go("weapons");
    await poll(async () => (await texts("[data-row]")).length === 2, "two rifles");
  });

  for (const [language, words] of Object.entries(LANGUAGES)) {
    it(`is called by its name in ${language}`, async () => {
      await set(words);
      await noticed(language);
      await go("weapons");
      await poll(
        async () => (await texts("[data-row]")).every((row) => row.includes(NAMES[language])),
        "its name",
      );
      await press("[data-row]");
      await poll(() => isShown("[data-event]"), "its story");
      await see(NAMES[language]);
      await shot(`names-${language}`);
      await act("find");
      await (await shown('[role="dialog"] input')).setValue("grot");
      await pressOption(NAMES[language]);
      await poll(() => isShown("[data-event]"), "the thing found");
      await see(NAMES[language]);
    });
  }

  it("is exported with the columns on screen, in their order, in the language of the window", async () => {
    await set(LANGUAGES.uk);
    await go("weapons");
    await click("button", "Стовпці");
    await pressOption("Стан", "[role=menuitemcheckbox]");
    await pressOption("NSN", "[role=menuitemcheckbox]");
    await browser.keys(["Escape"]);
    const folder = path.join(dataFolder(), "..", "files");
    mkdirSync(folder, { recursive: true });
    const file = path.join(folder, "weapons.csv");
    await menu("export", "CSV");
    saveInDialog("Експорт", file);
    await poll(() => existsSync(file), file, 30_000);
    const [head, ...rows] = readFileSync(file, "utf8").replace("\uFEFF", "").trim().split("\r\n");
    const columns = head.split(/[;,]/).map((name) => name.replaceAll('"', ""));
    assert.deepEqual(columns, [
      "Номер",
      "Найменування",
      "NSN",
      "Місце або отримувач",
      "Де перебуває",
      "Бачили (UTC)",
    ]);
    assert.equal(rows.length, 2);
    assert.ok(rows.every((row) => row.includes(NAMES.uk) && !row.includes(NAMES.en)));
  });
});
