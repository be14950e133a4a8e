/** Serial numbers as marked: comparing, marking look-alikes, reading lists and ranges. Pure. */

const LATIN_OF: Record<string, string> = {
  А: "A",
  В: "B",
  Е: "E",
  І: "I",
  К: "K",
  М: "M",
  Н: "H",
  О: "O",
  Р: "P",
  С: "C",
  Т: "T",
  Х: "X",
  У: "Y",
  З: "3",
};

/** The key under which two serials are the same thing to the eye: case, spaces, hyphens, alphabet, O/0. */
export function comparable(serial: string): string {
  const upper = serial.normalize("NFKC").toUpperCase();
  const plain = [...upper].filter((letter) => !/[\s\-–—_./]/u.test(letter));
  return plain
    .map((letter) => LATIN_OF[letter] ?? letter)
    .join("")
    .replaceAll("O", "0");
}

export interface Piece {
  text: string;
  /** This letter belongs to the alphabet that is rarer in this serial. */
  suspicious: boolean;
}

/** Cuts a serial where its alphabet changes; the minority alphabet is suspicious. */
export function pieces(serial: string): Piece[] {
  const rare = rareScript(serial);
  if (!rare) return [{ text: serial, suspicious: false }];
  const found: Piece[] = [];
  for (const letter of serial) {
    const suspicious = scriptOf(letter) === rare;
    const last = found.at(-1);
    if (last?.suspicious === suspicious) last.text += letter;
    else found.push({ text: letter, suspicious });
  }
  return found;
}

type Script = "latin" | "cyrillic";

/** The alphabet with fewer letters when both occur; Cyrillic on a tie, because scanners write Latin. */
export function rareScript(serial: string): Script | null {
  let latin = 0;
  let cyrillic = 0;
  for (const letter of serial) {
    const script = scriptOf(letter);
    if (script === "latin") latin += 1;
    if (script === "cyrillic") cyrillic += 1;
  }
  if (latin === 0 || cyrillic === 0) return null;
  return cyrillic <= latin ? "cyrillic" : "latin";
}

function scriptOf(letter: string): Script | null {
  if (/\p{Script=Cyrillic}/u.test(letter)) return "cyrillic";
  return /\p{Script=Latin}/u.test(letter) ? "latin" : null;
}

export type SerialState = "new" | "duplicate" | "look-alike";

export interface SerialRow {
  serial: string;
  state: SerialState;
  /** For a duplicate or look-alike: the serial it collides with. */
  like?: string;
}

/** More than this from one range is a typing error, not a delivery. */
export const LONGEST_RANGE = 5000;

export type Parsed = { serials: string[] } | { tooLong: number };

/** Reads scanned, typed or pasted text: one serial a line (or comma, semicolon, tab), ranges as "W 1..W 9". */
export function readSerials(text: string): Parsed {
  const serials: string[] = [];
  for (const part of text.split(/[\r\n\t,;]+/)) {
    const line = part.trim().replace(/\s+/g, " ");
    if (line === "") continue;
    const range = readRange(line);
    if (range === null) serials.push(line);
    else if (range.count > LONGEST_RANGE) return { tooLong: range.count };
    else serials.push(...spell(range));
  }
  return { serials };
}

interface Range {
  prefix: string;
  first: bigint;
  count: number;
  width: number;
}

function readRange(line: string): Range | null {
  const match = /^(.*?)(\d+)\s*(?:\.\.+|…)\s*(.*?)(\d+)$/.exec(line);
  if (!match) return null;
  const [, prefix = "", from = "", endPrefix = "", to = ""] = match;
  const repeats = comparable(endPrefix) === "" || comparable(endPrefix) === comparable(prefix);
  // "402117..140": a short end repeats the leading digits of the start.
  const end = to.length < from.length && endPrefix === "" ? from.slice(0, -to.length) + to : to;
  const count = BigInt(end) - BigInt(from) + 1n;
  if (!repeats || count < 1n) return null;
  return { prefix, first: BigInt(from), count: Number(count), width: from.length };
}

function spell({ prefix, first, count, width }: Range): string[] {
  return Array.from(
    { length: count },
    (_, step) => prefix + String(first + BigInt(step)).padStart(width, "0"),
  );
}

/** Adds serials to a list and says of each what it collides with, in the list or among `known`. */
export function judgeSerials(
  serials: readonly string[],
  known: readonly string[] = [],
): SerialRow[] {
  const byKey = new Map<string, string>();
  const exact = new Set<string>();
  for (const serial of known) {
    byKey.set(comparable(serial), serial);
    exact.add(asMarked(serial));
  }
  return serials.map((serial) => {
    const key = comparable(serial);
    const like = byKey.get(key);
    const twice = exact.has(asMarked(serial));
    if (like === undefined) byKey.set(key, serial);
    exact.add(asMarked(serial));
    if (like === undefined) return { serial, state: "new" };
    return { serial, state: twice ? "duplicate" : "look-alike", like };
  });
}

function asMarked(serial: string): string {
  return serial.trim().replace(/\s+/g, " ").toUpperCase();
}
