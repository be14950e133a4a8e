/** Names of people, items and places as lists and pickers show them. */

import type { Holder, ItemRow, PersonRow, PlaceRow } from "../../api";
import type { Language } from "../../state/language.svelte";
import type { Tongue } from "../../state/words";
import { called } from "../../values/called";

type Named = Pick<ItemRow, "name" | "nameUk" | "nameFr">;

/** In the language of the window where the catalogue has it. */
export function itemName(item: Named, tongue: Tongue): string {
  return called(item.name, { uk: item.nameUk, fr: item.nameFr }, tongue);
}

export function personName(person: Pick<PersonRow, "name" | "rank">, words: Language): string {
  if (person.name === null) return words.t("person-erased");
  return person.rank ? `${person.rank} ${person.name}` : person.name;
}

/** "AR-1 › R3": the code path, which is what labels on the shelves say. */
export function placeName(place: Pick<PlaceRow, "path" | "code">): string {
  return place.path || place.code;
}

export function holderKey(holder: Holder): string {
  return `${holder.type}:${holder.id}`;
}

/** "person:ID" or "unit:ID" as links carry it. */
export function readHolder(key: string | null | undefined): Holder | null {
  const [type, id] = (key ?? "").split(":");
  if (!id || (type !== "person" && type !== "unit")) return null;
  return { type, id };
}
