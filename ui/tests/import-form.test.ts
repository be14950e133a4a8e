import { expect, it } from "vitest";
import {
  emptyImport,
  fieldOf,
  mapColumn,
  missingFields,
  planOf,
} from "../src/screens/import/import-form";

const nothing = { columns: {}, fixed: {}, dates: null };

it("a column feeds one field, and a field is fed by one column", () => {
  const once = mapColumn(nothing, "Serial No", "serial");
  const moved = mapColumn(once, "Number", "serial");
  expect(moved.columns).toEqual({ serial: "Number" });
  expect(fieldOf(moved, "Serial No")).toBe("");
  expect(mapColumn(moved, "Number", "").columns).toEqual({});
});

it("naming a column takes the fixed value away", () => {
  const fixed = { ...nothing, fixed: { place: "AR-1" } };
  expect(mapColumn(fixed, "Store", "place")).toEqual({
    columns: { place: "Store" },
    fixed: {},
    dates: null,
  });
});

it("a needed field is there by a column or by a fixed value", () => {
  const draft = { fields: [{ key: "quantity", required: true }] } as never;
  const form = { ...emptyImport(), draft };
  expect(missingFields(form)).toEqual(["quantity"]);
  const byColumn = { ...form, mapping: { ...nothing, columns: { quantity: "Qty" } } };
  const byValue = { ...form, mapping: { ...nothing, fixed: { quantity: "1" } } };
  expect(missingFields(byColumn)).toEqual([]);
  expect(missingFields(byValue)).toEqual([]);
});

it("an empty fixed value is not sent", () => {
  const form = { ...emptyImport(), mapping: { ...nothing, fixed: { owner: " ", donor: "POL" } } };
  expect(planOf(form, true).mapping.fixed).toEqual({ donor: "POL" });
});
