import { expect, it } from "vitest";
import { assetsCommand, emptyReceive, nextReceive } from "../src/screens/receive/receive-form";

it("things without a serial are received beside those that have one, each once", () => {
  const form = { ...emptyReceive(), item: "i", place: "p", serials: ["A-1"], unmarked: 2 };
  const command = assetsCommand(form);
  if (command.command !== "receive-assets") throw new Error(command.command);
  const told = command.assets.map(({ details }) => [details.serial, details.serialUnmarked]);
  expect(told).toEqual([
    ["A-1", false],
    ["", true],
    ["", true],
  ]);
  const ids = command.assets.map(({ id }) => id);
  expect(new Set(ids).size).toBe(3);
  // Sent again, it is the same receipt.
  expect(assetsCommand(form)).toEqual(command);
  expect(nextReceive(form).unmarked).toBeNull();
});
