import { expect, it, vi } from "vitest";
import type { BundleImported, CenterStatus, DeviceRow, NetworkStatus, Notice } from "../src/api";
import { Broken } from "../src/api/failure";
import {
  enclosedWords,
  failedWords,
  farWords,
  madeWords,
  offeredTo,
  stoppedWords,
  takenTitle,
  takenTone,
  writtenTitle,
  writtenTone,
  type Written,
} from "../src/screens/network/bundles";
import { bundles } from "../src/state/words";
import { failureWords } from "../src/values/failure-words";
import { Drafts } from "../src/state/drafts.svelte";

const heard = vi.hoisted(() => ({ tell: (_: unknown) => {}, asked: [] as [string, unknown][] }));
vi.mock("@tauri-apps/api/core", () => ({
  invoke: async (name: string, args: unknown) => {
    heard.asked.push([name, args]);
    return name === "start" ? heard.asked.filter(([name]) => name === "start").length : null;
  },
}));
vi.mock("@tauri-apps/api/event", () => ({
  listen: async (_: string, listener: (event: { payload: unknown }) => void) => {
    heard.tell = (payload) => listener({ payload });
    return () => {};
  },
}));
const { bundlePath } = await import("../src/screens/network/bundle-files");
const { lastingWork } = await import("../src/state/lasting-work.svelte");

/** "Nothing changed", "nothing of it was taken", "this was not done". */
const NOTHING =
  /nothing|not (?:saved|done)|нічого|не (?:збережено|зроблено)|\brien\b|pas été fait/i;
const NOW = new Date(2026, 10, 24, 15);
const KEY = "3f9a12bc77de0041".repeat(4);

/** Speaks keys and arguments, so that tests see what would be said. */
const speaker = {
  has: () => true,
  t: (key: string, args: Record<string, string | number> = {}) =>
    [key, ...Object.values(args)].join(" "),
  clock: (moment: Date) => `${moment.getHours()}:${moment.getMinutes()}`,
  moment: (moment: Date) => `day ${moment.getDate()}`,
  percent: (part: number, whole: number) => `${(part * 100) / whole} %`,
};

function taken(given: Partial<BundleImported> = {}): BundleImported {
  const madeMs = new Date(2026, 10, 20).getTime();
  return {
    madeBy: KEY,
    madeMs,
    came: 9,
    known: 3,
    parked: 0,
    quarantined: 0,
    attachments: 0,
    ...given,
  };
}

function written(entries: number, attachments = 0, leftOut = 0): Written {
  const attachmentBytes = attachments * 250_000;
  return {
    end: "bundle-written",
    job: 1,
    path: "a.komora",
    written: { pages: 1, entries, recipients: 2, attachments, attachmentBytes, leftOut },
  };
}

function network(devices: Partial<DeviceRow>[], center: string | null = null): NetworkStatus {
  return {
    center: center && ({ key: center } as CenterStatus),
    devices: devices as DeviceRow[],
  } as NetworkStatus;
}

it("a coordination laptop has no hub to write for, a hub that stands alone no Kyiv", () => {
  expect(offeredTo(true, true)).toEqual(["kyiv", "everything"]);
  expect(offeredTo(false, true)).toEqual(["kyiv", "hub", "everything"]);
  expect(offeredTo(false, false)).toEqual(["hub", "everything"]);
});

it.each([
  ["writing", 12_034, 0, "bundle-so-far 12034"],
  ["checking", 250, 1_000, "25 %"],
  ["attaching", 500, 1_000, "50 %"],
  ["taking", 1_000, 1_000, "100 %"],
  ["taking", 0, 0, ""],
])("how far %s is, at %i of %i: %s", (stage, done, total, said) => {
  expect(farWords({ job: 1, stage, done, total }, speaker)).toBe(said);
});

it.each([
  [null, "problem-cancelled"],
  ["writing", "problem-cancelled"],
  ["checking", "problem-cancelled"],
  ["taking", "bundle-stopped"],
] as const)("stopped while %s: only what was taken stays", (stage, said) => {
  expect(stoppedWords(stage && { job: 1, stage, done: 1, total: 2 }, speaker)).toBe(said);
});

it.each([
  ["writing", "problem-disk-full disk-full", "problem-disk-full.allowed disk-full"],
  ["checking", "problem-disk-full disk-full", "problem-disk-full.allowed disk-full"],
  ["taking", "bundle-midway", "bundle-midway.again problem-disk-full.midway disk-full"],
])("failed while %s: it says that nothing changed only where nothing did", (stage, ...said) => {
  const progress = { job: 1, stage, done: 1, total: 2 };
  const { title, allowed } = failedWords(new Broken("disk-full", {}), progress, speaker);
  expect([title, allowed]).toEqual(said);
});

