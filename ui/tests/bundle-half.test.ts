import { flushSync, mount, unmount } from "svelte";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Broken, type Ended, type Status } from "../src/api";
import { runBundle } from "../src/screens/network/bundle-run";
import { LastingWork } from "../src/state/lasting-work.svelte";
import { Session } from "../src/state/session.svelte";
import Half from "./Half.svelte";

const open = { phase: { phase: "open" }, hub: null } as unknown as Status;
const one = <E extends HTMLElement>(selector: string) => document.querySelector<E>(selector);
const button = () => one<HTMLButtonElement>('[data-act="import-bundle"]')!;
const enter = () => one("form")!.dispatchEvent(new SubmitEvent("submit", { cancelable: true }));
const onrun = vi.fn();
let work: LastingWork;
let half: ReturnType<typeof mount>;

beforeEach(() => {
  onrun.mockClear();
  work = new LastingWork();
  const session = new Session(open, async () => open);
  half = mount(Half, { target: document.body, props: { session, work, onrun } });
  flushSync();
});
afterEach(() => unmount(half));

it("without a file nothing runs, by button or by Enter; once one is named it does", () => {
  enter();
  expect([button().disabled, onrun.mock.calls.length]).toEqual([true, 0]);
  one('[data-act="browse"]')!.click();
  flushSync();
  enter();
  expect([button().disabled, onrun.mock.calls.length]).toEqual([false, 1]);
});

it("while a bundle is under way it is said how far, and no second one begins", () => {
  one('[data-act="browse"]')!.click();
  work.running = true;
  flushSync();
  enter();
  expect(onrun).not.toHaveBeenCalled();
  expect(one('[role="progressbar"]')).not.toBeNull();
  expect(one('[data-value="came"]')).toBeNull();
});

it("what came of the last one is not shown beside why the next one failed", () => {
  expect(one('[data-value="came"]')).not.toBeNull();
  work.failure = new Broken("disk-full", {});
  flushSync();
  expect(one('[data-value="came"]')).toBeNull();
  expect(document.body.textContent).toContain("The disk is full");
});

it.each<[string, Ended | null, string[]]>([
  ["well", { end: "bundle-taken", job: 1, taken: { came: 9 } as never }, ["done 9"]],
  ["badly", { end: "failed", job: 1, problem: { problem: "disk-full" } }, ["failed"]],
  ["in another way", { end: "finished", job: 1 }, ["failed"]],
  ["before it began", null, ["failed"]],
])("a bundle that ends %s is told of once", async (_, ended, told) => {
  const heard: string[] = [];
  const news = {
    done: ({ title }: { title: () => string }) => void heard.push(title()),
    failed: () => void heard.push("failed"),
  };
  const stub = { run: async () => ended, failure: null } as unknown as LastingWork;
  const job = { job: "import-bundle", path: "a.komora" } as const;
  const well = await runBundle(stub, job, "bundle-taken", news, ({ taken }) => ({
    tone: "ok",
    title: () => `done ${taken.came}`,
    detail: () => "",
  }));
  expect([heard, well]).toEqual([told, told[0] === "failed" ? null : ended]);
});
