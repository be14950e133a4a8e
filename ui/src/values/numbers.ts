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

const SIZES = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;

/** "12 MB", in the words of the language. */
export function fileSize(bytes: number, language: string): string {
  const step = Math.min(SIZES.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  return new Intl.NumberFormat(language, {
    style: "unit",
    unit: SIZES[step],
    unitDisplay: "short",
    maximumFractionDigits: step === 0 ? 0 : 1,
  }).format(bytes / 1000 ** step);
}
