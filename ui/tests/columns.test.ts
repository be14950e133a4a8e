import { expect, it } from "vitest";
import { Columns, columnsShown, fieldsOf, type Column } from "../src/parts/table/columns.svelte";
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
