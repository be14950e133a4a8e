import { expect, it } from "vitest";
import type {
  AttachmentsStatus,
  AwaitedActs,
  CenterStatus,
  NetworkStatus,
  Problem,
  SyncProblem,
  Untaken,
} from "../src/api";
import { looksWhole } from "../src/screens/doors/join-code";
import {
  attachmentLines,
  completeWords,
  networkLine,
  networkTone,
  phaseTone,
  phaseWords,
  waitingWords,
} from "../src/screens/network/standing";
import { awaitedText } from "../src/screens/network/awaited";
import { MOST_DAYS, fits, rolesFor } from "../src/screens/network/vouchers";
import { untakenText, untakenTitle } from "../src/screens/network/untaken";
import { taskView } from "../src/screens/today/tasks";
import { isKey, keyStart } from "../src/values/keys";

const NOW = new Date(2026, 10, 22, 15);
const minutesAgo = (count: number) => NOW.getTime() - count * 60_000;
const DAY = 24 * 60;

/** Speaks keys and arguments, so that tests see what would be said. */
const speaker = {
  tongue: "en" as const,
  has: () => true,
  t: (key: string, args: Record<string, string | number> = {}) =>
    [key, ...Object.values(args)].join(" ") + (key.startsWith("sync-") ? "." : ""),
  clock: (moment: Date) => `${moment.getHours()}:${moment.getMinutes()}`,
  moment: (moment: Date) => `day ${moment.getDate()}`,
};

function center(given: Partial<CenterStatus> = {}): CenterStatus {
  return {
    address: "kyiv.example:7443",
    key: "3f".repeat(32),
    phase: "live",
    metMs: minutesAgo(1),
    completeUntilMs: minutesAgo(58),
    nextTryMs: null,
    sentBytes: 0,
    receivedBytes: 0,
    problem: null,
    damagedMs: null,
    untaken: [],
    ...given,
  };
}

function attachments(going = 0, coming = 0): AttachmentsStatus {
  const waiting = (count: number) => ({ attachments: count, bytes: count * 250_000 });
  return { going: waiting(going), coming: waiting(coming), spoilt: 0, full: false };
}

function network(given: CenterStatus | null, acts = 0): NetworkStatus {
  return {
    network: given && "aa",
    holdsAuthority: false,
    center: given,
    waiting: { acts, oldestMs: acts > 0 ? minutesAgo(58) : null },
    attachments: attachments(),
    parked: 0,
    awaited: [],
    quarantined: 0,
    devices: [],
    metered: false,
    nearby: null,
  };
}

function untaken(given: Partial<Untaken> = {}): Untaken {
  return {
    key: "4f".repeat(32),
    name: "4F4F4F",
    membership: false,
    acts: 3,
    entries: 4,
    why: "unknown-laptop",
    ...given,
  };
}

it.each<[Partial<Untaken>, string]>([
  [{}, "untaken-acts 3 4F4F4F"],
  [{ acts: 0 }, "untaken-entries 4 4F4F4F"],
  [{ membership: true, acts: 0 }, "untaken-membership 4F4F4F"],
])("what Kyiv does not take is said with whose it is: %o", (given, said) => {
  expect(untakenTitle(untaken(given), speaker)).toBe(said);
  expect(untakenText(untaken(given), speaker)).toBe("untaken-text untaken-why-unknown-laptop");
});

it.each<[AwaitedActs[], string]>([
  [[], "network-parked-text"],
  [
    [
      { name: "4F4F4F", heldBy: ["3C3C3C"], entries: 1 },
      { name: null, heldBy: ["3C3C3C", "5A5A5A"], entries: 2 },
    ],
    "network-parked-text awaited-known 4F4F4F 3C3C3C awaited-unknown 3C3C3C, 5A5A5A awaited-text",
  ],
])("what acts wait for is said with whose it is and who has held it: %o", (awaited, said) => {
  expect(awaitedText(awaited, speaker)).toBe(said);
});

const sync = (sync: SyncProblem): Problem => ({ problem: "sync", sync });

it("a hub that stands alone has no line about Kyiv", () => {
  expect(networkLine(network(null), NOW, speaker)).toBeNull();
});

it("the line says what Kyiv has, what waits, and what is going on", () => {
  expect(networkLine(network(center(), 3), NOW, speaker)).toEqual({
    tone: "info",
    text: "network-complete 14:2",
    waiting: "network-waiting 3",
    phase: "network-phase-live",
  });
  expect(networkLine(network(center()), NOW, speaker)?.waiting).toBeUndefined();
});

it.each([
  [{ completeUntilMs: minutesAgo(2 * DAY) }, "network-complete.earlier day 20"],
  [{ metMs: null }, "network-never"],
  [{ metMs: null, completeUntilMs: null }, "network-never"],
])("what Kyiv has is said with as much of the moment as needed: %o", (given, said) => {
  expect(completeWords(center(given), NOW, speaker)).toBe(said);
});

it.each([
  [0, ""],
  [1, "network-waiting 1"],
  [9_999, "network-waiting 9999"],
  [10_000, "network-waiting.most 10000"],
])("%i acts that wait are said as %o", (acts, said) => {
  expect(waitingWords({ acts, oldestMs: null }, speaker)).toBe(said);
});

