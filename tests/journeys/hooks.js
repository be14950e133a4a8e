// The window by its hooks (`data-act`, `data-field`, `data-go`, `data-row`), which hold in every language.

import { browser } from "@wdio/globals";
import { poll, seeScreen } from "./steps.js";

/** Presses the button for this act: the topmost dialog's where one is open. */
export async function act(name) {
  await press(`[data-act="${name}"]`);
}

/** Goes to a screen by its line in the rail. */
export async function go(screen) {
  await press(`[data-go="${screen}"]`);
  await seeScreen(screen);
}

/** What each language calls itself on the settings screen. */
export const LANGUAGES = { uk: "Українська", fr: "Français", en: "English" };

/** Chooses a segment on the settings screen by what it reads. */
export async function set(words) {
  await go("settings");
  await poll(
    () =>
      browser.execute((wanted) => {
        const segments = [...document.querySelectorAll('[data-screen="settings"] [role="radio"]')];
        const found = segments.find((segment) => segment.innerText.trim() === wanted);
        found?.click();
        return found?.getAttribute("aria-checked") === "true";
      }, words),
    `the setting ${words}`,
  );
}

/** Types into a field in place of what it held. */
export async function fill(field, text) {
  const input = await shown(`[data-field="${field}"]`);
  await input.setValue(text);
}

/** Types into a field that searches and takes the offer that reads so. */
export async function pick(field, typed, offer = typed) {
  await fill(field, typed);
  await pressOption(offer);
}

/** Opens a field's list and takes the choice that reads so. */
export async function choose(field, choice) {
  await press(`[data-field="${field}"]`);
  await pressOption(choice);
}

/** Opens the menu behind an act's button and takes the line that reads so. */
export async function menu(name, line) {
  await act(name);
  const found = await poll(
    () => browser.execute(optionThatReads, "[role=menuitem]", line),
    `menu line ${line}`,
  );
  await browser.$(found).click();
}

/** Presses the offer (or whatever the selector means) that reads so. */
export async function pressOption(text, selector = "[role=option]") {
  const found = await poll(() => browser.execute(optionThatReads, selector, text), `offer ${text}`);
  await browser.$(found).click();
}

/** Clicks the first visible, enabled element of this selector. */
export async function press(selector) {
  await poll(async () => {
    const element = await shown(selector);
    if (!(await element.isEnabled())) return false;
    await element.scrollIntoView({ block: "nearest" });
    await element.click();
    return true;
  }, `something to press at ${selector}`);
}

/** Clicks one of several alike, counted from nought. */
export async function pressNth(selector, index) {
  const found = await poll(async () => (await browser.$$(selector))[index], `${selector}, number ${index}`);
  await found.click();
}

/** The visible element of this selector, in the topmost dialog where one is open. */
export async function shown(selector) {
  const found = await poll(() => browser.execute(firstVisible, selector), selector);
  return browser.$(found);
}

/** Whether anything of this selector can be seen now. */
export async function isShown(selector) {
  return (await browser.execute(firstVisible, selector)) !== null;
}

/** The texts of all elements of this selector. */
export function texts(selector) {
  return browser.execute(
    (wanted) => [...document.querySelectorAll(wanted)].map((element) => element.innerText.trim()),
    selector,
  );
}

/** The names of the events in the timeline shown, latest first. */
export function story() {
  return browser.execute(() =>
    [...document.querySelectorAll("ol > li[data-event]")].map((entry) => entry.dataset.event),
  );
}

/* ------------------------------------------------------------ these run inside the window */

function firstVisible(selector) {
  const visible = (element) =>
    element.getClientRects().length > 0 && getComputedStyle(element).visibility !== "hidden";
  const dialog = [...document.querySelectorAll("[role=dialog], [role=alertdialog]")].filter(visible).at(-1);
  const found = [...(dialog ?? document).querySelectorAll(selector)].find(visible);
  if (!found) return null;
  document.querySelectorAll("[data-journey]").forEach((marked) => marked.removeAttribute("data-journey"));
  found.setAttribute("data-journey", "found");
  return "[data-journey=found]";
}

function optionThatReads(selector, text) {
  const squeeze = (words) => words.replace(/\s+/g, " ").trim().toLowerCase();
  const wanted = squeeze(text);
  const found = [...document.querySelectorAll(selector)]
    .filter((element) => element.getClientRects().length > 0)
    .find((element) => squeeze(element.innerText).includes(wanted));
  if (!found) return null;
  document.querySelectorAll("[data-journey]").forEach((marked) => marked.removeAttribute("data-journey"));
  found.setAttribute("data-journey", "found");
  return "[data-journey=found]";
}
