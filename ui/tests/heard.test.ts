import { expect, it } from "vitest";
import type { DeviceRow } from "../src/api";
import { heardOfHubs, heardOfLaptops } from "../src/screens/network/heard";

function laptop(key: string, given: Partial<DeviceRow>): DeviceRow {
  const nobody = { hub: null, coordination: false, own: false, ownHub: false, cut: false };
  return { key, name: key.toUpperCase(), ...nobody, latestMs: null, ...given };
}

it("a hub is as fresh as the newest of its laptops, and the stalest stands first", () => {
  const heard = heardOfHubs([
    laptop("own", { own: true, coordination: true, latestMs: 99 }),
    laptop("a", { hub: "HUB-OAK", latestMs: 40 }),
    laptop("b", { hub: "HUB-BIRCH", latestMs: 7 }),
    laptop("c", { hub: "HUB-OAK", latestMs: 50 }),
    laptop("d", { hub: "HUB-BIRCH" }),
    laptop("e", { hub: "HUB-ASH" }),
  ]);
  expect(heard.map(({ name, latestMs }) => [name, latestMs])).toEqual([
    ["HUB-ASH", null],
    ["HUB-BIRCH", 7],
    ["HUB-OAK", 50],
  ]);
});

it("at a hub its other laptops are told of: neither this one, nor those cut, nor other hubs'", () => {
  const heard = heardOfLaptops([
    laptop("own", { own: true, ownHub: true, hub: "HUB-OAK", latestMs: 99 }),
    laptop("a", { ownHub: true, hub: "HUB-OAK", latestMs: 50 }),
    laptop("b", { ownHub: true, hub: "HUB-OAK", latestMs: 12 }),
    laptop("c", { ownHub: true, hub: "HUB-OAK", cut: true, latestMs: 3 }),
    laptop("d", { hub: "HUB-ASH", latestMs: 1 }),
  ]);
  expect(heard.map(({ name }) => name)).toEqual(["B", "A"]);
});
