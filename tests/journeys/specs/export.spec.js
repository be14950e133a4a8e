// A list leaves the window as a file through the system's own save dialog, and says the same when read back.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { createHub, importFile, kansas } from "../books.js";
import { fill, go, menu, texts } from "../hooks.js";
import { saveInDialog } from "../save-dialog.js";
import { dataFolder, poll, see, setWindow } from "../steps.js";
import { unzip } from "../unzip.js";

const ITEM = "PISTOL,CALIBER .45";
let folder;

/** Chooses the format, gives the dialog a path and waits for the file. */
async function save(format, line) {
  const file = path.join(folder, `weapons.${format}`);
  await menu("export", line);
  saveInDialog("Export", file);
  await poll(() => existsSync(file), file, 30_000);
  await see(path.basename(file));
  return file;
}

describe("the weapons list as a file", () => {
  before(async () => {
    await setWindow(1280, 720);
    await createHub();
    await importFile(kansas);
    folder = path.join(dataFolder(), "..", "files");
    mkdirSync(folder, { recursive: true });
    await go("weapons");
    await fill("filter", "pistol");
    await poll(async () => {
      const rows = await texts("[data-row]");
      return rows.length > 0 && rows.every((row) => row.includes("PISTOL"));
    }, "pistols only");
  });

  it("is CSV that no spreadsheet runs", async () => {
    const text = readFileSync(await save("csv", "CSV"), "utf8");
    assert.ok(text.includes(ITEM));
    assert.ok(text.includes("unmarked-"));
    for (const line of text.split("\r\n")) assert.doesNotMatch(line, /^"?[=+@\t]/);
  });

  it("is a workbook with the same rows", async () => {
    const parts = unzip(readFileSync(await save("xlsx", "Excel")));
    const words = parts.get("xl/sharedStrings.xml")?.toString("utf8") ?? "";
    const sheet = parts.get("xl/worksheets/sheet1.xml").toString("utf8");
    assert.ok(`${words}${sheet}`.includes(ITEM));
    assert.doesNotMatch(sheet, /<f[ >]/);
  });

  it("is paper with the hub's name, the columns and the rows", async () => {
    const file = await save("pdf", "PDF");
    const text = execFileSync("pdftotext", ["-layout", file, "-"], { encoding: "utf8" });
    assert.ok(text.includes("HUB-RIVER"));
    assert.ok(text.includes(ITEM));
    assert.ok(text.includes("unmarked-"));
  });
});
