import { expect, it } from "vitest";
import type { ActRow, Task } from "../src/api";
import { factsOf } from "../src/screens/today/facts-of";
import { taskView } from "../src/screens/today/tasks";
import { railCount } from "../src/screens/rail-counts";

const NOW = new Date(2026, 10, 22, 12);
const speaker = {
  tongue: "en" as const,
  t: (key: string, args: Record<string, string | number> = {}) =>
    [key, ...Object.values(args)].join(" "),
};
const view = (task: Task) => taskView(task, speaker, (ms) => `${ms} ms`, NOW);

it.each<[Task, string, Record<string, string>]>([
  [{ task: "lost", count: 3 }, "weapons", { category: "all", whereabouts: "lost" }],
  [{ task: "check-unmarked", count: 2 }, "weapons", { category: "all", unmarked: "true" }],
  [{ task: "expiring-lots", count: 1, days: 90 }, "stock", { view: "lines", sort: "expiresOn" }],
  [{ task: "back-up", newestMs: null }, "settings", { section: "backups" }],
  [{ task: "bring-in" }, "import", {}],
])("each task has one door: %o", (task, screen, params) => {
  expect(view(task)).toMatchObject({ screen, params });
});

it.each([90, 30])(
  "the list of what nobody saw begins where the count did: %s days back",
  (days) => {
    const { params, text } = view({ task: "sight-assets", count: 5, days });
    expect((NOW.getTime() - Number(params.notSeenSinceMs)) / 86_400_000).toBe(days);
    expect(text).toBe(`task-sight-assets.text 5 ${days}`);
  },
);

it("a first backup is asked for in other words than the next", () => {
  expect(view({ task: "back-up", newestMs: null }).text).toContain("task-back-up.never");
  expect(view({ task: "back-up", newestMs: 5 }).text).toContain("5 ms");
});

it("the rail counts what there is, and marks what waits", () => {
  const counts = { weapons: 7, openDiscrepancies: 2 } as Parameters<typeof railCount>[1];
  expect(railCount("weapons", counts)).toEqual({ count: 7 });
  expect(railCount("discrepancies", counts)).toEqual({ count: 2, tone: "bad" });
  expect(railCount("settings", counts)).toEqual({});
  expect(railCount("weapons", undefined)).toEqual({});
});

it.each([
  [{}, ["Oak 4"]],
  [{ toName: "AR-1", document: "D-1" }, ["today-to AR-1", "today-document D-1", "Oak 4"]],
  [{ correctedBy: "x" }, ["Oak 4", "today-taken-back"]],
  [{ status: "quarantined" }, ["Oak 4", "told-quarantined"]],
  [{ status: "parked" }, ["Oak 4", "told-parked"]],
])("an act of today that does not count says so: %o", (given, facts) => {
  const row = { status: "folded", correctedBy: null, actorName: "Oak 4", ...given };
  expect(factsOf(row as ActRow, speaker, false)).toEqual(facts);
});

it("an act of one of several hubs says whose it is, first", () => {
  const row = { status: "folded", correctedBy: null, actorName: "Oak 4", hub: "HUB-OAK" } as ActRow;
  expect(factsOf(row, speaker, true)).toEqual(["HUB-OAK", "Oak 4"]);
  expect(factsOf(row, speaker, false)).toEqual(["Oak 4"]);
});
