// Two laptops of one hub and Kyiv: what one does the other sees; what both did while the line was down is
// settled by a person.

import assert from "node:assert/strict";
import { browser } from "@wdio/globals";
import { createHub, importFile, passphrase } from "../books.js";
import { foundNetwork } from "../center.js";
import { act, fill, go, isShown, pick, press, shown } from "../hooks.js";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { pictures, root } from "../places.js";
import { saveInDialog } from "../save-dialog.js";
import { openSecond } from "../second-window.js";
import { axe, missing, overflow, poll, screen, see, seeNot, seeScreen, setWindow, shot } from "../steps.js";

/** Calibrated key derivation and a debug build take their time. */
const SLOW_MS = 60_000;
const manual = process.env.KOMORA_PICTURES === "1" ? path.join(root, "docs/MANUAL/pictures") : pictures;
const RIFLES = [
  "serial,item,class,unit of issue,place",
  ...[1, 2, 3].map((number) => `AK-000${number},RIFLE,II,EA,STORE`),
].join("\n");

let center;
let second;

async function find(serial) {
  await act("find");
  await (await shown('[role="dialog"] input')).setValue(serial);
  await poll(() => isShown('[role="option"]'), serial);
  await press('[role="group"]:first-child [role="option"]');
  await seeScreen("thing");
}

async function issue(serial, to) {
  await find(serial);
  await act("issue");
  await seeScreen("issue");
  await poll(() => isShown("tr[data-row]"), "the rifle in the list");
  await pick("issue-to", to);
  await act("issue");
  await poll(() => isShown('[data-done="issue"]'), "it is issued");
}

/** Notices go by themselves after a while: whichever are still there. */
function dismissAll() {
  return browser.execute(() => {
    document.querySelectorAll('button[aria-label="Dismiss"]').forEach((button) => button.click());
  });
}

async function looksRight(name, folder = pictures) {
  await shot(name, folder);
  assert.deepEqual(await missing(), []);
  assert.deepEqual(await overflow(), []);
  assert.deepEqual(await axe(), []);
}

describe("two laptops and Kyiv", () => {
  before(async () => {
    center = await foundNetwork();
    await setWindow(1280, 720);
  });

  after(async () => {
    await second?.close();
    await center?.end();
  });

  it("a hub that has worked alone joins with two cards", async () => {
    await createHub();
    const file = center.file("rifles.csv");
    writeFileSync(file, RIFLES);
    await importFile(file);
    await go("network");
    await looksRight("network-alone");
    const [card, answer] = [center.file("river.komora-card"), center.file("answer.komora-card")];
    await act("save-hub-card");
    saveInDialog("Save this hub’s card", card);
    await see("river.komora-card");
    center.admit(card, answer);
    await fill("network-card", answer);
    await act("join-network");
    await see("Kyiv has everything");
    await dismissAll();
    await looksRight("21-network", manual);
  });

  it("a second laptop joins with a code and has the same books", async () => {
    const vouchers = center.file("vouchers.txt");
    await fill("vouchers-path", vouchers);
    await act("save-vouchers");
    await see("vouchers.txt");
    await dismissAll();
    const code = center.code(vouchers);
    second = await openSecond("second");
    await second.within(async () => {
      await setWindow(1280, 720);
      await seeScreen("first-run");
      await act("join-by-code");
      await fill("join-code", code);
      await fill("person", "Storekeeper 2");
      await fill("passphrase", passphrase);
      await fill("passphrase-repeat", passphrase);
      await act("join");
      await poll(async () => (await screen()) === "recovery-code", "the recovery code", SLOW_MS);
      await press('[data-field="kept"]');
      await act("enter");
      await seeScreen("today");
      await see("HUB-RIVER");
      await go("network");
      await see("Kyiv has everything");
      await looksRight("network-second");
      await find("AK-0001");
    });
  });

  it("what one issues, the other sees", async () => {
    await second.within(() => issue("AK-0001", "Storekeeper 2"));
    await find("AK-0001");
    await see("Storekeeper 2");
    await shot("seen-elsewhere");
  });

  it("the same rifle is issued twice while the line is down", async () => {
    // On one machine both are nearby: they would tell each other without Kyiv.
    await go("network");
    await see("This laptop answers the others at port");
    await looksRight("network-nearby");
    await press('[data-field="nearby"]');
    await poll(
      () => browser.execute(() => !document.body.innerText.includes("answers the others at port")),
      "the door for neighbours to be closed",
    );
    await center.leave();
    await issue("AK-0002", "Quartermaster 1");
    await second.within(() => issue("AK-0002", "Storekeeper 2"));
    await go("network");
    await see("Kyiv cannot be reached");
    await looksRight("network-unreachable");
  });

  it("the line is back, and a person settles what both did", async () => {
    await center.begin();
    await act("sync-now");
    await second.within(async () => {
      await go("network");
      await act("sync-now");
    });
    await go("discrepancies");
    await poll(() => isShown('[data-screen="discrepancies"] [data-row]'), "the discrepancy", SLOW_MS);
    await press('[data-screen="discrepancies"] [data-row]');
    await see("Quartermaster 1");
    await see("Storekeeper 2");
    await looksRight("22-discrepancy", manual);
    await press('[data-screen="discrepancies"] [data-row] [type="radio"], article [role="radio"]');
    await fill("finding", "Both were asked; the receipt of the first is signed.");
    await act("settle");
    await poll(
      async () => !(await isShown('[data-screen="discrepancies"] tr[data-row]')),
      "nothing left open",
    );
    await second.within(async () => {
      await go("discrepancies");
      await poll(
        async () => !(await isShown('[data-screen="discrepancies"] tr[data-row]')),
        "settled there too",
      );
      await seeNot("Issued twice");
    });
  });
});
