/** `madeYear` and `provenance.madeYear` as the locale files write them: `made-year`. */
export function kebab(key: string): string {
  const last = key.slice(key.lastIndexOf(".") + 1);
  return last.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
