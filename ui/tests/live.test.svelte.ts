import { flushSync } from "svelte";
import { expect, it, vi } from "vitest";
import type { Changes } from "../src/api";
import { Live } from "../src/state/live.svelte";

vi.mock("@tauri-apps/api/core", () => ({ invoke: vi.fn() }));
vi.mock("@tauri-apps/api/event", () => ({ listen: vi.fn() }));

/** A live question whose answers the test gives, in any order. */
function asking(topics: readonly string[] = ["stock"]) {
  const answers: {
    question: number;
    give: (text: string) => void;
    fail: (why: unknown) => void;
  }[] = [];
  let question = $state(1);
  let tell: (changes: Changes) => void = () => {};
  const stopped = vi.fn();
  let live!: Live<string, number>;
  const stop = $effect.root(() => {
    live = new Live<string, number>({
      question: () => question,
      ask: (asked) => new Promise((give, fail) => answers.push({ question: asked, give, fail })),
      topics,
      listen: (heard) => {
        tell = heard;
        return stopped;
      },
    });
  });
  flushSync();
  const settle = () => new Promise((done) => setTimeout(done));
  return {
    live,
    answers,
    stop,
    stopped,
    settle,
    change: (next: number) => {
      question = next;
      flushSync();
    },
    tell: (changes: Changes) => tell(changes),
  };
}

it("asks at once and shows the answer", async () => {
  const { live, answers, settle } = asking();
  expect([live.loading, live.data]).toEqual([true, undefined]);
  answers[0]!.give("one");
  await settle();
  expect([live.loading, live.stale, live.data]).toEqual([false, false, "one"]);
});

it("a late answer to an older question is dropped", async () => {
  const { live, answers, change, settle } = asking();
  change(2);
  answers[1]!.give("two");
  await settle();
  answers[0]!.give("one");
  await settle();
  expect(live.data).toBe("two");
});

it("asks again when its topics change, and only then", async () => {
  const { live, answers, tell, settle } = asking();
  answers[0]!.give("one");
  await settle();
  tell(["people"]);
  expect(answers).toHaveLength(1);
  tell(["assets", "stock"]);
  expect([answers.length, live.stale, live.data]).toEqual([2, true, "one"]);
  tell("all");
  expect(answers).toHaveLength(3);
});

it("a failure shows beside the data of before", async () => {
  const { live, answers, tell, settle } = asking();
  answers[0]!.give("one");
  await settle();
  tell(["stock"]);
  answers[1]!.fail({ problem: "locked" });
  await settle();
  expect([live.error?.kind, live.data, live.stale]).toEqual(["locked", "one", true]);
});

it("stops listening when its screen is left", async () => {
  const { live, answers, stop, stopped, settle } = asking();
  stop();
  expect(stopped).toHaveBeenCalledOnce();
  answers[0]!.give("late");
  await settle();
  expect(live.data).toBeUndefined();
});
