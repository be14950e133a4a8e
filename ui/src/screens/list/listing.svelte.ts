import { untrack } from "svelte";
import { ask, onTopics, type Query, type Window } from "../../api";
import {
  columnsShown,
  fieldsOf,
  isTableLayout,
  type Column,
  type TableLayout,
} from "../../parts/table/columns.svelte";
import { WindowedRows, type Order, type Page } from "../../parts/table/rows.svelte";
import { useLanguage } from "../../state/language.svelte";
import type { Preferences } from "../../state/preferences.svelte";

export interface ListingOptions {
  /** Under this name the arrangement of columns is remembered. */
  name: string;
  /** The list's question. Read reactively: when what it reads changes, the rows are asked anew. */
  question: (window: Window) => Query;
  /** Asked again when a commit changes one of these. */
  topics: readonly string[];
  preferences: Preferences;
  order?: Order | null;
}

/** A long list of the books: its rows, order and columns. Create it while a component is being set up. */
export class Listing<Row> {
  order = $state.raw<Order | null>(null);
  layout = $state.raw<TableLayout | null>(null);
  readonly rows: WindowedRows<Row>;
  #options: ListingOptions;
  #words = useLanguage();

  constructor(options: ListingOptions) {
    this.#options = options;
    this.order = options.order ?? null;
    this.layout = options.preferences.shape(this.#key, isTableLayout);
    this.rows = new WindowedRows<Row>(
      async (offset, limit) =>
        (await ask(this.query(offset, limit))) as unknown as Promise<Page<Row>>,
    );
    const { topics } = options;
    let last = "";
    $effect(() => {
      const set = JSON.stringify({ ...this.query(0, 0), window: null });
      // In another order it is the same list.
      const same = set === last;
      last = set;
      untrack(() => (same ? this.rows.again() : this.rows.anew()));
    });
    $effect(() =>
      onTopics((changed) => {
        if (changed === "all" || changed.some((topic) => topics.includes(topic))) this.rows.again();
      }),
    );
  }

  /** The question for these rows, in the present order. */
  query(offset: number, limit: number): Query {
    const sort = this.order?.column ?? null;
    const descending = this.order?.descending ?? false;
    const { tongue } = this.#words;
    const namesIn = tongue === "en" ? null : tongue;
    return this.#options.question({ offset, limit, sort, descending, namesIn });
  }

  arrange(layout: TableLayout): void {
    this.layout = layout;
    this.#options.preferences.setShape(this.#key, layout);
  }

  /** The fields on screen, in the order of their columns: what an export holds. */
  shown(columns: readonly Column<Row>[]): string[] {
    return fieldsOf(columnsShown(columns, this.layout));
  }

  get #key(): string {
    return `table-${this.#options.name}`;
  }
}
