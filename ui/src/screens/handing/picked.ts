/** What is being handed over: things picked one by one, each in the state it is in now. */

import {
  ask,
  type AssetCard,
  type AssetRow,
  type ConditionCode,
  type KitPart,
  type StockRow,
} from "../../api";
import { ISSUABLE } from "../../values/condition";

export type Handing = "issue" | "return" | "move";

export interface PickedAsset {
  kind: "asset";
  id: string;
  row: AssetRow;
  /** What makes one complete, and what of it is missing. */
  kit: KitPart[];
  missing: KitPart[];
  condition: ConditionCode;
}

export interface PickedStock {
  kind: "stock";
  id: string;
  row: StockRow;
  quantity: number | null;
  condition: ConditionCode;
}

export type Picked = PickedAsset | PickedStock;

export function pickAsset(card: AssetCard): PickedAsset {
  const { row, kit, kitMissing } = card;
  return { kind: "asset", id: row.id, row, kit, missing: kitMissing, condition: row.condition };
}

/** How much is issued is always said; what is moved or comes back is mostly all of it. */
export function pickStock(row: StockRow, handing: Handing): PickedStock {
  const quantity = handing === "issue" ? null : row.quantity;
  return { kind: "stock", id: row.id, row, quantity, condition: row.key.condition };
}

export async function fetchAsset(id: string): Promise<PickedAsset> {
  return pickAsset(await ask({ query: "asset", id }));
}

export async function fetchStock(id: string, handing: Handing): Promise<PickedStock> {
  return pickStock((await ask({ query: "stock-line", id })).row, handing);
}

/** Why this cannot be handed over so, as `unfit-<reason>`; null when it can. */
export function unfitAsset(handing: Handing, row: AssetRow): string | null {
  const { type } = row.whereabouts;
  if (handing === "return") return type === "issued" || row.disputed ? null : `asset-${type}`;
  if (type !== "stored") return `asset-${type}`;
  if (handing === "move") return null;
  if (row.disputed) return "disputed";
  return ISSUABLE.includes(row.condition) ? null : "condition";
}

export function unfitStock(handing: Handing, row: StockRow): string | null {
  const kept = handing === "return" ? "holder" : "place";
  if (row.key.at.type !== kept) return handing === "return" ? "stock-stored" : "stock-issued";
  if (handing !== "issue") return null;
  return ISSUABLE.includes(row.key.condition) ? null : "condition";
}

export function unfit(handing: Handing, thing: Picked): string | null {
  return thing.kind === "asset" ? unfitAsset(handing, thing.row) : unfitStock(handing, thing.row);
}
