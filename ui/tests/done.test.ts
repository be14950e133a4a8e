import { expect, it } from "vitest";
import type { Receipt } from "../src/api";
import { warningsWords } from "../src/screens/handing/done";
import type { Language } from "../src/state/language.svelte";

const words = {
  t: (key: string, args: Record<string, string | number> = {}) =>
    [key, ...Object.values(args)].join(" "),
} as unknown as Language;
const unmarked = (count: number): Receipt["warnings"] =>
  Array.from({ length: count }, (_, at) => ({
    kind: "serial-unmarked",
    serial: `unmarked-${at + 1}`,
  }));

it.each([
  [0, ""],
  [2, "warning-serial-unmarked unmarked-1, unmarked-2"],
  [
    40,
    "warning-serial-unmarked unmarked-1, unmarked-2, unmarked-3, unmarked-4, unmarked-5 serials-more 35",
  ],
])("%d things received without a serial are one sentence", (count, said) => {
  expect(warningsWords(unmarked(count), words)).toBe(said);
});

it("what else is worth a look stays beside them, as much as there is room for", () => {
  const expiring: Receipt["warnings"] = [{ kind: "lot-expiring", lot: "L", on: "2027-01-01" }];
  expect(warningsWords([...unmarked(9), ...expiring], words, 1)).toMatch(
    /^warning-lot-expiring L 2027-01-01 warning-serial-unmarked .*serials-more 4$/,
  );
});
