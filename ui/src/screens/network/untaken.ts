/** What Kyiv does not take, in words. Pure. */

import type { Untaken } from "../../api";
import type { Speaker } from "../../values/failure-words";

/** "Kyiv did not take 3 acts of laptop 4F21AA". */
export function untakenTitle(
  { membership, acts, entries, name }: Untaken,
  words: Pick<Speaker, "t">,
): string {
  if (membership) return words.t("untaken-membership", { name });
  return acts > 0
    ? words.t("untaken-acts", { acts, name })
    : words.t("untaken-entries", { entries, name });
}

/** Why, and what becomes of it. */
export function untakenText({ why }: Untaken, words: Pick<Speaker, "t">): string {
  return words.t("untaken-text", { reason: words.t(`untaken-why-${why}`) });
}
