import { expect, it } from "vitest";
import { called, itemOf, nameIn, subjectOf } from "../src/values/called";
import { told } from "../src/screens/thing/told";

const rifle = { uk: "Гвинтівка", fr: null };
const words = (tongue: "uk" | "en" | "fr") => ({
  t: (key: string, args?: Record<string, string | number>) =>
    args ? `${key}(${Object.values(args).join()})` : key,
  number: String,
  tongue,
});

it.each([
  ["uk", "Гвинтівка"],
  ["fr", "Rifle"],
  ["en", "Rifle"],
] as const)(
  "an item is called in %s as the catalogue names it, or by its main name",
  (tongue, name) => {
    expect(called("Rifle", rifle, tongue)).toBe(name);
    expect(itemOf({ itemName: "Rifle", itemNameIn: rifle }, tongue)).toBe(name);
    expect(subjectOf({ subjectName: "Rifle", subjectNameIn: rifle }, tongue)).toBe(name);
  },
);

it("what has one name has it in every language; what has none is nobody", () => {
  const row = { names: { a: "Rifle", b: "AR-1" }, namesIn: { a: rifle } };
  expect(nameIn(row, "a", "uk")).toBe("Гвинтівка");
  expect(nameIn(row, "b", "uk")).toBe("AR-1");
  expect(nameIn(row, "gone", "uk")).toBeNull();
  expect(subjectOf({ subjectName: null, subjectNameIn: { uk: null, fr: null } }, "fr")).toBe("");
});

it("a timeline names things in the language of the window", () => {
  const row = {
    what: "asset-moved",
    event: { to: "a" },
    names: { a: "Rack" },
    namesIn: { a: { uk: "Стелаж", fr: null } },
    status: "folded",
  } as never;
  expect(told(row, words("uk")).title).toBe("event-asset-moved.told(Стелаж)");
  expect(told(row, words("fr")).title).toBe("event-asset-moved.told(Rack)");
});
