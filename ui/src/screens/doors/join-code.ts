/** An enrolment code as it is typed; the program checks the code itself. */

/** The shortest code: 62 bytes and an address of host and port, in words of five letters. */
const LEAST_LETTERS = 160;

/** Whether enough was typed to be a code at all: words or a scan, with any spaces and dashes. */
export function looksWhole(typed: string): boolean {
  return typed.replace(/[^\p{L}]/gu, "").length >= LEAST_LETTERS;
}
