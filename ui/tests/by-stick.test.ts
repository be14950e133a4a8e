import { flushSync, mount, unmount } from "svelte";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { LaptopRequest, LoggedIn, Status } from "../src/api";
import { askedWords, mayAdmit, whoAsks } from "../src/screens/network/admitting";
import { Session } from "../src/state/session.svelte";

interface Sent {
  operation: { operation: string };
  job: { job: string };
}

/** What the program is asked, and what it answers. */
const rust = vi.hoisted(() => ({
  asked: [] as { operation: string }[],
  started: [] as { job: string }[],
  tell: (_: unknown) => {},
}));
vi.mock("@tauri-apps/api/core", () => ({
  invoke: async (name: string, sent: Sent) => {
    if (name === "start") return rust.started.push(sent.job);
    rust.asked.push(sent.operation);
    return { outcome: "saved", path: "/stick/request.komora-request", bytes: 350 };
  },
}));
vi.mock("@tauri-apps/api/event", () => ({
  listen: async (_: string, listener: (event: { payload: unknown }) => void) => {
    rust.tell = (payload) => listener({ payload });
    return () => {};
  },
}));
vi.mock("@tauri-apps/plugin-dialog", () => ({
  save: async () => "/stick/request.komora-request",
  open: async () => "/stick/answer.komora",
}));
const { default: Asked } = await import("./Asked.svelte");

const WAITING = { version: "1", phase: { phase: "waiting" }, hub: null } as unknown as Status;
const OPEN = { version: "1", phase: { phase: "open" }, hub: { code: "HUB-OAK" } };
let session: Session;
let door: ReturnType<typeof mount>;

beforeEach(() => {
  Object.assign(rust, { asked: [], started: [] });
  session = new Session(WAITING, async () => OPEN as unknown as Status);
  door = mount(Asked, { target: document.body, props: { session } });
  flushSync();
});
afterEach(() => unmount(door));

const one = <E extends HTMLElement>(selector: string) => document.querySelector<E>(selector)!;

it("the words are shown whole, and the request is saved as often as need be", async () => {
  expect(one('[data-value="request-words"]').textContent).toBe("vuzim bizif nisav minod pifok");
  for (const times of [1, 2]) {
    one('[data-act="save-request"]').click();
    await vi.waitFor(() => expect(rust.asked.length).toBe(times));
    await vi.waitFor(() => expect(document.body.textContent).toContain("The request is saved"));
  }
  expect(rust.asked[0]).toEqual({
    operation: "save-request",
    path: "/stick/request.komora-request",
  });
});

it("an answer that is taken in opens the books", async () => {
  const take = () => one<HTMLButtonElement>('[data-act="take-answer"]');
  expect(take().disabled).toBe(true);
  one('[data-act="browse"]').click();
  await vi.waitFor(() => expect(take().disabled).toBe(false));
  one("form").dispatchEvent(new SubmitEvent("submit", { cancelable: true }));
  await vi.waitFor(() => expect(rust.started.length).toBe(1));
  expect(rust.started[0]).toEqual({ job: "take-answer", path: "/stick/answer.komora" });
  rust.tell({ notice: "ended", ended: { end: "answer-taken", job: 1, taken: {} } });
  await vi.waitFor(() => expect(session.isOpen).toBe(true));
});

it("an answer to another request is refused in its own words, and the laptop waits on", async () => {
  one('[data-act="browse"]').click();
  await vi.waitFor(() => expect(one<HTMLInputElement>("input").value).not.toBe(""));
  one("form").dispatchEvent(new SubmitEvent("submit", { cancelable: true }));
  await vi.waitFor(() => expect(rust.started.length).toBe(1));
  const problem = { problem: "sync", sync: { kind: "foreign-answer" } };
  rust.tell({ notice: "ended", ended: { end: "failed", job: 1, problem } });
  await vi.waitFor(() => expect(document.body.textContent).toContain("no answer to this laptop"));
  expect(session.phase.phase).toBe("waiting");
});

it("a request is withdrawn at the second asking", async () => {
  one('[data-act="withdraw-request"]').click();
  flushSync();
  expect(rust.asked).toEqual([]);
  expect(document.body.textContent).toContain("Withdraw it?");
  one('[data-act="withdraw-request"]').click();
  await vi.waitFor(() => expect(rust.asked).toEqual([{ operation: "withdraw-request" }]));
});

it.each<[string[] | null, boolean]>([
  [null, false],
  [[], false],
  [["quartermaster", "hub-commander"], false],
  [["quartermaster", "administrator"], true],
])("whoever has the roles %o may let laptops in: %o", (roles, may) => {
  expect(mayAdmit(roles && ({ roles } as LoggedIn))).toBe(may);
});

it("it is said who asks, and whether they were let in before", () => {
  const words = {
    t: (key: string, values?: object) => `${key} ${JSON.stringify(values)}`,
    clock: () => "",
    moment: () => "today",
  } as never;
  const asks = { person: "P", rank: null, laptop: "L", madeMs: 0, admitted: false };
  const said = (request: Partial<LaptopRequest>) => [
    whoAsks({ ...asks, ...request }, words),
    askedWords({ ...asks, ...request }, new Date(), words),
  ];
  expect(said({})).toEqual([
    'admit-laptop-who {"person":"P","laptop":"L"}',
    'admit-laptop-asked {"moment":"today"}',
  ]);
  expect(said({ rank: "R", admitted: true })).toEqual([
    'admit-laptop-who.ranked {"rank":"R","person":"P","laptop":"L"}',
    'admit-laptop-asked.again {"moment":"today"}',
  ]);
});
