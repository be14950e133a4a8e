/** The columns of items and stock lines. Their ids are the rows' fields: sorting and exports go by them. */

import type { Snippet } from "svelte";
import type { ItemRow, StockRow } from "../../api";
import type { Column } from "../../parts/table/columns.svelte";
import type { Language } from "../../state/language.svelte";
import { itemName } from "../picking/names";
import { itemOf } from "../../values/called";

interface ItemCells {
  code: Snippet<[ItemRow]>;
  onHand: Snippet<[ItemRow]>;
  issued: Snippet<[ItemRow]>;
}

export function itemColumns(words: Language, cells: ItemCells): Column<ItemRow>[] {
  return [
    {
      id: "nsn",
      label: words.t("stock-code"),
      cell: cells.code,
      shows: ["nsn", "localCode"],
      width_px: 168,
      fixed: true,
    },
    {
      id: "name",
      label: words.t("column-item-name"),
      text: (row) => itemName(row, words.tongue),
      width_px: 220,
      grow: 1,
      sortable: true,
      fixed: true,
    },
    {
      id: "category",
      label: words.t("column-category"),
      text: (row) => words.t(`category-${row.category}`),
      width_px: 118,
      sortable: true,
    },
    {
      id: "supplyClass",
      label: words.t("column-supply-class"),
      text: (row) => row.supplyClass,
      width_px: 76,
      sortable: true,
    },
    {
      id: "tracking",
      label: words.t("column-tracking"),
      text: (row) => words.t(`tracking-${row.tracking}`),
      width_px: 120,
      sortable: true,
    },
    {
      id: "hazardCode",
      label: words.t("column-hazard-code"),
      text: (row) => row.hazardCode ?? "",
      width_px: 100,
      hidden: true,
    },
    {
      id: "onHand",
      label: words.t("column-on-hand"),
      cell: cells.onHand,
      shows: ["onHand", "unitOfIssue"],
      width_px: 112,
      align: "end",
      sortable: true,
    },
    {
      id: "issued",
      label: words.t("column-issued"),
      cell: cells.issued,
      shows: ["issued", "unitOfIssue"],
      width_px: 104,
      align: "end",
      sortable: true,
    },
  ];
}

/** What fits beside the detail. */
export const TIGHT_ITEMS_PX = { nsn: 152, name: 190, category: 104, onHand: 104, issued: 84 };
export const TIGHT_LINES_PX = {
  itemName: 190,
  lotNumber: 130,
  condition: 52,
  quantity: 100,
  whereName: 124,
};

interface LineCells {
  code: Snippet<[StockRow]>;
  lot: Snippet<[StockRow]>;
  expires: Snippet<[StockRow]>;
  condition: Snippet<[StockRow]>;
  quantity: Snippet<[StockRow]>;
}

export function lineColumns(words: Language, cells: LineCells): Column<StockRow>[] {
  return [
    {
      id: "itemName",
      label: words.t("column-item-name"),
      text: (row) => itemOf(row, words.tongue),
      width_px: 200,
      grow: 2,
      sortable: true,
      fixed: true,
    },
    {
      id: "nsn",
      label: words.t("stock-code"),
      cell: cells.code,
      shows: ["nsn", "localCode"],
      width_px: 160,
      hidden: true,
    },
    {
      id: "lotNumber",
      label: words.t("column-lot-number"),
      cell: cells.lot,
      width_px: 138,
      sortable: true,
    },
    {
      id: "expiresOn",
      label: words.t("column-expires-on"),
      cell: cells.expires,
      width_px: 146,
      sortable: true,
    },
    {
      id: "condition",
      label: words.t("column-condition"),
      cell: cells.condition,
      width_px: 128,
      grow: 1,
      sortable: true,
    },
    {
      id: "quantity",
      label: words.t("column-quantity"),
      cell: cells.quantity,
      shows: ["quantity", "unitOfIssue"],
      width_px: 112,
      align: "end",
      sortable: true,
    },
    {
      id: "whereName",
      label: words.t("stock-where"),
      text: (row) => row.whereName ?? "",
      width_px: 150,
      grow: 1,
      sortable: true,
    },
  ];
}
