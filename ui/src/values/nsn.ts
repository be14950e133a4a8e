/** National stock numbers: class (4), country code (2), number (7); the last nine are the NIIN. */

/** "1005012310973" -> "1005-01-231-0973"; anything that is not 13 characters stays as it is. */
export function groupNsn(nsn: string): string {
  const plain = nsn.replace(/[\s-]/g, "").toUpperCase();
  if (!/^\d{4}[0-9A-Z]{9}$/.test(plain)) return nsn;
  return [plain.slice(0, 4), plain.slice(4, 6), plain.slice(6, 9), plain.slice(9)].join("-");
}

export type NsnFault = "length" | "class" | "country" | "number";

/** What keeps a text from being a stock number; null when it is one, or empty. As the rules check it. */
export function nsnFault(text: string): NsnFault | null {
  const plain = text.replace(/[\s\-‐‑–−]/g, "").toUpperCase();
  if (plain === "") return null;
  if (plain.length !== 13) return "length";
  if (!/^\d{4}/.test(plain)) return "class";
  if (!/^\d{2}/.test(plain.slice(4))) return "country";
  return /^[0-9A-Z]{7}$/.test(plain.slice(6)) ? null : "number";
}
