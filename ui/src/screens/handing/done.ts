/** Saying what an act did, where it is saved, and how to take it back. */

import { execute, readFailure, type Receipt } from "../../api";
import type { Language } from "../../state/language.svelte";
import type { Notices } from "../../state/notices.svelte";
import { failureNotice } from "../../values/failure-words";
import { newId } from "../../values/ids";
import { groupNsn } from "../../values/nsn";

const MOST_WARNINGS = 3;
const MOST_NAMED = 5;

/** What was written, in words: "Issued × 3, Stock changed". */
export function changedWords(receipt: Receipt, words: Language): string {
  const said = receipt.changed.map(({ what, count }) => {
    const event = words.t(`event-${what}`);
    return count > 1 ? words.t("done-times", { event, count }) : event;
  });
  return said.join(", ");
}

/** A thing worth a second look, in words; the act stands all the same. */
export function warningWords(warning: Receipt["warnings"][number], words: Language): string {
  const { kind, ...fields } = warning;
  const args: Record<string, string> = {};
  for (const [name, value] of Object.entries(fields)) {
    args[name] = Array.isArray(value)
      ? value.map(({ serial }) => serial).join(", ")
      : String(value ?? "");
  }
  if ("nsn" in args) args.nsn = groupNsn(args.nsn ?? "");
  return words.t(`warning-${kind}`, args);
}

/** All of them in words; numbers given to things without a serial are said together, however many. */
export function warningsWords(
  warnings: Receipt["warnings"],
  words: Language,
  most = MOST_WARNINGS,
): string {
  const given = warnings.flatMap((one) => (one.kind === "serial-unmarked" ? [one.serial] : []));
  const others = warnings.filter(({ kind }) => kind !== "serial-unmarked").slice(0, most);
  const said = others.map((one) => warningWords(one, words));
  if (given.length > 0) {
    const rest = words.t("serials-more", { count: given.length - MOST_NAMED });
    const named = [given.slice(0, MOST_NAMED).join(", "), given.length > MOST_NAMED ? rest : ""];
    const serial = named.filter(Boolean).join(" ");
    said.push(words.t("warning-serial-unmarked", { serial }));
  }
  return said.join(" ");
}

export function sayDone(receipt: Receipt, words: Language, notices: Notices): void {
  notices.say({
    tone: receipt.warnings.length > 0 ? "warn" : "ok",
    title: () => changedWords(receipt, words),
    detail: () =>
      [
        warningsWords(receipt.warnings, words),
        words.t("done-saved", { ms: Math.max(1, Math.round(receipt.tookUs / 1000)) }),
      ]
        .filter(Boolean)
        .join(" "),
    undo: receipt.undoable
      ? async () => void (await takeBack(receipt.act, words, notices))
      : undefined,
  });
}

/** Undo is a correcting act: a new entry that names the one it takes back. */
export async function takeBack(act: string, words: Language, notices: Notices): Promise<boolean> {
  try {
    await execute(
      { command: "correct", act, particulars: { document: null, remark: null } },
      newId(),
    );
    notices.say({ tone: "info", title: () => words.t("done-taken-back") });
    return true;
  } catch (thrown) {
    notices.say(failureNotice(readFailure(thrown), words));
    return false;
  }
}
