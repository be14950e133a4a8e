/** Units of issue in words; a code the tables do not know is shown as it is. */

/** The part of a language this needs. */
export interface Speaker {
  t(key: string): string;
  has(key: string): boolean;
}

/** What stands beside a number: "шт." for "EA", whatever the number is. */
export function unitShort(code: string, words: Speaker): string {
  const key = `unit-of-issue-${code}.short`;
  return words.has(key) ? words.t(key) : code;
}

/** "EA · each", in the language of the window. */
export function unitName(code: string, words: Speaker): string {
  const key = `unit-of-issue-${code}`;
  return words.has(key) ? `${code} · ${words.t(key)}` : code;
}
