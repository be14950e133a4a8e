import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

/** WCAG 2.2 contrast of every word colour on every surface words stand on, in every theme. */
const css = readFileSync("src/styles/tokens.css", "utf8");

function tokens(theme: string): Record<string, string> {
  const block = css.split(`[data-theme="${theme}"] {`)[1]!.split("}")[0]!;
  const pairs = [...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6});/g)];
  return Object.fromEntries(pairs.map(([, name, value]) => [name!, value!]));
}

function luminance(hex: string): number {
  const channels = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16) / 255);
  const [red, green, blue] = channels.map((value) =>
    value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

function contrast(one: string, other: string): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light! + 0.05) / (dark! + 0.05);
}

const SURFACES = ["bg", "surface", "raised", "sunk", "hover", "selected", "accent-soft"];
const PAIRS: readonly (readonly [word: string, on: string, least: number])[] = [
  ...SURFACES.map((on) => ["muted", on, 4.5] as const),
  ...["warn", "bad", "info", "ok"].flatMap((word) => [
    ...["bg", "surface", "raised"].map((on) => [word, on, 4.5] as const),
    [word, `${word}-soft`, 4.5] as const,
  ]),
  ["bg", "ink", 4.5],
  ["accent-ink", "accent", 4.5],
  ["accent-ink", "accent-hover", 4.5],
  ["control-line", "surface", 3],
  ["focus", "bg", 3],
  ["focus", "surface", 3],
];

describe.each(["light", "dark", "blackout"])("%s theme", (theme) => {
  const colours = tokens(theme);
  // Blackout trades the last of contrast for night vision; AA holds all the same.
  const inkLeast = theme === "blackout" ? 5.5 : 7;

  it.each([...PAIRS, ...SURFACES.map((on) => ["ink", on, inkLeast] as const)])(
    "%s on %s reaches %f",
    (word, on, least) => {
      expect(contrast(colours[word]!, colours[on]!)).toBeGreaterThanOrEqual(least);
    },
  );
});

it("blackout shows no blue and no white", () => {
  for (const [name, colour] of Object.entries(tokens("blackout"))) {
    const [red, green, blue] = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
    expect(blue, name).toBeLessThanOrEqual(90);
    expect(green! + blue!, name).toBeLessThanOrEqual(red! + 1);
  }
});
