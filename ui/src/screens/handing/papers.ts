/** Hand receipts on paper: asks where to, lets Rust write, says where it went. */

import { operate, readFailure, type ReceiptOf } from "../../api";
import { chooseTarget } from "../../api/files";
import type { Language } from "../../state/language.svelte";
import type { Notices } from "../../state/notices.svelte";
import { failureNotice } from "../../values/failure-words";

export async function saveHandReceipt(
  of: ReceiptOf,
  words: Language,
  notices: Notices,
): Promise<void> {
  try {
    const title = words.t("act-hand-receipt");
    const path = await chooseTarget(title, `${words.t("hand-receipt-file")}.pdf`, [
      { name: "PDF", extensions: ["pdf"] },
    ]);
    if (path === null) return;
    const outcome = await operate({
      operation: "hand-receipt",
      of,
      path,
      language: words.tongue,
    });
    const saved = outcome.outcome === "saved" ? outcome.path : "";
    notices.say({ tone: "ok", title: () => words.t("export-saved"), detail: () => saved });
  } catch (thrown) {
    notices.say(failureNotice(readFailure(thrown), words));
  }
}
