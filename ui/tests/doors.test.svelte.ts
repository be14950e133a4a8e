import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { CODE_LENGTH, grouped, lettersOf } from "../src/screens/doors/recovery-code";
import { Countdown } from "../src/screens/doors/countdown.svelte";
import { Session } from "../src/state/session.svelte";
import type { Notice, Status } from "../src/api";

const heard = vi.hoisted(() => ({ tell: (_: unknown) => {} }));
vi.mock("@tauri-apps/api/core", () => ({ invoke: async () => null }));
vi.mock("@tauri-apps/api/event", () => ({
  listen: async (_: string, listener: (event: { payload: unknown }) => void) => {
    heard.tell = (payload) => listener({ payload });
    return () => {};
  },
}));
const { LastingWork } = await import("../src/state/lasting-work.svelte");

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it.each([
  ["7k0qx 2m8hd", "7K0QX-2M8HD"],
  ["7K0QX-2M8HD-WZ", "7K0QX-2M8HD-WZ"],
  ["", ""],
])("a recovery code typed as %o reads %o", (typed, shown) => {
  expect(grouped(typed)).toBe(shown);
  expect(lettersOf(typed).length).toBeLessThanOrEqual(CODE_LENGTH);
});

it("the wait before the next try runs down to nothing", () => {
  const wait = new Countdown();
  wait.from(2);
  expect(wait.seconds).toBe(2);
  vi.advanceTimersByTime(1250);
  expect(wait.seconds).toBe(1);
  vi.advanceTimersByTime(1000);
  expect(wait.seconds).toBe(0);
});

it("the books stay behind the door until the recovery code is kept", () => {
  const open = { phase: { phase: "open" }, hub: { code: "HUB-OAK" } } as unknown as Status;
  const session = new Session(open, async () => open);
  session.entering = true;
  expect(session.isOpen).toBe(false);
  session.entering = false;
  expect(session.isOpen).toBe(true);
});

it.each([
  [null, false],
  [{ code: "HUB-OAK", coordination: false }, true],
  [{ code: "COORDINATION", coordination: true }, false],
])("acts are offered in a hub's own books alone: %o", (hub, offered) => {
  const status = { phase: { phase: "open" }, hub } as unknown as Status;
  expect(new Session(status, async () => status).isHub).toBe(offered);
});

it("long work hears its own progress and end, even when they come before its number", async () => {
  const work = new LastingWork();
  const progress = (job: number, done: number): Notice => ({
    notice: "progress",
    progress: { job, stage: "building", done, total: 10 },
  });
  const running = work.follow(async () => {
    heard.tell(progress(7, 3));
    heard.tell(progress(8, 9));
    return 7;
  });
  await Promise.resolve();
  await Promise.resolve();
  expect(work.progress?.done).toBe(3);
  heard.tell({ notice: "ended", ended: { end: "finished", job: 8 } });
  expect(work.running).toBe(true);
  heard.tell({ notice: "ended", ended: { end: "finished", job: 7 } });
  await running;
  expect([work.running, work.ended?.end, work.failure]).toEqual([false, "finished", null]);
});

it("long work that fails says why", async () => {
  const work = new LastingWork();
  const running = work.follow(async () => 4);
  await Promise.resolve();
  heard.tell({
    notice: "ended",
    ended: { end: "failed", job: 4, problem: { problem: "disk-full" } },
  });
  await running;
  expect(work.failure?.kind).toBe("disk-full");
});
