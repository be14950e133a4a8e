import { expect, it } from "vitest";
import { hubColumns, ofHub } from "../src/screens/list/hub";

const words = { t: (key: string) => key };
const rows = [{ hub: "HUB-OAK" }, { hub: "HUB-BIRCH" }, { hub: null }];

it("only where several hubs' books are held a column says whose a row is", () => {
  expect(hubColumns({ words, severalHubs: false })).toEqual([]);
  const [column] = hubColumns({ words, severalHubs: true });
  expect(column).toMatchObject({ id: "hub", label: "column-hub", sortable: true });
  expect(rows.map((row) => column?.text?.(row))).toEqual(["HUB-OAK", "HUB-BIRCH", ""]);
});

it.each([
  [null, rows],
  ["HUB-OAK", [{ hub: "HUB-OAK" }]],
  ["HUB-ASH", []],
])("rows of %s", (hub, expected) => {
  expect(ofHub(rows, hub)).toEqual(expected);
});
