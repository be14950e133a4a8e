import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { hearScans } from "../src/parts/frame/scanning";

let stop = () => {};
const found = vi.fn();

beforeEach(() => {
  found.mockClear();
  document.body.innerHTML = `<input id="name"><input id="serials" data-scan="here"><button>b</button>`;
  stop = hearScans(found);
});
afterEach(() => stop());

function burst(target: EventTarget, text: string, gap_ms: number) {
  let at_ms = performance.now() + 10_000;
  for (const key of [...text, "Enter"]) {
    const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true });
    Object.defineProperty(event, "timeStamp", { value: at_ms });
    const passed = target.dispatchEvent(event);
    if (passed && key.length === 1 && target instanceof HTMLInputElement) target.value += key;
    at_ms += gap_ms;
  }
}

it("a scan anywhere is found", () => {
  burst(document.body, "402117", 8);
  expect(found).toHaveBeenCalledExactlyOnceWith("402117");
});

it("a scan into a field is found, and the field is as it was", () => {
  const field = document.querySelector<HTMLInputElement>("#name")!;
  field.value = "Carbine";
  burst(field, "402117", 8);
  expect(found).toHaveBeenCalledWith("402117");
  expect(field.value).toBe("Carbine");
});

it("typing into a field is left alone", () => {
  const field = document.querySelector<HTMLInputElement>("#name")!;
  burst(field, "402117", 90);
  expect(found).not.toHaveBeenCalled();
  expect(field.value).toBe("402117");
});

it("a field that wants scans keeps them", () => {
  const field = document.querySelector<HTMLInputElement>("#serials")!;
  burst(field, "402117", 8);
  expect(found).not.toHaveBeenCalled();
  expect(field.value).toBe("402117");
});
