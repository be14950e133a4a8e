/** The files that a hub and a network come to know each other by. */

import type { Outcome } from "../../api";
import { chooseFile, chooseTarget } from "../../api/files";
import type { Language } from "../../state/language.svelte";
import type { Notices } from "../../state/notices.svelte";

const CARD = "komora-card";

function kinds(words: Language) {
  return [{ name: words.t("network-card-files"), extensions: [CARD] }];
}

/** Where to write a card, or null when the person changed their mind. */
export function chooseCardTarget(title: string, name: string, words: Language) {
  return chooseTarget(title, `${name}.${CARD}`, kinds(words));
}

/** Which card to read. */
export function chooseCard(title: string, words: Language) {
  return chooseFile(title, kinds(words));
}

export function chooseVouchersTarget(words: Language) {
  return chooseTarget(words.t("vouchers-title"), `${words.t("vouchers-file-name")}.txt`, [
    { name: words.t("vouchers-files"), extensions: ["txt"] },
  ]);
}

/** Says where a file lies and what to do with it. */
export function sayWritten(outcome: Outcome, title: () => string, notices: Notices): void {
  if (outcome.outcome !== "saved") return;
  const { path } = outcome;
  notices.say({ tone: "ok", title, detail: () => path });
}
