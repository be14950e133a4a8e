import { expect, it } from "vitest";
import type { TimelineRow } from "../src/api";
import { namedIn, whereaboutsAfter, whereaboutsKey } from "../src/screens/discrepancies/sides";

const row = (what: string, event: unknown) => ({ what, event }) as TimelineRow;
const person = { type: "person" as const, id: "p" };

it.each([
  ["asset-issued", { to: person }, "issued:person:p"],
  ["asset-moved", { to: "a" }, "stored:a"],
  ["asset-returned", { to: "a" }, "stored:a"],
  ["asset-found", { at: "a" }, "stored:a"],
  ["asset-received", { place: "a" }, "stored:a"],
  ["asset-lost", {}, "lost"],
  ["asset-corrected", { whereabouts: { type: "issued", id: person } }, "issued:person:p"],
  ["asset-sighted", { at: null }, null],
  ["asset-condition-changed", { to: "B" }, null],
  ["unknown", null, null],
])("%s says where the thing would be", (what, event, expected) => {
  const after = whereaboutsAfter(row(what, event));
  expect(after && whereaboutsKey(after)).toBe(expected);
});

it("the name of a whereabouts is that of its place or holder", () => {
  expect(namedIn({ type: "stored", id: "a" })).toBe("a");
  expect(namedIn({ type: "issued", id: person })).toBe("p");
  expect(namedIn({ type: "lost" })).toBeNull();
});
