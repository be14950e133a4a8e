import { describe, expect, it } from "vitest";
import type { AssetRow, StockRow } from "../src/api";
import { isExact, theOne, type Offer } from "../src/screens/handing/finding-things";
import { unfitAsset, unfitStock, type Handing } from "../src/screens/handing/picked";
import { emptyHanding, isReady, partsOf } from "../src/screens/handing/sending.svelte";

function asset(id: string, change: Partial<AssetRow> = {}): AssetRow {
  return {
    id,
    serial: `W 40211${id}`,
    serialUnmarked: false,
    mixedAlphabets: false,
    item: "i",
    itemName: "Carbine",
    itemNameIn: { uk: null, fr: null },
    category: "weapon",
    nsn: null,
    condition: "A",
    whereabouts: { type: "stored", id: "p" },
    whereName: "AR-1",
    owner: null,
    disputed: false,
    kitMissing: 0,
    lastSeenMs: 0,
    receivedMs: 0,
    hub: null,
    ...change,
  };
}

function line(id: string, held = false): StockRow {
  const at: StockRow["key"]["at"] = held
    ? { type: "holder", id: { type: "person", id: "h" } }
    : { type: "place", id: "p" };
  return {
    id,
    key: { at, item: "i", lot: null, condition: "A" },
    itemName: "Cartridge",
    itemNameIn: { uk: null, fr: null },
    nsn: null,
    localCode: "C-1",
    category: "ammunition",
    supplyClass: "V",
    unitOfIssue: "EA",
    lotNumber: null,
    expiresOn: null,
    whereName: "M-1",
    condition: "A",
    quantity: 500,
    disputed: false,
    hub: null,
  };
}

const issued = { whereabouts: { type: "issued", id: { type: "person", id: "h" } } } as const;

describe("what may be handed over", () => {
  it.each<[Handing, Partial<AssetRow>, string | null]>([
    ["issue", {}, null],
    ["issue", { condition: "F" }, "condition"],
    ["issue", { disputed: true }, "disputed"],
    ["issue", issued, "asset-issued"],
    ["move", { condition: "F" }, null],
    ["move", issued, "asset-issued"],
    ["return", {}, "asset-stored"],
    ["return", issued, null],
    ["return", { whereabouts: { type: "lost" } }, "asset-lost"],
    ["return", { disputed: true }, null],
  ])("%s %o: %s", (handing, change, reason) => {
    expect(unfitAsset(handing, asset("1", change))).toBe(reason);
  });

  it("stock is returned by a holder and issued from a place", () => {
    expect(unfitStock("issue", line("l"))).toBeNull();
    expect(unfitStock("return", line("l"))).toBe("stock-stored");
    expect(unfitStock("return", line("l", true))).toBeNull();
    expect(unfitStock("move", line("l", true))).toBe("stock-issued");
  });
});

describe("what a scan names", () => {
  const offer = (id: string, serial: string): Offer => ({
    kind: "asset",
    id,
    row: asset(id, { serial }),
    unfit: null,
  });

  it("the one with that marking, whatever the spaces and the alphabet", () => {
    const offers = [offer("1", "W 402117"), offer("2", "W 4021179")];
    expect(isExact(offers[0]!, "w402117")).toBe(true);
    expect(theOne(offers, "W-402117")?.id).toBe("1");
  });

  it("nothing while two things could be meant", () => {
    expect(theOne([offer("1", "W 402117"), offer("2", "W 402118")], "W 4021")).toBeNull();
    expect(theOne([offer("1", "W 4O2117"), offer("2", "W 402117")], "W 402117")).toBeNull();
  });
});

describe("what is sent", () => {
  const form = {
    ...emptyHanding(),
    to: { type: "person" as const, id: "h" },
    place: "q",
    things: [
      {
        kind: "asset" as const,
        id: "1",
        row: asset("1"),
        kit: [{ name: "Sling", quantity: 1 }],
        missing: [{ name: "Sling", quantity: 1 }],
        condition: "B" as const,
      },
      { kind: "stock" as const, id: "l", row: line("l"), quantity: 20, condition: "A" as const },
    ],
  };

  it("one act for the assets together and one for each stock line", () => {
    expect(partsOf("issue", form)).toEqual([
      {
        ids: ["1"],
        command: {
          command: "issue-assets",
          assets: [{ id: "1", condition: "B", kitMissing: [{ name: "Sling", quantity: 1 }] }],
          to: { type: "person", id: "h" },
          witness: null,
          particulars: { document: null, remark: null },
        },
      },
      {
        ids: ["l"],
        command: {
          command: "issue-stock",
          line: line("l").key,
          to: { type: "person", id: "h" },
          quantity: 20,
          particulars: { document: null, remark: null },
        },
      },
    ]);
  });

  it("is not ready without a destination or a quantity", () => {
    expect(isReady("issue", form)).toBe(true);
    expect(isReady("issue", { ...form, to: null })).toBe(false);
    expect(isReady("move", { ...form, place: null })).toBe(false);
    const empty = form.things.map((thing) => ({ ...thing, quantity: 0 })) as typeof form.things;
    expect(isReady("move", { ...form, things: empty })).toBe(false);
  });
});
