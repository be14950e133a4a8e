/** Places as the rows of a tree. Pure. */

import type { PlaceRow } from "../../api";
import { matches } from "../../values/match";

export interface TreeRow {
  place: PlaceRow;
  /** From 1. */
  level: number;
  children: number;
  open: boolean;
}

/** Children by parent; a place whose parent is not here, or that was put into itself, is a root. */
export function childrenOf(places: readonly PlaceRow[]): Map<string | null, PlaceRow[]> {
  const byId = new Map(places.map((place) => [place.id, place]));
  const children = new Map<string | null, PlaceRow[]>();
  for (const place of places) {
    const parent = place.parent && byId.has(place.parent) ? place.parent : null;
    const under = parent && !goesInCircles(place, byId) ? parent : null;
    children.set(under, [...(children.get(under) ?? []), place]);
  }
  return children;
}

function goesInCircles(place: PlaceRow, byId: ReadonlyMap<string, PlaceRow>): boolean {
  const met = new Set<string>();
  let at: PlaceRow | undefined = place;
  while (at) {
    if (met.has(at.id)) return true;
    met.add(at.id);
    at = at.parent === null ? undefined : byId.get(at.parent);
  }
  return false;
}

/** The rows on screen: open branches, or with a filter all matches and what they lie in. */
export function treeRows(
  places: readonly PlaceRow[],
  open: ReadonlySet<string>,
  filter: string,
): TreeRow[] {
  const children = childrenOf(places);
  const kept = filter === "" ? null : matching(places, filter);
  const rows: TreeRow[] = [];
  const walk = (parent: string | null, level: number) => {
    for (const place of children.get(parent) ?? []) {
      if (kept && !kept.has(place.id)) continue;
      const inside = children.get(place.id)?.length ?? 0;
      const isOpen = inside > 0 && (kept !== null || open.has(place.id));
      rows.push({ place, level, children: inside, open: isOpen });
      if (isOpen) walk(place.id, level + 1);
    }
  };
  walk(null, 1);
  return rows;
}

function matching(places: readonly PlaceRow[], filter: string): Set<string> {
  const byId = new Map(places.map((place) => [place.id, place]));
  const kept = new Set<string>();
  for (const place of places) {
    if (!matches(filter, `${place.code} ${place.name}`)) continue;
    let at: PlaceRow | undefined = place;
    while (at && !kept.has(at.id)) {
      kept.add(at.id);
      at = at.parent === null ? undefined : byId.get(at.parent);
    }
  }
  return kept;
}

/** All that is open at first: sites and what stands on them. */
export function openAtFirst(places: readonly PlaceRow[]): string[] {
  const children = childrenOf(places);
  const roots = children.get(null) ?? [];
  const few = places.length <= 60;
  return few ? places.map(({ id }) => id) : roots.flatMap((root) => [root.id]);
}
