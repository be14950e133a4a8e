/** What things are called, in the language of the window where the catalogue has a name in it. */

import type { Translated } from "../api";
import type { Tongue } from "../state/words";

export function called(text: string, others: Translated | undefined, tongue: Tongue): string {
  return (tongue === "en" ? null : others?.[tongue]) ?? text;
}

interface OfItem {
  itemName: string;
  itemNameIn: Translated;
}

/** What the item of a row is called. */
export function itemOf(row: OfItem, tongue: Tongue): string {
  return called(row.itemName, row.itemNameIn, tongue);
}

interface About {
  subjectName: string | null;
  subjectNameIn: Translated;
}

/** What a row is about. */
export function subjectOf(row: About, tongue: Tongue): string {
  return called(row.subjectName ?? "", row.subjectNameIn, tongue);
}

interface Naming {
  names: Readonly<Record<string, string>>;
  namesIn: Readonly<Record<string, Translated>>;
}

/** What the id among a row's names is called; null where nobody knows. */
export function nameIn(row: Naming, id: string, tongue: Tongue): string | null {
  const name = row.names[id];
  return name === undefined ? null : called(name, row.namesIn[id], tongue);
}
