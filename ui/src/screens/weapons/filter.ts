/** The filters of the Weapons screen, as links and the trail carry them. Pure. */

import type { AssetFilter, Category, ConditionCode, WhereaboutsKind } from "../../api";
import { readHolder } from "../picking/names";

/** Shows everything with a serial, not weapons alone. */
export const ALL = "all";
export const DAY_MS = 86_400_000;

export function assetFilter(params: Readonly<Record<string, string>>): AssetFilter {
  const said = (key: string) => params[key] || null;
  const yes = (key: string) => (params[key] === "true" ? true : null);
  const category = said("category") ?? "weapon";
  const unseen = said("notSeenSinceMs");
  return {
    text: said("text"),
    category: category === ALL ? null : (category as Category),
    item: said("item"),
    place: said("place"),
    whereabouts: said("whereabouts") as WhereaboutsKind | null,
    condition: said("condition") as ConditionCode | null,
    holder: readHolder(params.holder),
    owner: said("owner"),
    disputed: yes("disputed"),
    unmarked: yes("unmarked"),
    notSeenSinceMs: unseen === null ? null : Number(unseen),
    hub: said("hub"),
  };
}
