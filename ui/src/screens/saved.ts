/** How safe what was saved is, in one line: on this laptop always, and how old the backup is. */

import type { BackupStatus } from "../api";
import type { Language } from "../state/language.svelte";
import type { Tone } from "../values/tone";

export interface SavedLine {
  tone: Tone;
  text: string;
  /** What is not there yet. */
  waiting?: string;
  /** What the exchange does now. */
  phase?: string;
}

export function savedState(
  backup: BackupStatus | null,
  training: boolean,
  now: Date,
  words: Language,
): SavedLine {
  // Nobody backs up a sandbox.
  if (training) return { tone: "ok", text: words.t("saved-here") };
  if (backup?.lastProblem) return { tone: "bad", text: words.t("saved-backup-failed") };
  const newest_ms = backup?.newestMs ?? null;
  if (newest_ms === null) return { tone: "warn", text: words.t("saved-no-backup") };
  const age = words.relative(new Date(newest_ms), now);
  const key = backup?.overdue ? "saved-backup-overdue" : "saved-backup";
  return { tone: backup?.overdue ? "warn" : "ok", text: words.t(key, { age }) };
}
