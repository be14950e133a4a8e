// What a person does in front of the window, in a person's words. No step sleeps: each waits until what
// it needs is there, and says what was missing when it is not.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { browser } from "@wdio/globals";
import { appsFolder, dataFolder, freshFolder, removeFolder, startDriver, stopDriver } from "./driver.js";
import { pictures } from "./places.js";
import { savePicture } from "./screen-picture.js";

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Closes the app, forgets its data and opens it as on a new laptop. */
export async function startFresh({ language = "en", environment = {}, disk } = {}) {
  await closeApp();
  removeFolder();
  freshFolder();
  await openApp({ language, environment, disk });
}

/** Closes the app and opens it again on the same data. */
export async function restart({ language = "en", environment = {} } = {}) {
  await closeApp();
  await openApp({ language, environment });
}

async function closeApp() {
  // A window that closed itself has no session left to end.
  await browser.deleteSession().catch(() => undefined);
  await stopDriver();
}

async function openApp({ language, environment, disk }) {
  await startDriver({
    port: browser.options.port,
    language,
    environment,
    disk,
    name: `again-${process.pid}`,
  });
  await browser.reloadSession();
}

/** The folder the app keeps its store in, and the same as the app sees it. */
export { appsFolder, dataFolder };

/** Which screen is shown: the `data-screen` nearest the top. */
export function screen() {
  return browser.execute(() => document.querySelector("[data-screen]")?.dataset.screen ?? null);
}

/** Waits for one of these screens and says which it is. */
export async function seeScreen(...names) {
  return poll(
    async () => {
      const shown = await screen();
      return names.includes(shown) && shown;
    },
    `screen ${names.join(" or ")}`,
  );
}

/** Waits until this text (or match of this pattern) is to be read in the window. */
export async function see(text) {
  await poll(async () => holds(await visibleText(), text), `the text ${text}`);
}

/** Waits until this text is not to be read any more. */
export async function seeNot(text) {
  await poll(async () => !holds(await visibleText(), text), `no text ${text}`);
}

function visibleText() {
  return browser.execute(() => document.body.innerText);
}

function holds(shown, text) {
  return text instanceof RegExp ? text.test(shown) : shown.toLowerCase().includes(text.toLowerCase());
}

/** Clicks what has this role and accessible name, e.g. `click("button", "Save")`. */
export async function click(role, name) {
  const element = await find(role, name);
  await element.scrollIntoView({ block: "nearest" });
  await element.click();
}

/** Types into the field with this label, in place of what it held. */
export async function type(label, text) {
  const field = await find("field", label);
  await field.setValue(text);
}

/** Chooses an option of a native select by its words. */
export async function choose(label, option) {
  await (await find("field", label)).selectByVisibleText(option);
}

/** Presses keys, e.g. `press("Control", "k")`. A scanner is a burst of keys and Enter. */
export async function press(...keys) {
  await browser.keys(keys);
}

export async function scan(code) {
  await browser.keys([...code]);
  await browser.keys(["Enter"]);
}

/** The visible element with this role ("field" for anything that takes text) and name. */
export async function find(role, name) {
  const found = await poll(() => browser.execute(byRoleAndName, role, name), `${role} "${name}"`);
  return browser.$(found);
}

export function setWindow(width, height) {
  return browser.setWindowSize(width, height);
}

/** Saves what the window shows under `target/pictures/`, or in this folder, once nothing moves any more. */
export async function shot(name, folder = pictures) {
  const window = await poll(() => browser.execute(atRest), "a window at rest");
  savePicture(path.join(folder, `${name}.png`), window);
}

/** Accessibility findings of axe: `[{ id, impact, help, nodes }]`, nodes as selectors. */
export async function axe(options = {}) {
  if (!(await browser.execute(() => typeof window.axe === "object"))) await browser.execute(axeSource);
  const outcome = await browser.executeAsync((given, done) => {
    window.axe.run(document, given).then(
      (result) =>
        done({
          violations: result.violations.map(({ id, impact, help, nodes }) => ({
            id,
            impact,
            help,
            nodes: nodes.map((node) => node.target.join(" ")),
          })),
        }),
      (error) => done({ error: String(error) }),
    );
  }, options);
  if (outcome.error) throw new Error(outcome.error);
  return outcome.violations;
}

/** Elements that stick out of the window or of a box that cannot scroll: `[{ element, by }]` in pixels. */
export function overflow() {
  return browser.execute(stickingOut);
}

/** Words that have no translation show their key, in brackets; numbers that are missing show their name. */
export function missing() {
  return browser.execute(() => {
    const attributes = ["aria-label", "title", "placeholder", "alt"];
    const said = [...document.querySelectorAll("*")].flatMap((element) =>
      attributes.map((name) => element.getAttribute(name) ?? ""),
    );
    const all = [document.title, document.body.innerText, ...said].join("\n");
    return [...new Set(all.match(/⟦[^⟧]*⟧|\{\$[^}]*\}|\{[a-z-]+\}|\bundefined\b|\bNaN\b/g))];
  });
}

