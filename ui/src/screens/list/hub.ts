/** Whose books a row stands in: said where those of several hubs are held. Pure. */

import type { Column } from "../../parts/table/columns.svelte";

interface OfHub {
  hub: string | null;
}

interface Reader {
  words: { t(key: string): string };
  /** On a hub's own laptop every row is that hub's: there is nothing to say. */
  severalHubs: boolean;
}

/** The column that says it; none where there is nothing to say. */
export function hubColumns<Row extends OfHub>({ words, severalHubs }: Reader): Column<Row>[] {
  if (!severalHubs) return [];
  return [
    {
      id: "hub",
      label: words.t("column-hub"),
      text: (row) => row.hub ?? "",
      width_px: 112,
      sortable: true,
    },
  ];
}

/** The rows of one hub, or all. */
export function ofHub<Row extends OfHub>(rows: readonly Row[], hub: string | null): Row[] {
  return rows.filter((row) => hub === null || row.hub === hub);
}
