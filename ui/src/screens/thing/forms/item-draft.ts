/** An item as its form holds it, and as the books take it. Pure. */

import type { Category, ItemDetails, KitPart, SupplyClass, Tracking } from "../../../api";
import { filled } from "../../handing/particulars";
import { majorUnits, readMinor } from "../../../values/money";

export interface KitDraft {
  name: string;
  quantity: number | null;
}

export interface ItemDraft {
  name: string;
  nameUk: string;
  nameFr: string;
  nsn: string;
  localCode: string;
  partNumbers: string;
  category: Category;
  supplyClass: SupplyClass;
  tracking: Tracking;
  unitOfIssue: string;
  calibre: string;
  unNumber: string;
  hazardCode: string;
  explosiveMg: number | null;
  inert: boolean;
  price: string;
  currency: string;
  priceOn: string;
  kit: KitDraft[];
  note: string;
}

export function emptyItem(): ItemDraft {
  return {
    name: "",
    nameUk: "",
    nameFr: "",
    nsn: "",
    localCode: "",
    partNumbers: "",
    category: "weapon",
    supplyClass: "II",
    tracking: "serial",
    unitOfIssue: "EA",
    calibre: "",
    unNumber: "",
    hazardCode: "",
    explosiveMg: null,
    inert: false,
    price: "",
    currency: "UAH",
    priceOn: "",
    kit: [],
    note: "",
  };
}

export function itemDraft(details: ItemDetails): ItemDraft {
  const { hazard, price } = details;
  return {
    name: details.name,
    nameUk: details.nameUk ?? "",
    nameFr: details.nameFr ?? "",
    nsn: details.nsn ?? "",
    localCode: details.localCode ?? "",
    partNumbers: details.partNumbers.join(", "),
    category: details.category,
    supplyClass: details.supplyClass,
    tracking: details.tracking,
    unitOfIssue: details.unitOfIssue,
    calibre: details.calibre ?? "",
    unNumber: hazard.unNumber ?? "",
    hazardCode: hazard.code ?? "",
    explosiveMg: hazard.netExplosiveMg,
    inert: hazard.inert,
    price: price ? majorUnits(price.minor) : "",
    currency: price?.currency ?? "UAH",
    priceOn: price?.on ?? "",
    kit: details.kit.map(({ name, quantity }) => ({ name, quantity })),
    note: details.note ?? "",
  };
}

/** Null while something cannot be read: a price that is no number. */
export function itemDetails(draft: ItemDraft): ItemDetails | null {
  const minor = draft.price.trim() === "" ? null : readMinor(draft.price);
  if (draft.price.trim() !== "" && minor === null) return null;
  const price =
    minor === null
      ? null
      : { minor, currency: draft.currency.trim().toUpperCase(), on: draft.priceOn || null };
  return {
    name: draft.name.trim(),
    nameUk: filled(draft.nameUk),
    nameFr: filled(draft.nameFr),
    nsn: filled(draft.nsn.replace(/[\s\-‐‑–−]/g, "").toUpperCase()),
    localCode: filled(draft.localCode),
    partNumbers: draft.partNumbers
      .split(/[,;\n]/)
      .map((number) => number.trim())
      .filter(Boolean),
    supplyClass: draft.supplyClass,
    category: draft.category,
    unitOfIssue: draft.unitOfIssue,
    tracking: draft.tracking,
    hazard: {
      unNumber: filled(draft.unNumber.replace(/^UN\s*/i, "")),
      code: filled(draft.hazardCode.replace(/\s/g, "")),
      netExplosiveMg: draft.explosiveMg,
      inert: draft.inert,
    },
    price,
    kit: kitOf(draft.kit),
    calibre: filled(draft.calibre),
    note: filled(draft.note),
  };
}

function kitOf(kit: readonly KitDraft[]): KitPart[] {
  return kit
    .filter(({ name }) => name.trim() !== "")
    .map(({ name, quantity }) => ({ name: name.trim(), quantity: quantity ?? 1 }));
}

/** Ammunition is by lot and class V; a weapon has a serial: what is usual is filled in, not forced. */
export function usualFor(category: Category): Pick<ItemDraft, "tracking" | "supplyClass"> {
  if (category === "ammunition") return { tracking: "lot", supplyClass: "V" };
  if (category === "part" || category === "other") return { tracking: "bulk", supplyClass: "II" };
  return { tracking: "serial", supplyClass: "II" };
}
