import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { Visitor, parse, type Pattern, type VariableReference } from "@fluent/syntax";
import { expect, it } from "vitest";
import { TONGUES, type Tongue } from "../src/state/words";

/** One set of words for three languages: same keys, same variables, and every key used exists. */
interface Words {
  /** Key (attributes as `key.attribute`) to its variables, sorted. */
  keys: Map<string, string>;
  twice: string[];
  broken: string[];
}

function filesIn(folder: string, endings: RegExp): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => endings.test(path) && !path.includes("node_modules"))
    .map((path) => join(folder, path));
}

function variablesOf(node: Pattern): string {
  const names = new Set<string>();
  class Collector extends Visitor {
    override visitVariableReference(reference: VariableReference) {
      names.add(reference.id.name);
    }
  }
  new Collector().visit(node);
  return [...names].sort().join(" ");
}

function wordsOf(tongue: Tongue): Words {
  const words: Words = { keys: new Map(), twice: [], broken: [] };
  const add = (key: string, variables: string) => {
    if (words.keys.has(key)) words.twice.push(key);
    words.keys.set(key, variables);
  };
  for (const file of filesIn(`locales/${tongue}`, /\.ftl$/)) {
    for (const entry of parse(readFileSync(file, "utf8"), {}).body) {
      if (entry.type === "Junk") words.broken.push(`${file}: ${entry.content.slice(0, 80)}`);
      if (entry.type !== "Message") continue;
      if (entry.value) add(entry.id.name, variablesOf(entry.value));
      for (const attribute of entry.attributes) {
        add(`${entry.id.name}.${attribute.id.name}`, variablesOf(attribute.value));
      }
    }
  }
  return words;
}

const all = Object.fromEntries(TONGUES.map((tongue) => [tongue, wordsOf(tongue)])) as Record<
  Tongue,
  Words
>;
const sources = filesIn("src", /\.(ts|svelte)$/).map((path) => readFileSync(path, "utf8"));

it.each(TONGUES)("%s: every message can be read and stands once", (tongue) => {
  expect(all[tongue].broken).toEqual([]);
  expect(all[tongue].twice).toEqual([]);
});

it.each(TONGUES)("%s has the keys and variables that English has", (tongue) => {
  const shape = (words: Words) =>
    [...words.keys].map(([key, variables]) => `${key} ${variables}`.trim()).sort();
  expect(shape(all[tongue])).toEqual(shape(all.en));
});

/** The text of the first argument of each call of `t(`. */
function spoken(source: string): string[] {
  const found: string[] = [];
  for (const call of source.matchAll(/\.t\(/g)) {
    let depth = 1;
    let end = call.index + call[0].length;
    const from = end;
    while (depth > 0 && end < source.length) {
      const letter = source[end]!;
      if ("([{".includes(letter)) depth += 1;
      if (")]}".includes(letter)) depth -= 1;
      if (letter === "," && depth === 1) break;
      end += 1;
    }
    found.push(source.slice(from, end));
  }
  return found;
}

const KEY = /(?<![=!]= ?)"([a-z][a-z0-9]*(?:-[a-z0-9]+)+(?:\.[a-z]+)?)"/g;
const PREFIX = /`([a-z][a-z0-9]*(?:-[a-z0-9]+)*-)\$\{/g;

it("every key that is spoken exists", () => {
  const missing = sources.flatMap((source) =>
    spoken(source).flatMap((argument) => [
      ...[...argument.matchAll(KEY)].map(([, key]) => key!).filter((key) => !all.en.keys.has(key)),
      ...[...argument.matchAll(PREFIX)]
        .map(([, prefix]) => prefix!)
        .filter((prefix) => ![...all.en.keys.keys()].some((key) => key.startsWith(prefix))),
    ]),
  );
  expect([...new Set(missing)]).toEqual([]);
});

it("no key stands there that nothing speaks", () => {
  const rust = filesIn("../crates", /\.rs$/).map((path) => readFileSync(path, "utf8"));
  const everything = [...sources, ...rust].join("\n");
  const prefixes = new Set(
    [...everything.matchAll(/[`"]([a-z][a-z-]*-)[$"{]/g)].map(([, p]) => p!),
  );
  const quoted = new Set(
    [...everything.matchAll(/"([a-z][A-Za-z0-9-]*)"/g)].map(([, key]) => key!),
  );
  const unused = [...all.en.keys.keys()]
    .map((key) => key.split(".")[0]!)
    .filter((key) => !quoted.has(key))
    .filter((key) => ![...prefixes].some((prefix) => key.startsWith(prefix)));
  expect([...new Set(unused)]).toEqual([]);
});