it("in the middle of a bundle no words of any language say that nothing changed", () => {
  for (const [tongue, bundle] of Object.entries(bundles)) {
    const said = (key: string) => {
      const [id = "", attribute] = key.split(".");
      const message = bundle.getMessage(id);
      return String((attribute ? message?.attributes[attribute] : message?.value) ?? "");
    };
    const mouth = { ...speaker, t: said, has: (key: string) => said(key) !== "" };
    const kinds = ["bad-answer", "bundle-damaged", "bundle-cut"];
    const failures = [
      new Broken("disk-full", {}),
      new Broken("disk-failed", {}),
      new Broken("internal", {}),
      ...kinds.map((kind) => new Broken("sync", { sync: { kind } })),
      ...["not-found", "unreadable"].map((reason) => new Broken("file", { file: { reason } })),
    ];
    for (const failure of failures) {
      const { midway } = failureWords(failure, mouth);
      expect(midway, `${tongue} ${failure.kind}`).not.toMatch(NOTHING);
    }
  }
});

it.each([
  [5, "ok", "bundle-written 5"],
  [0, "info", "bundle-written.none 0"],
])("a bundle of %i entries is written", (entries, tone, said) => {
  expect([writtenTone(written(entries)), writtenTitle(written(entries), speaker)]).toEqual([
    tone,
    said,
  ]);
});

it.each([
  [5, 0, 0, "ok", ""],
  [0, 2, 0, "ok", "bundle-attachments 2 file-size 489"],
  [0, 2, 3, "ok", "bundle-attachments 2 file-size 489 bundle-attachments-left 3"],
  [0, 0, 1, "info", "bundle-attachments-left 1"],
])(
  "with %i entries, %i photographs and %i left out: %s, %o",
  (entries, count, left, tone, said) => {
    const one = written(entries, count, left);
    expect([writtenTone(one), enclosedWords(one, speaker)]).toEqual([tone, said]);
  },
);

it.each<[Partial<BundleImported>, string, string]>([
  [{}, "ok", "bundle-taken 9"],
  [{ parked: 4 }, "ok", "bundle-taken 9"],
  [{ quarantined: 1 }, "warn", "bundle-taken 9"],
  [{ came: 0, known: 12 }, "info", "bundle-taken.none 0"],
  [{ came: 0, attachments: 2 }, "ok", "bundle-taken 0"],
])("a bundle is taken in: %o", (given, tone, said) => {
  expect([takenTone(taken(given)), takenTitle(taken(given), speaker)]).toEqual([tone, said]);
});

it.each<[string, NetworkStatus, string]>([
  ["Kyiv", network([], KEY), "bundle-made-in-kyiv day 20"],
  [
    "a hub",
    network([{ key: KEY, name: "3F9A12BC", hub: "OAK" }]),
    "bundle-made.of 3F9A12BC OAK day 20",
  ],
  [
    "coordination",
    network([{ key: KEY, name: "3F9A12BC", hub: null, coordination: true }]),
    "bundle-made.of 3F9A12BC hub-coordination day 20",
  ],
  [
    "a hub not held here",
    network([{ key: KEY, name: "3F9A12BC", hub: null }]),
    "bundle-made 3F9A12BC day 20",
  ],
  ["nobody known", network([], "aa"), "bundle-made 3f9a 12bc 77de 0041 … day 20"],
])("a bundle says that %s made it", (_, known, said) => {
  expect(madeWords(taken(), known, NOW, speaker)).toBe(said);
});

it("a bundle under way is found again when its screen is come back to, and its end is heard once", async () => {
  const drafts = new Drafts();
  const work = lastingWork(drafts, "import-bundle");
  expect(lastingWork(drafts, "import-bundle")).toBe(work);
  expect(lastingWork(drafts, "export-bundle")).not.toBe(work);
  expect(lastingWork(new Drafts(), "import-bundle")).not.toBe(work);

  const ended = work.run({ job: "import-bundle", path: "a.komora" });
  await vi.waitFor(() => expect(heard.asked).toHaveLength(1));
  expect(await work.run({ job: "import-bundle", path: "b.komora" })).toBeNull();
  await Promise.resolve();
  work.stop();
  expect(heard.asked.at(-1)).toEqual(["cancel", { job: 1 }]);
  const problem = { problem: "cancelled" } as const;
  const end: Notice = { notice: "ended", ended: { end: "failed", job: 1, problem } };
  heard.tell(end);
  expect((await ended)?.end).toBe("failed");
  expect([work.running, work.failure?.kind]).toEqual([false, "cancelled"]);
});

it.each([
  [" /media/stick/kyiv ", "/media/stick/kyiv.komora"],
  ["D:\\kyiv", "D:\\kyiv.komora"],
  ["kyiv-24.11.2026", "kyiv-24.11.2026.komora"],
  ["/media/my.stick/kyiv", "/media/my.stick/kyiv.komora"],
  ["для Києва", "для Києва.komora"],
  ["/media/stick/kyiv.komora", "/media/stick/kyiv.komora"],
  ["kyiv.KOMORA", "kyiv.KOMORA"],
  ["kyiv.bin", "kyiv.bin"],
  ["/media/stick/", "/media/stick/"],
  ["..", ".."],
  ["/media/stick/.hidden", "/media/stick/.hidden.komora"],
])("a bundle typed as %o is written to %o", (typed, path) => {
  expect(bundlePath(typed)).toBe(path);
});
