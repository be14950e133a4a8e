/** Tells a barcode scanner, which types like a keyboard, from a person. Pure: keys and times come in. */

/** A scanner leaves less than this between keys; nobody types that fast for long. */
const SCANNER_GAP_MS = 35;
const SHORTEST_CODE = 4;

export interface Key {
  /** `KeyboardEvent.key` */
  key: string;
  /** `KeyboardEvent.code`: where the key sits, whatever the layout. */
  code: string;
  shift: boolean;
  at_ms: number;
}

export class ScanDetector {
  #typed = "";
  #keys: Key[] = [];
  #last_ms = -Infinity;

  /** How many keys the running burst holds; 1 means a burst may just have begun. */
  get length(): number {
    return this.#keys.length;
  }

  /** The code that this key completes, or null. */
  press(key: Key): string | null {
    if (isModifier(key.key)) return null;
    const fast = key.at_ms - this.#last_ms < SCANNER_GAP_MS;
    if (!fast) this.clear();
    this.#last_ms = key.at_ms;
    if (key.key === "Enter" || key.key === "Tab") return this.#complete();
    if ([...key.key].length !== 1) {
      this.clear();
      return null;
    }
    this.#keys.push(key);
    this.#typed += key.key;
    return null;
  }

  clear(): void {
    this.#keys = [];
    this.#typed = "";
  }

  #complete(): string | null {
    const typed = this.#typed.trim();
    const read = hasCyrillic(typed) ? this.#keys.map(asPrinted).join("").trim() : typed;
    this.clear();
    return read.length >= SHORTEST_CODE ? read : null;
  }
}

/** Whether pasted text can be looked up as one code or name. */
export function findable(pasted: string): string | null {
  const text = pasted.trim();
  return text.length >= 2 && text.length <= 200 && !/[\r\n\t]/.test(text) ? text : null;
}

function isModifier(key: string): boolean {
  return ["Shift", "Control", "Alt", "Meta", "CapsLock", "AltGraph"].includes(key);
}

function hasCyrillic(text: string): boolean {
  return /\p{Script=Cyrillic}/u.test(text);
}

/**
 * Barcodes hold Latin letters. A scanner presses keys by position, so under a Ukrainian layout "W"
 * arrives as "Ц": read the position instead.
 */
function asPrinted({ key, code, shift }: Key): string {
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  if (letter) return shift ? letter : letter.toLowerCase();
  if (!hasCyrillic(key)) return key;
  return POSITIONS[code]?.[shift ? 1 : 0] ?? key;
}

const POSITIONS: Record<string, readonly [string, string]> = {
  Minus: ["-", "_"],
  Equal: ["=", "+"],
  BracketLeft: ["[", "{"],
  BracketRight: ["]", "}"],
  Semicolon: [";", ":"],
  Quote: ["'", '"'],
  Comma: [",", "<"],
  Period: [".", ">"],
  Slash: ["/", "?"],
  Backslash: ["\\", "|"],
  Backquote: ["`", "~"],
};
