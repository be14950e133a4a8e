import { expect, it } from "vitest";
import type { PlaceRow } from "../src/api";
import { childrenOf, treeRows } from "../src/screens/places/tree";

function place(id: string, parent: string | null, name = id): PlaceRow {
  return {
    id,
    code: id.toUpperCase(),
    name,
    kind: parent ? "rack" : "site",
    parent,
    path: id,
    closed: false,
    assets: 0,
    lines: 0,
    assetsBelow: 0,
    linesBelow: 0,
    custodianName: null,
    hub: null,
  };
}

const shown = (...args: Parameters<typeof treeRows>) =>
  treeRows(...args).map(({ place, level }) => `${level} ${place.id}`);

const places = [place("s", null), place("a", "s", "Arms room"), place("r", "a", "Rack 3")];

it("shows open branches only", () => {
  expect(shown(places, new Set(), "")).toEqual(["1 s"]);
  expect(shown(places, new Set(["s"]), "")).toEqual(["1 s", "2 a"]);
});

it("a filter shows every match with what it lies in", () => {
  expect(shown(places, new Set(), "rack")).toEqual(["1 s", "2 a", "3 r"]);
  expect(shown(places, new Set(), "cellar")).toEqual([]);
});

it("a place whose parent is gone, or that was put into itself, is still found", () => {
  const odd = [place("x", "gone"), place("y", "z"), place("z", "y")];
  expect(shown(odd, new Set(), "")).toEqual(["1 x", "1 y", "1 z"]);
  expect(childrenOf(odd).get(null)?.length).toBe(3);
});
