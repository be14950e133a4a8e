import { flushSync, mount, unmount } from "svelte";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Status } from "../src/api";
import { Session } from "../src/state/session.svelte";

interface Asked {
  operation: { operation: string; [field: string]: unknown };
}

/** What the program answers; the test says. */
const rust = vi.hoisted(() => ({
  score: 3,
  measured: "",
  enter: async (): Promise<unknown> => ({ outcome: "created", recoveryCode: "7K0QX" }),
  asked: [] as Asked["operation"][],
}));
vi.mock("@tauri-apps/api/core", () => ({
  invoke: async (_: string, { operation }: Asked) => {
    if (operation.operation === "check-passphrase") {
      rust.measured = String(operation.passphrase);
      return { outcome: "strength", score: rust.score, longEnough: true, atLeast: 12 };
    }
    rust.asked.push(operation);
    return rust.enter();
  },
}));
const { default: Door } = await import("./Door.svelte");

const CLOSED = { version: "1", phase: { phase: "first-run" }, hub: null } as unknown as Status;
const GOOD = "warm socks for everyone";
let session: Session;
let door: ReturnType<typeof mount>;
const created = vi.fn();
const back = vi.fn();

function stand(oncreated?: (code: string) => void) {
  session = new Session(CLOSED, async () => CLOSED);
  door = mount(Door, { target: document.body, props: { session, onback: back, oncreated } });
  flushSync();
}

beforeEach(() => {
  vi.clearAllMocks();
  Object.assign(rust, { score: 3, measured: "", asked: [] });
  rust.enter = async () => ({ outcome: "created", recoveryCode: "7K0QX" });
});
afterEach(() => unmount(door));

const one = <E extends HTMLElement>(selector: string) => document.querySelector<E>(selector)!;
const go = () => one<HTMLButtonElement>('[data-act="enter"]');

function type(field: string, text: string) {
  const input = one<HTMLInputElement>(`[data-field="${field}"]`);
  input.value = text;
  input.dispatchEvent(new Event("input", { bubbles: true }));
  flushSync();
}

async function fill({ person = "Olena", repeat = GOOD } = {}) {
  type("person", person);
  type("rank", "sergeant");
  type("passphrase", GOOD);
  type("passphrase-repeat", repeat);
  await vi.waitFor(() => expect(rust.measured).toBe(GOOD));
  await new Promise((settled) => setTimeout(settled));
  flushSync();
}

function submit() {
  one("form").dispatchEvent(new SubmitEvent("submit", { cancelable: true }));
}

it.each([
  ["nobody is named", { person: "" }, 3],
  ["the second typing differs", { repeat: "warm socks for nobody" }, 3],
  ["the passphrase is weak", {}, 1],
])("the door stays shut while %s, by button and by Enter", async (_, given, score) => {
  rust.score = score;
  stand(created);
  await fill(given);
  expect(go().disabled).toBe(true);
  submit();
  expect(rust.asked).toEqual([]);
});

it("what was filled in goes with the passphrase, once, and the recovery code comes back", async () => {
  stand(created);
  await fill();
  expect(go().disabled).toBe(false);
  submit();
  submit();
  expect(session.entering).toBe(true);
  await vi.waitFor(() => expect(created).toHaveBeenCalledWith("7K0QX"));
  expect(rust.asked).toEqual([
    { operation: "found-network", person: "sergeant Olena", passphrase: GOOD },
  ]);
});

it("what went wrong is said in the form, which stays filled, and may be tried again", async () => {
  rust.enter = async () => Promise.reject({ problem: "disk-full" });
  stand(created);
  await fill();
  expect(go().disabled).toBe(false);
  submit();
  await vi.waitFor(() => expect(document.body.textContent).toContain("The disk is full"));
  expect([session.entering, go().disabled]).toEqual([false, false]);
  expect(one<HTMLInputElement>('[data-field="person"]').value).toBe("Olena");
  expect(created).not.toHaveBeenCalled();
});

it("into books that exist the way is free at once: no code is waited for", async () => {
  rust.enter = async () => ({ outcome: "done" });
  stand();
  await fill();
  expect(go().disabled).toBe(false);
  submit();
  expect(session.entering).toBe(false);
  await vi.waitFor(() => expect(go().getAttribute("aria-busy")).toBeNull());
});

it("Escape goes back", () => {
  stand(created);
  window.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape" }));
  expect(back).toHaveBeenCalledOnce();
});
