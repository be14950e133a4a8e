// Every screen in every language and theme: no word is missing, nothing sticks out, axe has no finding.

import assert from "node:assert/strict";
import { createHub, importFile, kansas } from "../books.js";
import { go, isShown, LANGUAGES, press, pressNth, set } from "../hooks.js";
import { axe, missing, overflow, poll, seeScreen, setWindow, shot } from "../steps.js";

const THEMES = { dark: "Dark", blackout: "Blackout", light: "Light" };
const SCREENS = [
  "today",
  "stock",
  "weapons",
  "places",
  "people",
  "receive",
  "issue",
  "return",
  "move",
  "import",
  "discrepancies",
  "network",
  "settings",
];

/** Everything that can be looked at, with the way there. */
const VIEWS = [
  ...SCREENS.map((screen) => [screen, () => go(screen)]),
  // People remembers which of its two lists was looked at.
  ["people-people", () => go("people").then(() => pressNth('[role="radio"]', 0))],
  ["stock-lines", () => go("stock").then(() => pressNth('[role="radio"]', 1))],
  ["people-units", () => go("people").then(() => pressNth('[role="radio"]', 1))],
  ["weapons-detail", openRow],
  ["thing", openPage],
];

async function openRow() {
  await go("weapons");
  await poll(() => isShown("[data-row]"), "weapons");
  await press("[data-row]");
  await poll(() => isShown("[data-event]"), "the story of a weapon");
}

async function openPage() {
  await openRow();
  await press('[data-act="open-page"]');
  await seeScreen("thing");
  await poll(() => isShown("[data-event]"), "the story of a weapon");
}

describe("every screen", () => {
  before(async () => {
    await setWindow(1280, 720);
    await createHub();
    await importFile(kansas);
  });

  for (const [language, words] of Object.entries(LANGUAGES)) {
    describe(`in ${language}`, () => {
      before(() => set(words));
      for (const [name, open] of VIEWS) {
        it(`${name} has every word and fits 1280 by 720`, async () => {
          await open();
          await shot(`${name}-${language}`);
          assert.deepEqual(await missing(), []);
          assert.deepEqual(await overflow(), []);
          if (language === "uk") assert.deepEqual(await axe(), []);
        });
      }
    });
  }

  for (const [theme, words] of Object.entries(THEMES)) {
    describe(`in the ${theme} theme`, () => {
      before(() => set(words));
      for (const [name, open] of VIEWS) {
        it(`${name} can be read by everyone`, async () => {
          await open();
          await shot(`${name}-${theme}`);
          assert.deepEqual(await axe(), []);
        });
      }
    });
  }
});
