/** Whole numbers only: quantities are smallest units and never floats. */

export function wholeNumber(value: number | bigint, language: string): string {
  return new Intl.NumberFormat(language, { maximumFractionDigits: 0 }).format(value);
}

export function percent(part: number, whole: number, language: string): string {
  const share = whole === 0 ? 0 : part / whole;
  return new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 0 }).format(
    share,
  );
}

/** Reads what a person typed: digits with any grouping. Null when it is not a whole number. */
export function readWhole(text: string): number | null {
  const plain = text.replace(/[\s\u00a0\u202f']/g, "");
  if (!/^-?\d+$/.test(plain)) return null;
  const value = Number(plain);
  return Number.isSafeInteger(value) ? value : null;
}

const MEBIBYTE = 1024 ** 2;
const GIBIBYTE = 1024 ** 3;

/** The part of a language this needs. */
export interface Sizer {
  t(key: string, args?: Record<string, string | number>): string;
}

/** "12 MiB": the largest unit that leaves something before the comma. */
export function fileSize(bytes: number, words: Sizer): string {
  const tenths = (unit: number) => Math.round((bytes / unit) * 10) / 10;
  if (bytes >= GIBIBYTE) return words.t("file-size.huge", { gib: tenths(GIBIBYTE) });
  if (bytes >= MEBIBYTE) return words.t("file-size.large", { mib: tenths(MEBIBYTE) });
  return words.t("file-size", { kib: Math.ceil(bytes / 1024) });
}
