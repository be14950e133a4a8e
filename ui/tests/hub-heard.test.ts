import { flushSync, mount, unmount } from "svelte";
import { expect, it } from "vitest";
import type { NetworkStatus, Status } from "../src/api";
import type { Live } from "../src/state/live.svelte";
import { Navigation } from "../src/state/navigation.svelte";
import { Session } from "../src/state/session.svelte";
import Stored from "./Stored.svelte";

const HOUR_MS = 3_600_000;
const now = new Date(Date.UTC(2026, 4, 14, 12));
const laptop = (hub: string, age_h: number) => ({
  hub,
  latestMs: now.getTime() - age_h * HOUR_MS,
});
const devices = [laptop("HUB-OAK", 2), laptop("HUB-BIRCH", 40), laptop("HUB-BIRCH", 31)];
const navigation = new Navigation("thing");

interface Shown {
  coordination: boolean;
  hub: string | null;
  known?: boolean;
}

/** What the head of a thing says of its hub's age, and what `then` finds while it stands. */
function head(
  { coordination, hub, known = true }: Shown,
  then: (link: HTMLElement) => void = () => {},
) {
  const status = { phase: { phase: "open" }, hub: { coordination } } as unknown as Status;
  const network = { data: known ? { devices } : undefined } as unknown as Live<NetworkStatus>;
  const session = new Session(status, async () => status);
  const props = { session, navigation, network, now, hub };
  const stored = mount(Stored, { target: document.body, props });
  flushSync();
  const link = document.querySelector<HTMLElement>('[data-act="hub-heard"]');
  const text = link?.textContent.replace(/\s+/g, " ").replace("hr.", "hr").trim() ?? null;
  const stale = document.querySelector("time.stale") !== null;
  if (link) then(link);
  void unmount(stored);
  return { text, stale };
}

it.each<[string, Shown, string | null, boolean]>([
  ["of a fresh hub", { coordination: true, hub: "HUB-OAK" }, "HUB-OAK 2 hr ago", false],
  ["of a hub long silent", { coordination: true, hub: "HUB-BIRCH" }, "HUB-BIRCH 31 hr ago", true],
  [
    "before the ages are known",
    { coordination: true, hub: "HUB-OAK", known: false },
    "HUB-OAK",
    false,
  ],
  ["of a hub that has not said its name", { coordination: true, hub: null }, null, false],
  ["at the hub itself", { coordination: false, hub: "HUB-OAK" }, null, false],
])("the head of a thing %s", (_, shown, text, stale) => {
  const told = text && `Data from: ${text}`;
  expect(head(shown)).toEqual({ text: told, stale });
});

it("the age leads to what was heard of every hub", () => {
  head({ coordination: true, hub: "HUB-OAK" }, (link) => link.click());
  expect(navigation.here.screen).toBe("network");
});
