/** Where a bundle is written, and which is read, in the system's dialogs. */

import type { BundleFor } from "../../api";
import { chooseFile, chooseTarget } from "../../api/files";
import type { Language } from "../../state/language.svelte";
import { isoDay } from "../../values/dates";

const BUNDLE = "komora";

function kinds(words: Language) {
  return [{ name: words.t("bundle-files"), extensions: [BUNDLE] }];
}

/** The name says for whom and of which day it is, never from whom: a stick can be found by anybody. */
export function chooseBundleTarget(of: BundleFor, now: Date, words: Language) {
  const name = `${words.t(`bundle-file-${of}`)}-${isoDay(now)}.${BUNDLE}`;
  return chooseTarget(words.t("bundle-write-title"), name, kinds(words));
}

export function chooseBundle(words: Language) {
  return chooseFile(words.t("bundle-take-title"), kinds(words));
}
