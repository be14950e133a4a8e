/** Six groups of five, as printed; Rust checks the code itself. */
export const CODE_LENGTH = 30;
const GROUP = 5;

/** The code's letters as typed: any case, spaces and dashes anywhere. */
export function lettersOf(typed: string): string {
  return typed.toUpperCase().replace(/[^\p{L}\p{N}]/gu, "");
}

/** In its groups, with dashes. */
export function grouped(typed: string): string {
  const letters = lettersOf(typed);
  const count = Math.ceil(letters.length / GROUP);
  return Array.from({ length: count }, (_, at) => letters.slice(at * GROUP, (at + 1) * GROUP)).join(
    "-",
  );
}

/** Whether all of it is there. */
export function isWhole(typed: string): boolean {
  return lettersOf(typed).length === CODE_LENGTH;
}
