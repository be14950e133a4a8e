import type { Snippet } from "svelte";

export interface Column<Row> {
  id: string;
  label: string;
  /** What the cell says; give `cell` instead for more than words. */
  text?: (row: Row) => string;
  cell?: Snippet<[Row]>;
  width_px?: number;
  /** Takes this many shares of the room left over. */
  grow?: number;
  align?: "start" | "end";
  sortable?: boolean;
  /** Starts hidden; the column chooser brings it. */
  hidden?: boolean;
  /** There is no room for it now; whether a person hid it stays as it was. */
  crowded?: boolean;
  /** Cannot be hidden: what the row is. */
  fixed?: boolean;
  /** Whether the row has anything there; without it the words tell, or the fields that the cell shows. */
  has?: (row: Row) => boolean;
  /** The row's fields that the cell shows, where they are not the one the column is named after. */
  shows?: readonly string[];
}

/** How a person arranged a table; the caller remembers it. */
export interface TableLayout {
  hidden: string[];
  /** Asked for by a person: shown even while they have nothing in any row. */
  kept?: string[];
  widths_px: Record<string, number>;
}

export const NARROWEST_PX = 56;
const USUAL_PX = 140;
const CHECK_PX = 40;

/**
 * Those of the columns that belong to the list under this layout. Bare ones are among them: what a
 * screen leaves out because no row in sight has any, another row may have.
 */
export function columnsShown<Row>(
  columns: readonly Column<Row>[],
  layout: TableLayout | null,
): Column<Row>[] {
  return columns.filter(
    (column) => column.fixed || !(layout ? layout.hidden.includes(column.id) : column.hidden),
  );
}

export function isTableLayout(value: unknown): value is TableLayout {
  if (typeof value !== "object" || value === null) return false;
  const { hidden, widths_px } = value as Partial<TableLayout>;
  return Array.isArray(hidden) && typeof widths_px === "object" && widths_px !== null;
}

/** The fields that the shown columns show, each once, in the order of the columns. */
export function fieldsOf<Row>(columns: readonly Column<Row>[]): string[] {
  return [...new Set(columns.flatMap((column) => column.shows ?? [column.id]))];
}

/** Which columns show, and how wide. */
export class Columns<Row> {
  #all: () => readonly Column<Row>[];
  #bare: () => ReadonlySet<string>;
  #hidden = $state.raw<ReadonlySet<string>>(new Set());
  #kept = $state.raw<ReadonlySet<string>>(new Set());
  #widths_px = $state.raw<Readonly<Record<string, number>>>({});
  #changed: (layout: TableLayout) => void;

  constructor(
    all: () => readonly Column<Row>[],
    layout: TableLayout | null,
    changed: (layout: TableLayout) => void,
    bare: () => ReadonlySet<string> = () => new Set(),
  ) {
    this.#all = all;
    this.#changed = changed;
    this.#bare = bare;
    const hiddenAtFirst = all().filter((column) => column.hidden);
    this.#hidden = new Set(layout?.hidden ?? hiddenAtFirst.map((column) => column.id));
    this.#kept = new Set(layout?.kept);
    this.#widths_px = layout?.widths_px ?? {};
  }

  get shown(): readonly Column<Row>[] {
    const bare = this.#bare();
    return this.#all().filter(({ id, crowded, fixed }) => {
      const wanted = !this.#hidden.has(id) && (!bare.has(id) || this.#kept.has(id));
      return !crowded && (fixed || wanted);
    });
  }

  /** Those that can be shown or hidden now. */
  get choices(): readonly Column<Row>[] {
    return this.#all().filter((column) => !column.crowded && !column.fixed);
  }

  isShown(id: string): boolean {
    return this.shown.some((column) => column.id === id);
  }

  width_px(column: Column<Row>): number {
    return this.#widths_px[column.id] ?? column.width_px ?? USUAL_PX;
  }

  /** `grid-template-columns` of every row; a growing column stops growing once a person sized it. */
  template(withChecks: boolean): string {
    const tracks = this.shown.map((column) => {
      const width_px = this.width_px(column);
      const grows = column.grow && this.#widths_px[column.id] === undefined;
      return grows ? `minmax(${width_px}px, ${column.grow}fr)` : `${width_px}px`;
    });
    const someGrow = tracks.some((track) => track.includes("fr"));
    return [withChecks ? `${CHECK_PX}px` : "", ...tracks, someGrow ? "" : "1fr"].join(" ").trim();
  }

  /** The narrowest the rows can be. */
  total_px(withChecks: boolean): number {
    const widths = this.shown.map((column) => this.width_px(column));
    return widths.reduce((sum, width) => sum + width, withChecks ? CHECK_PX : 0);
  }

  toggle(id: string): void {
    const shown = this.isShown(id);
    this.#hidden = withOrWithout(this.#hidden, id, shown);
    this.#kept = withOrWithout(this.#kept, id, !shown);
    this.#tell();
  }

  resize(id: string, width_px: number): void {
    const width = Math.max(NARROWEST_PX, Math.round(width_px));
    this.#widths_px = { ...this.#widths_px, [id]: width };
  }

  /** The dragging has ended. */
  resized(): void {
    this.#tell();
  }

  reset(): void {
    const hiddenAtFirst = this.#all().filter((column) => column.hidden);
    this.#hidden = new Set(hiddenAtFirst.map((column) => column.id));
    this.#kept = new Set();
    this.#widths_px = {};
    this.#tell();
  }

  #tell(): void {
    this.#changed({
      hidden: [...this.#hidden],
      kept: [...this.#kept],
      widths_px: { ...this.#widths_px },
    });
  }
}

function withOrWithout(ids: ReadonlySet<string>, id: string, present: boolean): Set<string> {
  const changed = new Set(ids);
  if (present) changed.add(id);
  else changed.delete(id);
  return changed;
}
