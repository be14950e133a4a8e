// The first day: a hub is made, real holdings come in, one rifle goes out and comes back.

import assert from "node:assert/strict";
import { copyFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { createHub, importFile, kansas, lock, seeOpen, unlock } from "../books.js";
import { act, fill, go, isShown, menu, pick, press, shown, story } from "../hooks.js";
import { pictures, root } from "../places.js";
import { click, poll, see, seeScreen, setWindow, shot } from "../steps.js";

const folder = process.env.KOMORA_PICTURES === "1" ? path.join(root, "docs/MANUAL/pictures") : pictures;
let number = 0;

async function picture(name) {
  number += 1;
  await shot(`${String(number).padStart(2, "0")}-${name}`, folder);
}

describe("the first day of a storehouse", () => {
  it("makes a hub and keeps the recovery code", async () => {
    await setWindow(1280, 720);
    await createHub(picture);
    await picture("empty-books");
  });

  it("brings in real holdings through the wizard", async () => {
    // As it would lie on a stick, not in somebody's folders: the path is in the picture.
    const file = path.join(os.tmpdir(), "kansas.csv");
    copyFileSync(kansas, file);
    await importFile(file, (step) => picture(`import-${step}`));
    await click("button", "Dismiss");
    await act("open-assets");
    await seeScreen("weapons");
    await poll(() => isShown("[data-row]"), "rows");
    await picture("equipment");
  });

  it("finds a rifle by part of its name", async () => {
    await act("find");
    await (await shown('[role="dialog"] input')).setValue("rifle 5.56");
    await poll(() => isShown('[role="option"]'), "rifles");
    await see("RIFLE,5.56 MILLIMETER");
    await picture("find");
    await press('[role="group"]:first-child [role="option"]');
    await seeScreen("thing");
    await poll(async () => (await story()).length === 1, "its story");
    await picture("rifle");
  });

  it("issues it to a new person", async () => {
    await act("issue");
    await seeScreen("issue");
    await poll(() => isShown("tr[data-row]"), "the rifle in the list");
    await act("add-person");
    await fill("person-name", "Soldier 118");
    await fill("rank", "Soldier");
    await picture("new-person");
    await act("save");
    await poll(
      async () => (await (await shown('[data-field="issue-to"]')).getValue()).includes("Soldier 118"),
      "him",
    );
    await click("button", "Dismiss");
    await picture("issue");
    await act("issue");
    await poll(() => isShown('[data-done="issue"]'), "it is issued");
    await picture("issued");
  });

  it("takes it back", async () => {
    await go("return");
    await pick("return-from", "Soldier 118");
    await act("choose-from");
    await poll(() => isShown('[data-act="add-picked"]'), "what he holds");
    await press('[data-row] [type="checkbox"]');
    await act("add-picked");
    await poll(() => isShown("tr[data-row]"), "the rifle in the list");
    await pick("return-to", "ALLEN");
    await picture("return");
    await act("return");
    await poll(() => isShown('[data-done="return"]'), "it is back");
  });

  it("tells its whole story", async () => {
    await go("today");
    await picture("today");
    await act("find");
    await (await shown('[role="dialog"] input')).setValue("rifle 5.56");
    await poll(() => isShown('[role="option"]'), "rifles");
    await press('[role="group"]:first-child [role="option"]');
    await seeScreen("thing");
    await menu("more", "sighting");
    await act("record-sighting");
    await poll(async () => (await story()).length === 4, "four lines");
    assert.deepEqual((await story()).length, 4);
    await click("button", "Dismiss");
    await picture("story");
    await go("weapons");
    await fill("filter", "rifle 5.56");
    await press('[data-row] [role="gridcell"]:nth-child(3)');
    await poll(async () => (await story()).length === 4, "the rifle beside the list");
    await picture("weapons");
  });

  it("locks and unlocks", async () => {
    await lock();
    await picture("locked");
    await unlock();
    await seeOpen();
  });
});
