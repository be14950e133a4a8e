/** Finding things to hand over by what a scanner reads or a person types. */

import { ask } from "../../api";
import { comparable } from "../../values/serial";
import { fetchAsset, pickStock, unfitAsset, unfitStock, type Handing, type Picked } from "./picked";
import type { AssetRow, StockRow } from "../../api";

export type Offer =
  | { kind: "asset"; id: string; row: AssetRow; unfit: string | null }
  | { kind: "stock"; id: string; row: StockRow; unfit: string | null };

const MOST_ASSETS = 12;
const MOST_LINES = 8;

/** What could be meant, what fits first. */
export async function offersFor(text: string, handing: Handing): Promise<Offer[]> {
  const kept = handing === "return" ? "holder" : "place";
  const window = (limit: number) => ({ offset: 0, limit, sort: null, descending: false });
  const [assets, lines] = await Promise.all([
    ask({ query: "assets", filter: { text }, window: window(MOST_ASSETS) }),
    ask({ query: "stock", filter: { text, kept }, window: window(MOST_LINES) }),
  ]);
  const offers: Offer[] = [
    ...assets.rows.map((row) => ({
      kind: "asset" as const,
      id: row.id,
      row,
      unfit: unfitAsset(handing, row),
    })),
    ...lines.rows.map((row) => ({
      kind: "stock" as const,
      id: row.id,
      row,
      unfit: unfitStock(handing, row),
    })),
  ];
  return offers.sort((a, b) => rank(a, text) - rank(b, text));
}

function rank(offer: Offer, text: string): number {
  return (offer.unfit === null ? 0 : 2) + (isExact(offer, text) ? 0 : 1);
}

export function isExact(offer: Offer, text: string): boolean {
  return offer.kind === "asset" && comparable(offer.row.serial) === comparable(text);
}

/** The one thing this text names beyond doubt. */
export function theOne(offers: readonly Offer[], text: string): Offer | null {
  const exact = offers.filter((offer) => isExact(offer, text));
  if (exact.length === 1) return exact[0]!;
  return exact.length === 0 && offers.length === 1 ? offers[0]! : null;
}

export async function pickOffer(offer: Offer, handing: Handing): Promise<Picked> {
  return offer.kind === "asset" ? fetchAsset(offer.id) : pickStock(offer.row, handing);
}
