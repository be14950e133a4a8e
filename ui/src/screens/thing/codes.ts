/** Codes in the order forms and filters offer them; their words are in the locale files. */

import type { Category, SupplyClass, Tracking } from "../../api";

export const CATEGORIES: readonly Category[] = [
  "weapon",
  "ammunition",
  "vehicle",
  "optic",
  "communications",
  "part",
  "other",
];
export const CLASSES: readonly SupplyClass[] = ["I", "II", "III", "IIIa", "IV", "V"];
export const TRACKINGS: readonly Tracking[] = ["serial", "lot", "bulk"];
