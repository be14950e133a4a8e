import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { parse } from "svelte/compiler";
import { expect, it } from "vitest";

/** No word a person sees stands outside the locale files; key caps are not words. */
const KEY_CAPS = ["Ctrl K", "Esc", "Enter"];
const SPOKEN_ATTRIBUTES = ["title", "placeholder", "aria-label", "alt", "label"];

interface Node {
  type?: string;
  name?: string;
  data?: string;
  value?: unknown;
  [field: string]: unknown;
}

function wordsIn(node: unknown, attribute = ""): string[] {
  if (Array.isArray(node)) return node.flatMap((child) => wordsIn(child, attribute));
  if (typeof node !== "object" || node === null) return [];
  const { type, name, data, ...rest } = node as Node;
  if (type === "Text") {
    const visible = attribute === "" || SPOKEN_ATTRIBUTES.includes(attribute);
    return visible && /\p{L}{2}/u.test(data ?? "") ? [String(data).trim()] : [];
  }
  if (type === "StyleDirective") return [];
  if (type === "Attribute") return wordsIn(rest.value, String(name));
  return Object.values(rest).flatMap((child) => wordsIn(child, attribute));
}

const files = readdirSync("src", { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".svelte"))
  .map((path) => join("src", path));

it.each(files)("%s", (file) => {
  const { fragment } = parse(readFileSync(file, "utf8"), { modern: true });
  expect(wordsIn(fragment).filter((word) => !KEY_CAPS.includes(word))).toEqual([]);
});
