/** Supply condition codes as the window needs them: order, tone, and which may be issued. */

import type { ConditionCode } from "../api/types";
import type { Tone } from "./tone";

export const CONDITIONS: readonly ConditionCode[] = [..."ABCDEFGHJKLMNPQRSTVX"] as ConditionCode[];
/** A, B and C: issuable without an act of its own. */
export const ISSUABLE: readonly ConditionCode[] = ["A", "B", "C"];
const UNSERVICEABLE = "EFGHPSV";

export function conditionTone(code: ConditionCode): Tone {
  if (ISSUABLE.includes(code)) return "ok";
  if (code === "D" || code === "T") return "info";
  return UNSERVICEABLE.includes(code) ? "bad" : "warn";
}
