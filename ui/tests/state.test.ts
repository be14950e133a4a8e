import { expect, it, vi } from "vitest";
import { Refused, readFailure } from "../src/api/failure";
import { nextCursor, toggled, withRange } from "../src/parts/table/selection";
import { Drafts } from "../src/state/drafts.svelte";
import { Language } from "../src/state/language.svelte";
import { Navigation } from "../src/state/navigation.svelte";
import { Preferences } from "../src/state/preferences.svelte";
import { failureWords, type Speaker } from "../src/values/failure-words";

it("drafts outlive leaving a screen and die with the lock", () => {
  const drafts = new Drafts();
  const empty = { place: "", serials: [] as string[] };
  drafts.keep("receive", empty).value.serials.push("W 1");
  expect(drafts.keep("receive", empty).value.serials).toEqual(["W 1"]);
  expect(drafts.keep("receive", empty).touched).toBe(true);
  drafts.keep("receive", empty).clear();
  expect(drafts.keep("receive", empty).touched).toBe(false);
  drafts.keep("issue", empty).value.place = "AR-1";
  drafts.forgetAll();
  expect(drafts.keep("issue", empty).value.place).toBe("");
});

it("navigation goes back the way one came", () => {
  const navigation = new Navigation("today");
  navigation.go("weapons");
  navigation.go("thing", { id: "1" });
  navigation.go("thing", { id: "1" });
  navigation.back();
  expect(navigation.here.screen).toBe("weapons");
  navigation.forward();
  expect(navigation.here.params).toEqual({ id: "1" });
  navigation.back();
  navigation.go("stock");
  expect(navigation.canGoForward).toBe(false);
  navigation.back();
  navigation.back();
  navigation.back();
  expect(navigation.here.screen).toBe("today");
});

it("preferences are written once it is quiet", () => {
  vi.useFakeTimers();
  const save = vi.fn();
  const preferences = new Preferences({ language: "fr" }, save);
  for (const width of ["300", "310", "320"]) preferences.set("pane-width", width);
  expect(preferences.get("pane-width")).toBe("320");
  vi.runAllTimers();
  expect(save).toHaveBeenCalledExactlyOnceWith("pane-width", "320");
  expect(new Language(preferences).tongue).toBe("fr");
  vi.useRealTimers();
});

it.each([
  [{ language: "fr" }, "uk", "fr"],
  [{}, "uk", "uk"],
  [{}, "xx", "en"],
  [{}, null, "en"],
  [{ language: "xx" }, "fr", "fr"],
])(
  "what a person chose is spoken, or what is wished for, or the system's: %o %s",
  (kept, wished, tongue) => {
    expect(new Language(new Preferences(kept, vi.fn()), wished).tongue).toBe(tongue);
  },
);

it.each([
  ["ArrowDown", -1, 0],
  ["ArrowDown", 9, 9],
  ["ArrowUp", 0, 0],
  ["PageDown", 3, 7],
  ["PageUp", 3, 0],
  ["Home", 7, 0],
  ["End", 0, 9],
  ["x", 3, null],
])("%s from row %i leads to %s", (key, from, to) => {
  expect(nextCursor(key, from, 10, 4)).toBe(to);
});

it("an empty table has no cursor", () => expect(nextCursor("End", -1, 0, 4)).toBeNull());

it("selections grow by ranges and lose by toggling", () => {
  const some = withRange(new Set(["a"]), ["b", "c"]);
  expect([...toggled(some, "a")]).toEqual(["b", "c"]);
  expect([...toggled(some, "d")]).toEqual(["a", "b", "c", "d"]);
});

/** Speaks keys and arguments, so that tests see what would be said. */
const speaker = (known: readonly string[]): Speaker => ({
  has: (key) => known.includes(key),
  t: (key, args) => (args ? `${key} ${JSON.stringify(args)}` : key),
});

it("a refusal is said with its numbers, what is allowed and where to go", () => {
  const failure = readFailure({
    problem: "refused",
    refusal: { kind: "not-enough-stock", onHand: 8, requested: 12 },
  });
  expect(failure).toBeInstanceOf(Refused);
  const words = speaker(["refusal-not-enough-stock", "refusal-not-enough-stock.allowed"]);
  const said = failureWords(failure, words);
  expect(said.title).toContain('"onHand":8');
  expect(said.allowed).toContain("refusal-not-enough-stock.allowed");
  expect(said.go).toBe("");
});

it("a refusal within a refusal is said whole", () => {
  const refusal = { kind: "at-row", row: 7, refusal: { kind: "nothing-named" } };
  const said = failureWords(
    readFailure({ problem: "refused", refusal }),
    speaker(["refusal-at-row", "refusal-nothing-named"]),
  );
  expect(said.title).toContain('"row":7');
  expect(said.title).toContain("refusal-nothing-named");
});

it("file problems are said by their reason", () => {
  const failure = readFailure({ problem: "file", file: { reason: "too-many-rows", most: 100 } });
  expect(failureWords(failure, speaker(["file-too-many-rows"])).title).toContain('"most":100');
});

it.each([
  [{ kind: "slow-down", waitSeconds: 40 }, "sync-slow-down", '"waitSeconds":40'],
  [{ kind: "newer-protocol", newest: 3 }, "sync-newer-protocol", '"newest":3'],
  [{ kind: "revoked" }, "sync-revoked", ""],
  [{ kind: "of a later Komora" }, "problem-internal", ""],
])("what a meeting came to nothing for is said by its kind: %o", (sync, key, part) => {
  const known = ["sync-slow-down", "sync-newer-protocol", "sync-revoked"];
  const said = failureWords(readFailure({ problem: "sync", sync }), speaker(known));
  expect(said.title).toContain(key);
  expect(said.title).toContain(part);
});

it("what is not a problem of ours is said as a bug", () => {
  expect(readFailure(new TypeError("x")).kind).toBe("internal");
  expect(failureWords(readFailure("?"), speaker(["problem-internal"])).title).toContain(
    "problem-internal",
  );
});
