import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { bundles } from "../src/state/words";

/** Whatever Rust can answer with has words: the tags stand in the generated types. */
const types = readFileSync("src/api/types.ts", "utf8");

function tags(type: string, tag: string): string[] {
  const line =
    types.split("\n\n").find((block) => block.startsWith(`export type ${type} = `)) ?? "";
  return [...line.matchAll(new RegExp(`"${tag}": "([a-z-]+)"`, "g"))].map(([, name]) => name!);
}

/** The members of a type that is words alone. */
function quoted(type: string): string[] {
  const [, line = ""] = types.match(new RegExp(`export type ${type} = ([^;]+);`)) ?? [];
  return [...line.matchAll(/"([a-z-]+)"/g)].map(([, name]) => name!);
}

const families: [string, string[]][] = [
  ["refusal", tags("Refusal", "kind")],
  ["warning", tags("Warning", "kind")],
  // A refusal, a file and a meeting say it in their own words.
  [
    "problem",
    tags("Problem", "problem").filter((kind) => !["refused", "file", "sync"].includes(kind)),
  ],
  ["file", tags("FileProblem", "reason")],
  ["sync", tags("SyncProblem", "kind")],
  ["row", tags("RowReason", "reason").filter((reason) => reason !== "refused")],
  ["verify-problem", tags("VerifyProblem", "kind")],
  ["task", tags("Task", "task")],
  ["network-phase", quoted("SyncPhase")],
  ["reach", quoted("Reach")],
  ["untaken-why", quoted("WhyUntaken")],
  [
    "stage",
    ["reading", "checking", "saving", "building", "verifying", "writing", "attaching", "taking"],
  ],
];

it.each(families)("every %s has words in the three languages", (family, kinds) => {
  expect(kinds.length).toBeGreaterThan(2);
  for (const [tongue, bundle] of Object.entries(bundles)) {
    const missing = kinds.filter((kind) => !bundle.hasMessage(`${family}-${kind}`));
    expect(missing, tongue).toEqual([]);
  }
});

it("every unit of issue of the tables has its name and its short form in the three languages", () => {
  const table = JSON.parse(readFileSync("../crates/domain/tables/units_of_issue.json", "utf8"));
  const codes = Object.keys(table.codes);
  expect(codes.length).toBeGreaterThan(80);
  for (const [tongue, bundle] of Object.entries(bundles)) {
    const units = codes.map((code) => bundle.getMessage(`unit-of-issue-${code}`));
    const missing = codes.filter((_, at) => !units[at]?.value || !units[at].attributes.short);
    expect(missing, tongue).toEqual([]);
    const shorts = units.map((unit) => String(unit?.attributes.short));
    expect(
      shorts.filter((short, at) => shorts.indexOf(short) !== at),
      tongue,
    ).toEqual([]);
  }
});
