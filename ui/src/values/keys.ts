/** Public keys as people see them: 64 hexadecimal digits. */

const GROUP = 4;
const GROUPS = 4;

/** "3f9a 12bc 77de 0041 …": enough to compare two keys by ear; the rest is copied. */
export function keyStart(hex: string): string {
  const count = Math.min(GROUPS, Math.ceil(hex.length / GROUP));
  const groups = Array.from({ length: count }, (_, at) =>
    hex.slice(at * GROUP, (at + 1) * GROUP),
  ).join(" ");
  return hex.length > GROUP * GROUPS ? `${groups} …` : groups;
}

/** Whether this is a whole key, however it was copied. */
export function isKey(text: string): boolean {
  return /^[0-9a-f]{64}$/i.test(text.trim());
}
