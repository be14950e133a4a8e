/** What acts wait for, in words. Pure. */

import type { AwaitedActs } from "../../api";
import type { Speaker } from "../../values/failure-words";

/** That it counts by itself once it has come; then whose it is and who has held it; then how it comes. */
export function awaitedText(awaited: readonly AwaitedActs[], words: Pick<Speaker, "t">): string {
  const each = awaited.map(({ name, heldBy }) => {
    const holders = heldBy.join(", ");
    return name === null
      ? words.t("awaited-unknown", { holders })
      : words.t("awaited-known", { name, holders });
  });
  const last = each.length > 0 ? [words.t("awaited-text")] : [];
  return [words.t("network-parked-text"), ...each, ...last].join(" ");
}
