import { flushSync, mount, tick, unmount } from "svelte";
import { expect, it, vi } from "vitest";
import type { PersonCard, Status } from "../src/api";
import { Session } from "../src/state/session.svelte";

vi.mock("@tauri-apps/api/core", () => ({ invoke: async () => [] }));
vi.mock("@tauri-apps/api/event", () => ({ listen: async () => () => {} }));
const { default: Changing } = await import("./Changing.svelte");

const open = { phase: { phase: "open" }, hub: { coordination: false } } as unknown as Status;

function card(duty: string): PersonCard {
  const personal = { name: "Oak 4", rank: null, number: null, contact: null };
  const details = { unit: null, duty, left: false };
  return { row: { id: "person" }, details, personal, needsNewer: false } as unknown as PersonCard;
}

it("a commit elsewhere does not overwrite what is being typed about a person", async () => {
  const props = $state({ session: new Session(open, async () => open), person: card("armourer") });
  const form = mount(Changing, { target: document.body, props });
  await tick();
  const duty = () => document.querySelector<HTMLInputElement>("[data-field=duty]")!;
  duty().value = "driver";
  duty().dispatchEvent(new Event("input", { bubbles: true }));
  flushSync();
  props.person = card("clerk");
  flushSync();
  expect(duty().value).toBe("driver");
  void unmount(form);
});
