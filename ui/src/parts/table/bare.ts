/** The one rule of every table: a column with nothing in any row of the list is not shown of itself. */

import type { Column } from "./columns.svelte";
import type { RowSource } from "./rows.svelte";

const NONE: ReadonlySet<string> = new Set();

/**
 * The columns in which no row that has come has anything. Rows still far away may: the column comes
 * with the first that does. While no row is here nothing is known, and no column is bare.
 */
export function bareOf<Row>(
  columns: readonly Column<Row>[],
  source: Pick<RowSource<Row>, "some">,
): ReadonlySet<string> {
  if (!source.some(() => true)) return NONE;
  const bare = columns.filter((column) => !source.some((row) => hasIn(column, row)));
  return new Set(bare.map(({ id }) => id));
}

function hasIn<Row>(column: Column<Row>, row: Row): boolean {
  if (column.has) return column.has(row);
  if (column.text) return column.text(row) !== "";
  const fields = row as Record<string, unknown>;
  return (column.shows ?? [column.id]).some((name) => (fields[name] ?? "") !== "");
}
