/** How old what is known of others is: of each hub, or of the hub's other laptops. Pure. */

import type { DeviceRow } from "../../api";

/** One hub or laptop, and the newest act of it that is held here. */
export interface Heard {
  id: string;
  name: string;
  /** UTC ms; none where nothing of it has come. */
  latestMs: number | null;
}

/** Each hub by the newest of its laptops; what was heard longest ago first. */
export function heardOfHubs(devices: readonly DeviceRow[]): Heard[] {
  const hubs = new Map<string, Heard>();
  for (const { hub, latestMs } of devices) {
    if (hub === null) continue;
    const known = hubs.get(hub)?.latestMs ?? null;
    hubs.set(hub, { id: hub, name: hub, latestMs: newer(known, latestMs) });
  }
  return oldestFirst([...hubs.values()]);
}

/** The other laptops that keep this hub's books; one that was cut has nothing more to say. */
export function heardOfLaptops(devices: readonly DeviceRow[]): Heard[] {
  const others = devices.filter(({ ownHub, own, cut }) => ownHub && !own && !cut);
  return oldestFirst(others.map(({ key, name, latestMs }) => ({ id: key, name, latestMs })));
}

function newer(one: number | null, other: number | null): number | null {
  if (one === null || other === null) return one ?? other;
  return Math.max(one, other);
}

function oldestFirst(heard: Heard[]): Heard[] {
  return heard.sort((a, b) => (a.latestMs ?? -Infinity) - (b.latestMs ?? -Infinity));
}
