import assert from "node:assert/strict";
import { axe, overflow, seeScreen, setWindow, shot } from "../steps.js";

describe("a laptop that never had Komora", () => {
  it("opens on the first-run screen", async () => {
    await seeScreen("first-run", "unlock");
    await shot("first-run");
  });

  it("fits a small window and has nothing axe objects to", async () => {
    await setWindow(1280, 720);
    assert.deepEqual(await overflow(), []);
    assert.deepEqual(await axe(), []);
  });
});
