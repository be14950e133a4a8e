// Photographs and documents of a rifle: added from a file, seen, saved again, and one withdrawn.

import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { browser } from "@wdio/globals";
import { createHub } from "../books.js";
import {
  act,
  choose,
  fill,
  go,
  isShown,
  LANGUAGES,
  pick,
  press,
  set,
  shown,
  story,
  texts,
} from "../hooks.js";
import { PLACE, photograph } from "../photographs.js";
import { saveInDialog } from "../save-dialog.js";
import { axe, dataFolder, missing, overflow, poll, see, setWindow, shot } from "../steps.js";

const THEMES = { dark: "Dark", blackout: "Blackout", light: "Light" };

function file(name, bytes) {
  const folder = path.join(dataFolder(), "..", "files");
  mkdirSync(folder, { recursive: true });
  const at = path.join(folder, name);
  if (bytes !== undefined) writeFileSync(at, bytes);
  return at;
}

async function receiveRifle() {
  await go("places");
  await act("add-place");
  await fill("place-code", "AR-1");
  await fill("place-name", "Armoury");
  await act("save");
  await see("AR-1");
  await go("receive");
  await act("add-item");
  await fill("name", "Rifle, 5.56 mm");
  await fill("nsn", "1005-00-073-9421");
  await act("save");
  await poll(() => isShown('[data-field="unmarked"]'), "the form for serials");
  await pick("place", "AR-1");
  await fill("unmarked", "1");
  await act("receive");
  await poll(() => isShown('[data-done="receive"]'), "the receipt");
}

async function openRifle() {
  await go("weapons");
  await poll(() => isShown("[data-row]"), "the rifle");
  await press("[data-row]");
  await poll(() => isShown("[data-event]"), "its story");
}

/** Adds a file to the thing that is open. */
async function attach(at, { shows, note } = {}) {
  await act("attach");
  await fill("file", at);
  if (shows) await choose("shows", shows);
  if (note) await fill("note", note);
  await act("attach-go");
}

/** How many tiles stand in the strip. */
async function tiles() {
  return (await texts("[data-attachment]")).length;
}

/** Whether the large picture is there and its bytes make a picture. */
function isPainted() {
  return browser.execute(() => {
    const picture = document.querySelector("[data-viewer] img");
    return Boolean(picture?.complete && picture.naturalWidth > 1);
  });
}

function viewed() {
  return browser.execute(() => document.querySelector("[data-viewer]")?.dataset.viewer ?? null);
}

describe("photographs of a rifle", () => {
  before(async () => {
    await setWindow(1280, 720);
    await createHub();
    await receiveRifle();
    await openRifle();
  });

  it("are added from a file, stand in its strip and in its story", async () => {
    await see("None yet.");
    await attach(file("barrel.png", photograph()), { shows: "Damage", note: "Cracked at the gas block" });
    await poll(async () => (await tiles()) === 1, "its tile");
    await poll(() => isShown("[data-attachment] img"), "its small picture");
    assert.equal((await story())[0], "attached");
    await see("Cracked at the gas block");
    await attach(file("whole.png", photograph({ colour: [80, 110, 140] })));
    await poll(async () => (await tiles()) === 2, "two tiles");
    await shot("attachments");
  });

  it("are seen large, one after the other, by the keyboard alone", async () => {
    await (await shown("[data-attachment]")).click();
    await poll(isPainted, "the large picture");
    const first = await viewed();
    await browser.keys(["ArrowRight"]);
    await poll(async () => (await viewed()) !== first, "the next one");
    await poll(isPainted, "the next picture");
    await shot("attachment-large");
    await browser.keys(["ArrowLeft"]);
    await poll(async () => (await viewed()) === first, "the first one again");
    assert.deepEqual(await axe(), []);
    await browser.keys(["Escape"]);
    await poll(async () => (await viewed()) === null, "the strip again");
  });

  it("are saved as they are kept: without the place they were taken at", async () => {
    await press("[data-attachment]");
    await poll(isPainted, "the large picture");
    await act("save-as");
    const copy = file("copy.png");
    saveInDialog("Save as…", copy);
    await poll(() => existsSync(copy), copy, 30_000);
    const taken = photograph({ colour: [80, 110, 140] });
    assert.ok(taken.includes(PLACE));
    const kept = readFileSync(copy);
    assert.ok(!kept.includes(PLACE), "the place is gone");
    assert.deepEqual(kept, photograph({ colour: [80, 110, 140], place: false }), "the picture is whole");
    await browser.keys(["Escape"]);
    await poll(async () => (await viewed()) === null, "the strip again");
  });

  it("are refused in plain words when they are none, are broken, or are there already", async () => {
    for (const [name, bytes, why] of [
      ["note.jpg", "only a name makes no picture", /only JPEG, PNG, WebP and PDF/],
      ["broken.png", photograph().subarray(0, 90), /breaks off or is damaged/],
      ["again.png", photograph(), /was added here already/],
      ["huge.png", Buffer.alloc(17 * 1024 * 1024), /larger than 16 MiB/],
    ]) {
      await attach(file(name, bytes));
      await see(why);
      await browser.keys(["Escape"]);
      await poll(async () => !(await isShown('[data-act="attach-go"]')), "the strip again");
    }
    assert.equal(await tiles(), 2, "nothing was added");
  });

  it("are withdrawn with a reason, and stay behind a line and in the story", async () => {
    await press("[data-attachment]");
    await act("withdraw");
    await fill("reason", "This is another rifle");
    await act("withdraw-go");
    await poll(async () => (await tiles()) === 1, "one tile");
    assert.equal((await story())[0], "attachment-withdrawn");
    await act("show-withdrawn");
    await poll(async () => (await tiles()) === 2, "the withdrawn one below");
    await see("This is another rifle");
    await shot("attachments-withdrawn");
  });

  for (const [language, words] of Object.entries(LANGUAGES)) {
    it(`have every word in ${language} and fit 1280 by 720`, async () => {
      await set(words);
      await openRifle();
      await poll(() => isShown("[data-attachment] img"), "its small picture");
      assert.deepEqual(await missing(), []);
      assert.deepEqual(await overflow(), []);
      await press("[data-attachment]");
      await poll(isPainted, "the large picture");
      await shot(`attachment-${language}`);
      assert.deepEqual(await missing(), []);
      assert.deepEqual(await overflow(), []);
      await browser.keys(["Escape"]);
      await act("attach");
      await shot(`attach-${language}`);
      assert.deepEqual(await missing(), []);
      assert.deepEqual(await overflow(), []);
      await browser.keys(["Escape"]);
    });
  }

  for (const [theme, words] of Object.entries(THEMES)) {
    it(`can be looked at in the ${theme} theme`, async () => {
      await set(words);
      await openRifle();
      await poll(() => isShown("[data-attachment] img"), "its small picture");
      assert.deepEqual(await axe(), []);
      await press("[data-attachment]");
      await poll(isPainted, "the large picture");
      await shot(`attachment-${theme}`);
      assert.deepEqual(await axe(), []);
      await browser.keys(["Escape"]);
    });
  }
});
