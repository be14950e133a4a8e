/** Columns for a list with its detail beside it: only what the row is known by, at narrower widths. */

import type { Column } from "../../parts/table/columns.svelte";

/** Below this width of the window a list beside a pane is tight. */
export const ROOMY_PX = 1500;

/** Leaves room for the columns named, at the widths given. */
export function tighten<Row>(
  columns: readonly Column<Row>[],
  widths_px: Readonly<Record<string, number>>,
): Column<Row>[] {
  return columns.map((column) => {
    const width_px = widths_px[column.id];
    return width_px === undefined ? { ...column, crowded: true } : { ...column, width_px };
  });
}