/** Asks until the answer is truthy and hands it back. */
export async function poll(ask, what, timeout = 10_000) {
  let error;
  const ended = await browser
    .waitUntil(
      async () => {
        try {
          error = undefined;
          return await ask();
        } catch (thrown) {
          error = thrown;
          return false;
        }
      },
      { timeout, interval: 100 },
    )
    .catch(() => undefined);
  if (ended) return ended;
  const shown = await visibleText().catch(() => "");
  throw new Error(`waited for ${what}${error ? ` (${error.message})` : ""}; the window shows:\n${shown}`);
}

/* ------------------------------------------------------------ these run inside the window */

/** Where the window stands and its size; null while something fades, slides or loads. */
function atRest() {
  const moves = document.getAnimations().some(({ playState }) => playState === "running");
  if (moves || document.querySelector("[aria-busy=true], .skeleton")) return null;
  const { screenX: x, screenY: y, innerWidth: width, innerHeight: height } = window;
  return { x, y, width, height };
}

function byRoleAndName(role, name) {
  const native = {
    button: "button, input[type=submit], input[type=button], summary",
    link: "a[href]",
    heading: "h1, h2, h3, h4",
    checkbox: "input[type=checkbox]",
    radio: "input[type=radio]",
    option: "option",
    row: "tr",
    cell: "td",
    columnheader: "th",
    dialog: "dialog",
    field: "input:not([type=checkbox]):not([type=radio]), textarea, select, [role=combobox], [role=textbox]",
  };
  const squeeze = (text) => (text ?? "").replace(/\s+/g, " ").trim().toLowerCase();
  const named = (element) => {
    const ids = element.getAttribute("aria-labelledby");
    if (ids)
      return ids
        .split(/\s+/)
        .map((id) => document.getElementById(id)?.textContent ?? "")
        .join(" ");
    const label = element.getAttribute("aria-label");
    if (label) return label;
    if (element.labels?.length) return element.labels[0].innerText;
    return element.innerText || element.value || element.title || element.getAttribute("placeholder");
  };
  const visible = (element) =>
    element.getClientRects().length > 0 && getComputedStyle(element).visibility !== "hidden";
  const selector = [native[role], `[role="${role}"]`].filter(Boolean).join(", ");
  // A dialog that is open covers what lies below it.
  const open = [...document.querySelectorAll("[role=dialog], [role=alertdialog], dialog[open]")].filter(
    visible,
  );
  const within = open.at(-1) && role !== "dialog" ? open.at(-1) : document;
  const all = [...within.querySelectorAll(selector)].filter(visible);
  const wanted = squeeze(name);
  const found =
    all.find((element) => squeeze(named(element)) === wanted) ??
    all.find((element) => squeeze(named(element)).includes(wanted));
  if (!found) return null;
  document.querySelectorAll("[data-journey]").forEach((marked) => marked.removeAttribute("data-journey"));
  found.setAttribute("data-journey", "found");
  return "[data-journey=found]";
}

function stickingOut() {
  const width = document.documentElement.clientWidth;
  const name = (element) => {
    const id = element.id ? `#${element.id}` : "";
    const classes =
      typeof element.className === "string" ? element.className.trim().split(/\s+/).join(".") : "";
    return `${element.tagName.toLowerCase()}${id}${classes && "." + classes} "${(element.textContent ?? "").trim().slice(0, 40)}"`;
  };
  const scrolled = (element) => {
    for (let box = element.parentElement; box; box = box.parentElement) {
      const style = getComputedStyle(box);
      if (style.overflowX !== "visible") return true;
      if (style.position === "fixed") return false;
    }
    return false;
  };
  const found = [];
  const page = document.documentElement.scrollWidth - width;
  if (page > 1) found.push({ element: "page", by: page });
  for (const element of document.body.querySelectorAll("*")) {
    const style = getComputedStyle(element);
    const hidden =
      style.visibility === "hidden" || style.clipPath !== "none" || !element.getClientRects().length;
    if (hidden) continue;
    const right = element.getBoundingClientRect().right - width;
    if (right > 1 && !scrolled(element)) found.push({ element: name(element), by: Math.round(right) });
    const cut = element.scrollWidth - element.clientWidth;
    const cuts = style.overflowX === "hidden" || style.overflowX === "clip";
    // Text shortened with an ellipsis is a decision, not an accident.
    if (cuts && cut > 1 && style.textOverflow !== "ellipsis" && element.clientWidth > 1) {
      found.push({ element: name(element), by: cut });
    }
  }
  return found;
}