it.each([
  [0, 0, []],
  [3, 0, ["network-attachments-going 3 file-size 733"]],
  [0, 8, ["network-attachments-coming 8 file-size.large 1.9"]],
  [
    1,
    1,
    ["network-attachments-going 1 file-size 245", "network-attachments-coming 1 file-size 245"],
  ],
])("%i photographs going and %i coming are said as %o", (going, coming, said) => {
  expect(attachmentLines(attachments(going, coming), speaker)).toEqual(said);
});

it.each<[string, Partial<CenterStatus>, number, string]>([
  ["all is there", {}, 0, "ok"],
  ["acts on their way", {}, 2, "info"],
  ["never met", { metMs: null, completeUntilMs: null }, 9, "info"],
  ["no line, nothing waits", { problem: sync({ kind: "unreachable" }) }, 0, "info"],
  ["no line, acts wait", { problem: sync({ kind: "broken-off" }) }, 2, "warn"],
  ["the center is full", { problem: sync({ kind: "cannot-keep" }) }, 2, "warn"],
  ["stopped by hand", { problem: { problem: "cancelled" } }, 0, "info"],
  ["a day old, acts wait", { completeUntilMs: minutesAgo(DAY + 1) }, 1, "warn"],
  ["a day old, nothing waits", { completeUntilMs: minutesAgo(DAY + 1) }, 0, "info"],
  ["shut out", { problem: sync({ kind: "revoked" }) }, 0, "bad"],
  ["somebody else answers", { problem: sync({ kind: "not-the-center" }) }, 0, "bad"],
  ["the disk here is full", { problem: { problem: "disk-full" } }, 0, "bad"],
  ["the center is damaged", { damagedMs: minutesAgo(5) }, 0, "bad"],
  ["the program broke down", { problem: sync({ kind: "fault", detail: "" }) }, 2, "warn"],
  ["something is not taken", { untaken: [untaken()] }, 0, "warn"],
])("%s", (_, given, acts, tone) => {
  expect(networkTone(center(given), { acts, oldestMs: null }, NOW)).toBe(tone);
});

it.each<[Partial<CenterStatus>, string]>([
  [{ damagedMs: minutesAgo(5) }, "ok"],
  [{ phase: "fetching", problem: sync({ kind: "revoked" }) }, "info"],
  [{ phase: "resting" }, "info"],
  [{ phase: "resting", problem: sync({ kind: "unreachable" }) }, "warn"],
  [{ phase: "off", problem: sync({ kind: "revoked" }) }, "bad"],
])("what goes on has a tone of its own: %o", (given, tone) => {
  expect(phaseTone(center(given))).toBe(tone);
});

it("what a person must look into is said instead of what Kyiv has", () => {
  const shut = center({ problem: sync({ kind: "revoked" }) });
  expect(networkLine(network(shut, 2), NOW, speaker)).toMatchObject({
    text: "sync-revoked revoked",
    phase: undefined,
  });
});

it.each<[Partial<CenterStatus>, string]>([
  [{ phase: "handing-over" }, "network-phase-handing-over"],
  [{ phase: "resting" }, "network-phase-resting"],
  [{ phase: "resting", problem: sync({ kind: "unreachable" }) }, "network-no-line"],
  [{ phase: "fetching", problem: sync({ kind: "unreachable" }) }, "network-phase-fetching"],
  [
    { phase: "resting", problem: sync({ kind: "slow-down", waitSeconds: 9 }) },
    "network-phase-resting",
  ],
])("what goes on is said in words: %o", (given, said) => {
  expect(phaseWords(center(given), speaker)).toBe(said);
});

it.each([
  ["", false],
  ["babab ".repeat(31), false],
  ["babab ".repeat(33), true],
  [`KOMORA:${"BABAB".repeat(41)}`, true],
])("a code is asked for whole: %o", (typed, whole) => {
  expect(looksWhole(typed)).toBe(whole);
});

it("keys are shown by their first groups and taken whole", () => {
  expect(keyStart("3f9a12bc77de0041".repeat(4))).toBe("3f9a 12bc 77de 0041 …");
  expect(keyStart("3f9a12")).toBe("3f9a 12");
  expect([isKey(` ${"3F".repeat(32)}\n`), isKey("3f"), isKey("zz".repeat(32))]).toEqual([
    true,
    false,
    false,
  ]);
});

it("vouchers are asked for as the program takes them", () => {
  expect(rolesFor(true)[0]).toBe("storekeeper");
  expect(rolesFor(false)).not.toContain("storekeeper");
  expect([null, 0, 1, MOST_DAYS, MOST_DAYS + 1].map((days) => fits(days, MOST_DAYS))).toEqual([
    false,
    false,
    true,
    true,
    false,
  ]);
});

it("acts that do not count lead to the network", () => {
  const task = { task: "parked-or-quarantined" as const, parked: 2, quarantined: 0 };
  expect(taskView(task, speaker, String, NOW).screen).toBe("network");
});
