/** What is said in small letters below an act. Pure. */

import type { ActRow } from "../../api";

interface Speaker {
  t(key: string, args?: Record<string, string | number>): string;
}

/** Whose act, where several hubs' are told; where to, on which paper, who; and why it does not count. */
export function factsOf(row: ActRow, words: Speaker, severalHubs: boolean): string[] {
  const facts = [
    severalHubs && row.hub,
    row.toName && words.t("today-to", { to: row.toName }),
    row.document && words.t("today-document", { document: row.document }),
    row.actorName,
    row.correctedBy !== null && words.t("today-taken-back"),
    row.status !== "folded" && words.t(`told-${row.status}`),
  ];
  return facts.filter((fact): fact is string => Boolean(fact));
}
