/** Where a bundle is written, and which is read, in the system's dialogs. */

import type { BundleFor } from "../../api";
import { chooseFile, chooseTarget } from "../../api/files";
import type { Language } from "../../state/language.svelte";
import { isoDay } from "../../values/dates";

const BUNDLE = "komora";
/** As files have them: a dot and a few letters, the first no digit, for days are written with dots too. */
const ENDING = /[^/\\]\.[a-z][a-z0-9]{0,11}$/i;

function kinds(words: Language) {
  return [{ name: words.t("bundle-files"), extensions: [BUNDLE] }];
}

/** The name says for whom and of which day it is, never from whom: a stick can be found by anybody. */
export function chooseBundleTarget(of: BundleFor, now: Date, words: Language) {
  const name = `${words.t(`bundle-file-${of}`)}-${isoDay(now)}.${BUNDLE}`;
  return chooseTarget(words.t("bundle-write-title"), name, kinds(words));
}

/** Where a bundle is written to: a name typed without any ending gets the one bundles have. */
export function bundlePath(typed: string): string {
  const path = typed.trim();
  const folder = /(^|[/\\])\.*$/.test(path);
  return folder || ENDING.test(path) ? path : `${path}.${BUNDLE}`;
}

/** A list of what is held here goes to the center's operator. */
export function chooseHoldingsTarget(words: Language) {
  const name = `${words.t("bundle-holdings-file-name")}.komora-held`;
  return chooseTarget(words.t("act-save-holdings"), name, [
    { name: words.t("bundle-holdings-files"), extensions: ["komora-held"] },
  ]);
}

export function chooseBundle(words: Language) {
  return chooseFile(words.t("bundle-take-title"), kinds(words));
}
