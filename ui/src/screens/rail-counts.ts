/** What the rail says beside a screen's name: how much there is, or how much waits. */

import type { Counts } from "../api";
import type { Tone } from "../values/tone";

export interface RailCount {
  count?: number;
  tone?: Tone;
}

export function railCount(screen: string, counts: Counts | undefined): RailCount {
  if (!counts) return {};
  switch (screen) {
    case "weapons":
      return { count: counts.weapons };
    case "stock":
      return { count: counts.items };
    case "places":
      return { count: counts.places };
    case "people":
      return { count: counts.people };
    case "discrepancies":
      return { count: counts.openDiscrepancies, tone: "bad" };
    case "network":
      return { count: counts.parked + counts.quarantined, tone: "warn" };
    default:
      return {};
  }
}
