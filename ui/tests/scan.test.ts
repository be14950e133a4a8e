import { expect, it } from "vitest";
import { ScanDetector, findable, type Key } from "../src/values/scan";

const CODES: Record<string, string> = { "-": "Minus", " ": "Space" };

/** Presses the keys of a text, one every `gap_ms`, then the ending key. */
function type(
  text: string,
  gap_ms: number,
  { end = "Enter", shown = (key: string) => key } = {},
): string | null {
  const detector = new ScanDetector();
  let at_ms = 1000;
  const press = (key: Key) => detector.press(key);
  for (const letter of text) {
    const code = /[a-z]/i.test(letter)
      ? `Key${letter.toUpperCase()}`
      : /\d/.test(letter)
        ? `Digit${letter}`
        : (CODES[letter] ?? "");
    const shift = /[A-Z]/.test(letter);
    if (shift) press({ key: "Shift", code: "ShiftLeft", shift, at_ms });
    press({ key: shown(letter), code, shift, at_ms });
    at_ms += gap_ms;
  }
  return press({ key: end, code: end, shift: false, at_ms });
}

it.each([
  ["W402117", 8, "Enter", "W402117"],
  ["W402117", 34, "Enter", "W402117"],
  ["W402117", 8, "Tab", "W402117"],
  ["W402117", 40, "Enter", null],
  ["W402117", 120, "Enter", null],
  ["W40", 8, "Enter", null],
  ["W402117", 8, "Escape", null],
  ["1005-01-231-0973", 5, "Enter", "1005-01-231-0973"],
])("%s typed every %i ms and %s gives %s", (text, gap_ms, end, expected) => {
  expect(type(text, gap_ms, { end })).toBe(expected);
});

it("reads key positions when the layout is Ukrainian", () => {
  const ukrainian: Record<string, string> = { W: "Ц", K: "Л", R: "К" };
  const shown = (key: string) => ukrainian[key] ?? key;
  expect(type("WKR-0417", 8, { shown })).toBe("WKR-0417");
});

it("a slow letter before a scan is not part of it", () => {
  const detector = new ScanDetector();
  detector.press({ key: "x", code: "KeyX", shift: false, at_ms: 0 });
  let at_ms = 900;
  for (const key of "4021")
    detector.press({ key, code: `Digit${key}`, shift: false, at_ms: (at_ms += 9) });
  expect(detector.press({ key: "Enter", code: "Enter", shift: false, at_ms: at_ms + 9 })).toBe(
    "4021",
  );
});

it.each([
  ["  W 402117 ", "W 402117"],
  ["a", null],
  ["one\ntwo", null],
  ["x".repeat(201), null],
])("pasting %j looks for %j", (pasted, expected) => {
  expect(findable(pasted)).toBe(expected);
});
