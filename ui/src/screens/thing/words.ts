/** How the state of things is said and toned, the same on every screen. */

import type { AssetRow, ConditionCode, ItemRow, Whereabouts } from "../../api";
import type { Tone } from "../../values/tone";
import { startOfDay } from "../../values/dates";

interface Speaker {
  t(key: string, args?: Record<string, string | number>): string;
}

export function conditionWords(code: ConditionCode, words: Speaker): string {
  return `${code} · ${words.t(`condition-${code}`)}`;
}

export interface Standing {
  tone: Tone;
  text: string;
}

/** Where a thing is and who answers for it, as one status. */
export function standing(
  row: Pick<AssetRow, "whereabouts" | "whereName" | "disputed">,
  words: Speaker,
): Standing {
  const { type } = row.whereabouts;
  if (row.disputed) return { tone: "bad", text: words.t("standing-disputed") };
  if (type === "issued") {
    const holder = row.whereName ?? words.t("person-erased");
    return { tone: "info", text: words.t("standing-issued", { holder }) };
  }
  return { tone: TONES[type], text: words.t(`whereabouts-${type}`) };
}

const TONES: Record<Whereabouts["type"], Tone> = {
  stored: "ok",
  issued: "info",
  lost: "bad",
  "entered-in-error": "warn",
};

/** The item's stock number, or the hub's own code for it. */
export function itemCode(item: Pick<ItemRow, "nsn" | "localCode">): string {
  return item.nsn ?? item.localCode ?? "";
}

/** How near the end of its life a lot is: past, within the days the rules warn of, or well before. */
export function expiryTone(
  day: string | null,
  now: Date,
  expiringDays: number | undefined,
): Tone | null {
  if (day === null) return null;
  const left_days = (Date.parse(day) - startOfDay(now)) / 86_400_000;
  if (left_days < 0) return "bad";
  return expiringDays !== undefined && left_days <= expiringDays ? "warn" : null;
}
