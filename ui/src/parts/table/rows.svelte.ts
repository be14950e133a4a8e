/** Where a table's rows come from: an array, or windows of a longer list asked for as they scroll by. */

export interface Order {
  column: string;
  descending: boolean;
}

export interface RowSource<Row> {
  /** Null while not yet known. */
  readonly total: number | null;
  readonly error: unknown;
  /** Undefined while not yet here. */
  row(index: number): Row | undefined;
  /** These rows are on screen or nearly. */
  want(first: number, last: number): void;
  /** All rows from first to last, once they are here. */
  range(first: number, last: number): Promise<Row[]>;
  /** Whether any row of the list that has come is so. */
  some(is: (row: Row) => boolean): boolean;
  again(): void;
}

/** An array that is all here, or null while it is asked for. Sorting is the caller's, see `sortRows`. */
export class LocalRows<Row> implements RowSource<Row> {
  readonly error = null;
  #rows: () => readonly Row[] | null;

  constructor(rows: () => readonly Row[] | null) {
    this.#rows = rows;
  }

  get total(): number | null {
    return this.#rows()?.length ?? null;
  }

  row(index: number): Row | undefined {
    return this.#rows()?.[index];
  }

  want(): void {}

  async range(first: number, last: number): Promise<Row[]> {
    return this.#rows()?.slice(first, last + 1) ?? [];
  }

  some(is: (row: Row) => boolean): boolean {
    return this.#rows()?.some(is) ?? false;
  }

  again(): void {}
}

export interface Page<Row> {
  rows: readonly Row[];
  total: number;
}

const PAGE = 100;
const PAGES_KEPT = 120;
/** A selection by Shift may reach this far into rows that are not here yet. */
export const LONGEST_RANGE = 10_000;

/** A longer list elsewhere, asked for page by page. Answers to an older list are dropped. */
export class WindowedRows<Row> implements RowSource<Row> {
  total = $state<number | null>(null);
  error = $state.raw<unknown>(null);
  #fetch: (offset: number, limit: number) => Promise<Page<Row>>;
  #pages = new Map<number, { rows: readonly Row[]; generation: number }>();
  #asked = new Map<number, Promise<void>>();
  #wanted = { first: 0, last: 0 };
  #generation = 0;
  /** Pages from this generation on are of the list as it is asked for, and of the one that shows. */
  #since = { asked: 0, shown: 0 };
  // Rows are read through this, so that arriving pages show.
  #arrivals = $state(0);

  constructor(fetch: (offset: number, limit: number) => Promise<Page<Row>>) {
    this.#fetch = fetch;
  }

  row(index: number): Row | undefined {
    void this.#arrivals;
    return this.#pages.get(pageOf(index))?.rows[index % PAGE];
  }

  want(first: number, last: number): void {
    this.#wanted = { first, last };
    const end = this.total === null ? last : Math.min(last, Math.max(0, this.total - 1));
    void this.#loadAll(first, end);
  }

  async range(first: number, last: number): Promise<Row[]> {
    const end = Math.min(last, first + LONGEST_RANGE - 1);
    await this.#loadAll(first, end);
    const rows = Array.from({ length: end - first + 1 }, (_, step) => this.row(first + step));
    return rows.filter((row): row is Row & {} => row !== undefined && row !== null);
  }

  some(is: (row: Row) => boolean): boolean {
    void this.#arrivals;
    for (const { rows, generation } of this.#pages.values()) {
      if (generation >= this.#since.shown && rows.some(is)) return true;
    }
    return false;
  }

  /** It is another list from now on (a filter): what came of the old one says nothing of it. */
  anew(): void {
    this.#since.asked = this.#generation + 1;
    this.again();
  }

  /** The same list may have changed (order, a commit): what is shown stays until the new rows come. */
  again(): void {
    this.#generation += 1;
    this.#asked.clear();
    this.error = null;
    this.want(this.#wanted.first, this.#wanted.last);
  }

  async #loadAll(first: number, last: number): Promise<void> {
    const answers: Promise<void>[] = [];
    for (let page = pageOf(first); page <= pageOf(last); page += 1) answers.push(this.#load(page));
    await Promise.all(answers);
  }

  #load(page: number): Promise<void> {
    const asked = this.#asked.get(page);
    if (asked) return asked;
    if (this.#pages.get(page)?.generation === this.#generation) return Promise.resolve();
    const answer = this.#ask(page, this.#generation);
    this.#asked.set(page, answer);
    return answer;
  }

  async #ask(page: number, generation: number): Promise<void> {
    try {
      const { rows, total } = await this.#fetch(page * PAGE, PAGE);
      if (generation !== this.#generation) return;
      this.#pages.delete(page);
      this.#pages.set(page, { rows, generation });
      this.#since.shown = this.#since.asked;
      this.#dropOldest();
      this.total = total;
      this.error = null;
      this.#arrivals += 1;
    } catch (thrown) {
      if (generation === this.#generation) this.error = thrown;
    } finally {
      if (generation === this.#generation) this.#asked.delete(page);
    }
  }

  #dropOldest(): void {
    for (const page of this.#pages.keys()) {
      if (this.#pages.size <= PAGES_KEPT) return;
      this.#pages.delete(page);
    }
  }
}

function pageOf(index: number): number {
  return Math.floor(index / PAGE);
}

/** A sorted copy; equal rows keep their order, missing values come last either way. */
export function sortRows<Row>(
  rows: readonly Row[],
  value: (row: Row) => string | number | null | undefined,
  descending: boolean,
  language: string,
): Row[] {
  const collator = new Intl.Collator(language, { numeric: true, sensitivity: "base" });
  const turn = descending ? -1 : 1;
  return [...rows].sort((left, right) => {
    const a = value(left) ?? null;
    const b = value(right) ?? null;
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    if (typeof a === "number" && typeof b === "number") return turn * (a - b);
    return turn * collator.compare(String(a), String(b));
  });
}
