/** The paper an act rests on, as a form holds it and as the books take it. */

import type { Particulars } from "../../api";

export interface ParticularsDraft {
  document: string;
  remark: string;
}

export function noParticulars(): ParticularsDraft {
  return { document: "", remark: "" };
}

export function particularsOf({ document, remark }: ParticularsDraft): Particulars {
  return { document: filled(document), remark: filled(remark) };
}

/** Null where nothing was written. */
export function filled(text: string): string | null {
  return text.trim() === "" ? null : text.trim();
}
