import { expect, it } from "vitest";
import {
  Columns,
  columnsShown,
  fieldsOf,
  type Column,
  type TableLayout,
} from "../src/parts/table/columns.svelte";
import { bareOf } from "../src/parts/table/bare";
import { LocalRows } from "../src/parts/table/rows.svelte";
import { tighten } from "../src/screens/list/tight";

const columns: Column<object>[] = [
  { id: "nsn", label: "Code", shows: ["nsn", "localCode"], fixed: true },
  { id: "owner", label: "Owner", hidden: true },
  { id: "onHand", label: "On hand", shows: ["onHand", "unitOfIssue"] },
  { id: "issued", label: "Issued", shows: ["issued", "unitOfIssue"] },
];

it.each([
  ["as they start", null, ["nsn", "localCode", "onHand", "unitOfIssue", "issued"]],
  [
    "all",
    { hidden: [], widths_px: {} },
    ["nsn", "localCode", "owner", "onHand", "unitOfIssue", "issued"],
  ],
  [
    "few",
    { hidden: ["onHand", "owner", "nsn"], widths_px: {} },
    ["nsn", "localCode", "issued", "unitOfIssue"],
  ],
])("an export holds the fields of the columns shown: %s", (_, layout, fields) => {
  expect(fieldsOf(columnsShown(columns, layout))).toEqual(fields);
});

it("beside a detail nothing hidden comes back: not by itself, not by starting again", () => {
  let now: Column<object>[] = tighten(columns, { nsn: 100, issued: 80 });
  let told: string[] = [];
  const table = new Columns<object>(
    () => now,
    null,
    ({ hidden }) => (told = hidden),
  );
  const ids = () => table.shown.map(({ id }) => id);
  expect(ids()).toEqual(["nsn", "issued"]);
  expect(table.choices.map(({ id }) => id)).toEqual(["issued"]);
  table.reset();
  expect(told).toEqual(["owner"]);
  now = columns;
  expect(ids()).toEqual(["nsn", "onHand", "issued"]);
});

interface Line {
  name: string;
  lot: string | null;
  count: number;
  place: string;
}

const lineColumns: Column<Line>[] = [
  { id: "name", label: "Name", fixed: true },
  { id: "lot", label: "Lot" },
  { id: "count", label: "Count" },
  { id: "place", label: "Place", text: (row) => row.place },
  { id: "where", label: "Stored", has: (row) => row.place !== "" },
];
const line = (given: Partial<Line>): Line => ({
  name: "",
  lot: null,
  count: 0,
  place: "",
  ...given,
});

it.each<[string, Line[] | null, string[]]>([
  ["rows not yet known", null, []],
  ["no row at all", [], []],
  ["nothing in any row", [line({}), line({})], ["name", "lot", "place", "where"]],
  ["something in one row", [line({}), line({ lot: "LC-1", place: "R3" })], ["name"]],
])("a column is bare with %s: nought is a number, not nothing", (_, rows, bare) => {
  expect([...bareOf(lineColumns, new LocalRows(() => rows))]).toEqual(bare);
});

it("a bare column is left out until a row has something, or a person asks for it", () => {
  let rows = [line({ name: "CABLE" })];
  let layout: TableLayout | null = null;
  const table = () =>
    new Columns<Line>(
      () => lineColumns,
      layout,
      (changed) => (layout = changed),
      () => bareOf(lineColumns, new LocalRows(() => rows)),
    );
  const first = table();
  const ids = (columns: Columns<Line>) => columns.shown.map(({ id }) => id);
  expect(ids(first)).toEqual(["name", "count"]);
  expect(first.choices.map(({ id }) => id)).toEqual(["lot", "count", "place", "where"]);

  first.toggle("lot");
  expect(ids(first)).toEqual(["name", "lot", "count"]);
  expect(ids(table())).toEqual(["name", "lot", "count"]);
  first.toggle("lot");
  rows = [line({ name: "BALL", lot: "LC-1", place: "R3" })];
  expect(ids(first)).toEqual(["name", "count", "place", "where"]);
  first.reset();
  expect(ids(first)).toEqual(["name", "lot", "count", "place", "where"]);
});
