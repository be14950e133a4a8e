/** Which file is attached, and where a copy goes, in the system's dialogs. */

import type { AttachmentRow } from "../../../api";
import { chooseFile, chooseTarget } from "../../../api/files";
import type { Language } from "../../../state/language.svelte";
import { ENDINGS, copyName } from "./strip";

export function chooseAttachment(words: Language) {
  const extensions = Object.values(ENDINGS).flat();
  return chooseFile(words.t("attach-title"), [{ name: words.t("attach-files"), extensions }]);
}

export function chooseCopyTarget(row: AttachmentRow, words: Language) {
  const extensions = [...ENDINGS[row.mediaType]];
  const kinds = [{ name: words.t("attach-files"), extensions }];
  return chooseTarget(words.t("act-save-as"), copyName(row), kinds);
}
