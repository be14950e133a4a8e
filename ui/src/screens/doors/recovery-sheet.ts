/** The sheet with the recovery code: Rust gives it only until the books are locked for the first time. */

import { operate } from "../../api";
import { chooseTarget } from "../../api/files";
import type { Language } from "../../state/language.svelte";

/** Where it was saved, or null when the person changed their mind. */
export async function saveRecoverySheet(words: Language): Promise<string | null> {
  const name = `${words.t("recovery-file-name")}.pdf`;
  const path = await chooseTarget(words.t("act-save-sheet"), name, [
    { name: "PDF", extensions: ["pdf"] },
  ]);
  if (path === null) return null;
  await operate({ operation: "save-recovery-sheet", path, language: words.tongue });
  return path;
}
