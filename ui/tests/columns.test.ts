import { expect, it } from "vitest";
import { columnsShown, fieldsOf, type Column } from "../src/parts/table/columns.svelte";

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
