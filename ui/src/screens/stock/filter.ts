/** The filters of the Stock screen, as links and the trail carry them. Pure. */

import type {
  Category,
  ConditionCode,
  ItemFilter,
  KeptBy,
  StockFilter,
  SupplyClass,
  Tracking,
} from "../../api";
import { readHolder } from "../picking/names";

type Params = Readonly<Record<string, string>>;

export function itemFilter(params: Params): ItemFilter {
  return {
    text: params.text || null,
    category: (params.category || null) as Category | null,
    supplyClass: (params.supplyClass || null) as SupplyClass | null,
    tracking: (params.tracking || null) as Tracking | null,
    held: params.held === "true" ? true : null,
    hub: params.hub || null,
  };
}

export function stockFilter(params: Params): StockFilter {
  const holder = readHolder(params.holder);
  return {
    text: params.text || null,
    category: (params.category || null) as Category | null,
    supplyClass: (params.supplyClass || null) as SupplyClass | null,
    tracking: (params.tracking || null) as Tracking | null,
    item: params.item || null,
    lot: params.lot || null,
    place: params.place || null,
    holder,
    condition: (params.condition || null) as ConditionCode | null,
    kept: holder ? null : ((params.kept || null) as KeptBy | null),
    disputed: params.disputed === "true" ? true : null,
    hub: params.hub || null,
  };
}

/** Parameters that narrow a list; the view and what is shown beside it do not. */
export const NARROWING = [
  "text",
  "hub",
  "category",
  "supplyClass",
  "tracking",
  "held",
  "item",
  "lot",
  "place",
  "holder",
  "condition",
  "kept",
  "disputed",
];
