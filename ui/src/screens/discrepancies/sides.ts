/** What each of two acts that disagree would mean for where the thing is. Pure. */

import type { Holder, TimelineRow, Whereabouts } from "../../api";

interface Placing {
  to?: string | Holder;
  at?: string | null;
  place?: string;
  whereabouts?: Whereabouts;
}

/** Where the thing would be if this act were the true one; null where the act says nothing of it. */
export function whereaboutsAfter(row: TimelineRow): Whereabouts | null {
  const event = (row.event ?? {}) as Placing;
  switch (row.what) {
    case "asset-issued":
      return typeof event.to === "object" ? { type: "issued", id: event.to } : null;
    case "asset-moved":
    case "asset-returned":
      return stored(event.to);
    case "asset-found":
    case "asset-sighted":
      return stored(event.at);
    case "asset-received":
      return stored(event.place);
    case "asset-lost":
      return { type: "lost" };
    case "asset-corrected":
      return event.whereabouts ?? null;
    default:
      return null;
  }
}

function stored(place: string | Holder | null | undefined): Whereabouts | null {
  return typeof place === "string" ? { type: "stored", id: place } : null;
}

/** One text for one whereabouts, for choosing and comparing. */
export function whereaboutsKey(whereabouts: Whereabouts): string {
  if (whereabouts.type === "stored") return `stored:${whereabouts.id}`;
  if (whereabouts.type === "issued") return `issued:${whereabouts.id.type}:${whereabouts.id.id}`;
  return whereabouts.type;
}

/** The id whose name says where it is, if it has one. */
export function namedIn(whereabouts: Whereabouts): string | null {
  if (whereabouts.type === "stored") return whereabouts.id;
  return whereabouts.type === "issued" ? whereabouts.id.id : null;
}
