/** Prices as people write them; kept as whole hundredths. */

/** "1 250,50" or "1250.5" as hundredths; null when it is no price. */
export function readMinor(text: string): number | null {
  const plain = text.replace(/[\s\u00a0\u202f']/g, "").replace(",", ".");
  const match = /^(\d{1,13})(?:\.(\d{1,2}))?$/.exec(plain);
  if (!match) return null;
  const [, whole = "", part = ""] = match;
  return Number(whole) * 100 + Number(part.padEnd(2, "0"));
}

/** 125050 as "1250.50", for a form. */
export function majorUnits(minor: number): string {
  return `${Math.floor(minor / 100)}.${String(minor % 100).padStart(2, "0")}`;
}
