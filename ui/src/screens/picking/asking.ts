/** Asking the books for the name of what a link or a form names by id. */

import { ask, type Holder } from "../../api";
import type { Language } from "../../state/language.svelte";
import { personName, placeName } from "./names";

export async function holderName(holder: Holder, words: Language): Promise<string> {
  if (holder.type === "person") {
    return personName((await ask({ query: "person", id: holder.id })).row, words);
  }
  return (await ask({ query: "unit", id: holder.id })).row.codeName;
}

export async function nameOfPlace(id: string): Promise<string> {
  return placeName((await ask({ query: "place", id })).row);
}
