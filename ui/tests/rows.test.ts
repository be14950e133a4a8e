import { expect, it } from "vitest";
import { LocalRows, WindowedRows, sortRows, type Page } from "../src/parts/table/rows.svelte";

interface Asked {
  offset: number;
  answer: (page: Page<string>) => void;
  fail: (reason: unknown) => void;
}

/** A far list whose answers the test gives, in any order. */
function farRows() {
  const asked: Asked[] = [];
  const rows = new WindowedRows<string>(
    (offset) => new Promise((answer, fail) => asked.push({ offset, answer, fail })),
  );
  const page = (mark: string, offset: number, total = 1000) => ({
    total,
    rows: Array.from({ length: 100 }, (_, step) => `${mark}${offset + step}`),
  });
  const settle = () => new Promise((done) => setTimeout(done));
  return { asked, rows, page, settle };
}

it("asks only for the pages on screen, each once", async () => {
  const { asked, rows, page, settle } = farRows();
  rows.want(0, 30);
  rows.want(5, 40);
  expect(asked.map(({ offset }) => offset)).toEqual([0]);
  asked[0]!.answer(page("a", 0));
  await settle();
  rows.want(90, 130);
  expect(asked.map(({ offset }) => offset)).toEqual([0, 100]);
  expect(rows.total).toBe(1000);
  expect(rows.row(30)).toBe("a30");
  expect(rows.row(130)).toBeUndefined();
});

it("an answer to an older list is dropped", async () => {
  const { asked, rows, page, settle } = farRows();
  rows.want(0, 30);
  rows.again();
  asked[1]!.answer(page("new", 0, 7));
  await settle();
  asked[0]!.answer(page("old", 0, 9));
  await settle();
  expect(rows.row(3)).toBe("new3");
  expect(rows.total).toBe(7);
});

it("keeps showing what was there until the new rows come", async () => {
  const { asked, rows, page, settle } = farRows();
  rows.want(0, 30);
  asked[0]!.answer(page("old", 0));
  await settle();
  rows.again();
  expect(rows.row(3)).toBe("old3");
  asked[1]!.answer(page("new", 0));
  await settle();
  expect(rows.row(3)).toBe("new3");
});

it("a failure shows, and asking again heals it", async () => {
  const { asked, rows, page, settle } = farRows();
  rows.want(0, 30);
  asked[0]!.fail(new Error("gone"));
  await settle();
  expect(rows.error).toBeInstanceOf(Error);
  rows.again();
  asked[1]!.answer(page("a", 0));
  await settle();
  expect(rows.error).toBeNull();
  expect(rows.row(0)).toBe("a0");
});

it("a range waits for all its pages", async () => {
  const { asked, rows, page } = farRows();
  const range = rows.range(95, 204);
  expect(asked.map(({ offset }) => offset)).toEqual([0, 100, 200]);
  for (const one of asked) one.answer(page("a", one.offset));
  const got = await range;
  expect([got.length, got[0], got.at(-1)]).toEqual([110, "a95", "a204"]);
});

it("a local list gives what it has", async () => {
  const rows = new LocalRows(() => ["a", "b", "c"]);
  expect(rows.total).toBe(3);
  expect(await rows.range(1, 9)).toEqual(["b", "c"]);
});

it.each([
  [["10", "9", "W 2", null, "W 10"], false, ["9", "10", "W 2", "W 10", null]],
  [["10", "9", null], true, ["10", "9", null]],
])("sorts %j, descending %s", (rows, descending, expected) => {
  expect(sortRows(rows as (string | null)[], (row) => row, descending, "en")).toEqual(expected);
});

it("what came of a list speaks for it: in another order too, but not of another list", async () => {
  const { asked, rows, page, settle } = farRows();
  const has = (mark: string) => rows.some((row) => row.startsWith(mark));
  rows.want(0, 130);
  asked[0]!.answer(page("a", 0));
  asked[1]!.answer(page("lot", 100));
  await settle();
  expect([has("a"), has("lot"), has("b")]).toEqual([true, true, false]);
  rows.want(0, 30);
  rows.again();
  asked[2]!.answer(page("b", 0));
  await settle();
  expect([has("lot"), has("b")]).toEqual([true, true]);
  rows.anew();
  expect(has("lot")).toBe(true);
  asked[3]!.answer(page("c", 0, 100));
  await settle();
  expect([has("lot"), has("b"), has("c")]).toEqual([false, false, true]);
});
