/** Finding anything in the books by a word, a serial or a scan. */

import Box from "@lucide/svelte/icons/package";
import Layers from "@lucide/svelte/icons/layers";
import MapPin from "@lucide/svelte/icons/map-pin";
import User from "@lucide/svelte/icons/user";
import Users from "@lucide/svelte/icons/users";
import { ask, type Found, type FoundKind } from "../api";
import type { PaletteGroup } from "../parts/frame/Palette.svelte";
import type { Icon } from "../parts/icons/icon";
import WeaponIcon from "../parts/icons/WeaponIcon.svelte";
import type { Language } from "../state/language.svelte";
import type { Navigation } from "../state/navigation.svelte";
import type { Tongue } from "../state/words";
import { called } from "../values/called";

const MOST = 30;
const KINDS: readonly FoundKind[] = ["asset", "item", "lot", "place", "person", "unit"];
const ICONS: Record<FoundKind, Icon> = {
  asset: WeaponIcon,
  item: Box,
  lot: Layers,
  place: MapPin,
  person: User,
  unit: Users,
};
/** Kinds whose title is a code rather than a name. */
const CODED: readonly FoundKind[] = ["asset", "lot"];

/** What the books know under this text, by kind; of several hubs' books each hit says whose. */
export async function findInBooks(
  text: string,
  words: Language,
  severalHubs: boolean,
): Promise<PaletteGroup[]> {
  const found = await ask({ query: "search", text, limit: MOST });
  return KINDS.map((kind) => ({
    id: kind,
    label: words.t(`found-${kind}`),
    items: found
      .filter((one) => one.kind === kind)
      .map((one) => paletteItem(severalHubs ? one : { ...one, hub: null }, words.tongue)),
  }));
}

function paletteItem({ kind, id, exact, hub, ...found }: Found, tongue: Tongue) {
  const title = called(found.title, found.titleIn, tongue);
  const detail = called(found.detail ?? "", found.detailIn, tongue);
  const coded = CODED.includes(kind);
  return {
    id,
    icon: ICONS[kind],
    exact,
    code: coded ? title : undefined,
    label: coded ? detail : title,
    note: [coded ? "" : detail, hub].filter(Boolean).join(" · ") || undefined,
  };
}

/** Goes to the thing found. */
export function openFound(kind: string, id: string, navigation: Navigation): void {
  navigation.go("thing", { kind, id });
}
