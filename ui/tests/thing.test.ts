import { expect, it } from "vitest";
import type { TimelineRow } from "../src/api";
import { assetFilter } from "../src/screens/weapons/filter";
import { stockFilter } from "../src/screens/stock/filter";
import { changedFields } from "../src/screens/thing/changed-fields";
import { told } from "../src/screens/thing/told";
import { emptyItem, itemDetails, itemDraft } from "../src/screens/thing/forms/item-draft";
import { expiryTone, standing } from "../src/screens/thing/words";
import { majorUnits, readMinor } from "../src/values/money";
import { nsnFault } from "../src/values/nsn";

const words = {
  t: (key: string, args?: Record<string, string | number>) =>
    args ? `${key}(${Object.values(args).join()})` : key,
  number: String,
  tongue: "uk" as const,
};

function row(what: string, event: unknown, rest: Partial<TimelineRow> = {}): TimelineRow {
  const names = { place: "AR-1", person: "Oak 4" };
  const namesIn = {};
  return {
    what,
    event,
    names,
    namesIn,
    status: "folded",
    correctedBy: null,
    own: true,
    ...rest,
  } as never;
}

it.each([
  ["asset-issued", { to: { type: "person", id: "person" } }, "event-asset-issued.told(Oak 4)"],
  ["asset-moved", { to: "place" }, "event-asset-moved.told(AR-1)"],
  ["asset-moved", { to: "gone" }, "event-asset-moved.told(name-unknown)"],
  ["asset-received", { place: "place" }, "event-asset-received.told(AR-1)"],
  ["asset-received", { place: "place", opening: true }, "event-asset-received.opening(AR-1)"],
  ["asset-sighted", { at: null }, "event-asset-sighted"],
  [
    "asset-corrected",
    { whereabouts: { type: "issued", id: { type: "person", id: "person" } } },
    "event-asset-corrected.told(whereabouts-issued, Oak 4)",
  ],
  [
    "stock-changed",
    { change: -5, reason: { type: "issued" } },
    "event-stock-changed.issued-out(−5)",
  ],
  [
    "stock-changed",
    { change: 5, reason: { type: "condition-changed" } },
    "event-stock-changed.condition-changed-in(+5)",
  ],
  ["unknown", null, "event-unknown"],
])("%s is told with its names", (what, event, title) => {
  expect(told(row(what, event), words).title).toBe(title);
});

it("the detail of an act names condition, what is missing, paper and remark", () => {
  const event = {
    to: "place",
    condition: "A",
    kitMissing: [{ name: "sling", quantity: 2 }],
    particulars: { document: "D-1", remark: "wet" },
  };
  expect(told(row("asset-returned", event), words).detail).toBe(
    "Told-both(told-both(told-both(told-condition(A · condition-A),told-kit-missing(sling × 2)),told-document(D-1)),told-remark(wet))",
  );
});

it("a change names its fields; numbers of a newer Komora are left out", () => {
  expect(changedFields("asset-changed", [1, 99])).toEqual(["field-serial"]);
});

it("weapons are shown unless all equipment is asked for", () => {
  expect(assetFilter({}).category).toBe("weapon");
  expect(assetFilter({ category: "all" }).category).toBeNull();
  expect(assetFilter({ holder: "unit:u", disputed: "true" })).toMatchObject({
    holder: { type: "unit", id: "u" },
    disputed: true,
  });
  expect(stockFilter({ holder: "unit:u", kept: "place" }).kept).toBeNull();
  expect(assetFilter({ hub: "HUB-OAK" }).hub).toBe("HUB-OAK");
  expect(stockFilter({ hub: "HUB-OAK" }).hub).toBe("HUB-OAK");
  expect(stockFilter({}).hub).toBeNull();
});

it("a disputed thing says so before where it is", () => {
  const at = { whereabouts: { type: "lost" }, whereName: null, disputed: true } as const;
  expect(standing(at, words).tone).toBe("bad");
  expect(standing({ ...at, disputed: false }, words).text).toBe("whereabouts-lost");
});

it.each([
  ["2027-01-01", "warn"],
  ["2026-11-21", "bad"],
  ["2026-11-22", "warn"],
  ["2027-02-20", "warn"],
  ["2027-02-21", null],
  ["2028-01-01", null],
  [null, null],
])("a lot that expires on %s is toned %s", (day, tone) => {
  expect(expiryTone(day, new Date("2026-11-22T12:00:00Z"), 90)).toBe(tone);
});

it("before the rules are known a lot is past or not", () => {
  const now = new Date("2026-11-22T12:00:00Z");
  expect(expiryTone("2026-11-21", now, undefined)).toBe("bad");
  expect(expiryTone("2026-11-23", now, undefined)).toBeNull();
  expect(expiryTone("2026-11-23", now, 0)).toBeNull();
  expect(expiryTone("2026-11-23", now, 1)).toBe("warn");
});

it.each([
  ["1 250,50", 125050],
  ["0.5", 50],
  ["12", 1200],
  ["1,234,5", null],
  ["-3", null],
  ["", null],
])("the price %s is %s hundredths", (text, minor) => {
  expect(readMinor(text)).toBe(minor);
});

it.each([
  ["1005-00-073-9421", null],
  ["1005 00 073 942", "length"],
  ["10A5000739421", "class"],
  ["1005A00739421", "country"],
  ["100500073942Ж", "number"],
  ["", null],
])("the NSN %s has the fault %s", (text, fault) => {
  expect(nsnFault(text)).toBe(fault);
});

it("an item goes through its form unchanged", () => {
  const entered = itemDetails({
    ...emptyItem(),
    name: " Carbine ",
    nsn: "1005-01-231-0973",
    partNumbers: "9390000, 12012000",
    price: majorUnits(125050),
    kit: [
      { name: "sling", quantity: 1 },
      { name: " ", quantity: 4 },
    ],
  });
  expect(entered).toMatchObject({ name: "Carbine", nsn: "1005012310973", localCode: null });
  expect(entered?.kit).toHaveLength(1);
  expect(itemDetails(itemDraft(entered!))).toEqual(entered);
  expect(itemDetails({ ...emptyItem(), price: "dear" })).toBeNull();
});
