/** The columns of the asset list. Their ids are the rows' fields: sorting and exports go by them. */

import type { Snippet } from "svelte";
import type { AssetRow } from "../../api";
import type { Column } from "../../parts/table/columns.svelte";
import type { Language } from "../../state/language.svelte";
import { itemOf } from "../../values/called";

interface Cells {
  serial: Snippet<[AssetRow]>;
  nsn: Snippet<[AssetRow]>;
  condition: Snippet<[AssetRow]>;
  where: Snippet<[AssetRow]>;
  seen: Snippet<[AssetRow]>;
}

export function assetColumns(words: Language, cells: Cells): Column<AssetRow>[] {
  const { t } = { t: (key: string) => words.t(`column-${key}`) };
  return [
    {
      id: "serial",
      label: t("serial"),
      cell: cells.serial,
      width_px: 156,
      sortable: true,
      fixed: true,
    },
    {
      id: "itemName",
      label: t("item-name"),
      text: (row) => itemOf(row, words.tongue),
      width_px: 190,
      grow: 2,
      sortable: true,
    },
    { id: "nsn", label: t("nsn"), cell: cells.nsn, width_px: 160, hidden: true },
    {
      id: "condition",
      label: t("condition"),
      cell: cells.condition,
      width_px: 128,
      grow: 1,
      sortable: true,
    },
    {
      id: "whereName",
      label: words.t("field-place"),
      text: placeOf,
      has: isStored,
      width_px: 150,
      sortable: true,
    },
    {
      id: "whereabouts",
      label: words.t("weapons-who-answers"),
      cell: cells.where,
      shows: ["whereabouts", "whereName"],
      width_px: 150,
      grow: 1,
      sortable: true,
    },
    {
      id: "owner",
      label: t("owner"),
      text: (row) => row.owner ?? "",
      width_px: 84,
      sortable: true,
      hidden: true,
    },
    {
      id: "receivedMs",
      label: t("received"),
      text: (row) => words.day(new Date(row.receivedMs)),
      width_px: 120,
      sortable: true,
      hidden: true,
    },
    {
      id: "lastSeenMs",
      label: t("last-seen"),
      cell: cells.seen,
      width_px: 116,
      align: "end",
      sortable: true,
    },
  ];
}

/** What fits beside the detail. */
export const TIGHT_PX = {
  serial: 130,
  itemName: 168,
  condition: 52,
  whereName: 114,
  whereabouts: 126,
};

/** The place while it lies in one; who has it otherwise stands in the next column. */
function placeOf(row: AssetRow): string {
  return isStored(row) ? (row.whereName ?? "") : "—";
}

function isStored({ whereabouts }: AssetRow): boolean {
  return whereabouts.type === "stored";
}
