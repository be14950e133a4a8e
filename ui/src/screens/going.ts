/** Doors from one screen to another, so that links and screens agree on the parameters. */

import type { Navigation } from "../state/navigation.svelte";

export type ThingKind = "asset" | "item" | "lot" | "stock" | "place" | "person" | "unit";

export function openThing(navigation: Navigation, kind: ThingKind, id: string): void {
  navigation.go("thing", { kind, id });
}

/** Issue, Return and Move begin with these in their list. */
export interface InHand {
  assets?: readonly string[];
  /** Subjects of stock lines. */
  lines?: readonly string[];
}

export type HandingScreen = "issue" | "return" | "move";

export function hand(navigation: Navigation, screen: HandingScreen, what: InHand): void {
  navigation.go(screen, {
    ...(what.assets?.length ? { assets: what.assets.join(",") } : {}),
    ...(what.lines?.length ? { lines: what.lines.join(",") } : {}),
  });
}

/** The screen "Network", where a bundle is written or taken in. */
export function bundle(navigation: Navigation, what: "write" | "take"): void {
  navigation.go("network", { bundle: what });
}

/** Receive begins with this item, where one is given. */
export function receive(navigation: Navigation, item?: string): void {
  navigation.go("receive", item ? { item } : {});
}
