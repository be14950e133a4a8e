/** Where keys move a table's cursor, and what a selection becomes. Pure. */

/** The row a key leads to, or null when the key does not move. */
export function nextCursor(
  key: string,
  cursor: number,
  count: number,
  page: number,
): number | null {
  const clamp = (index: number) => Math.max(0, Math.min(count - 1, index));
  if (count === 0) return null;
  switch (key) {
    case "ArrowDown":
      return clamp(cursor + 1);
    case "ArrowUp":
      return clamp(cursor - 1);
    case "PageDown":
      return clamp(cursor + page);
    case "PageUp":
      return clamp(cursor - page);
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return null;
  }
}

export function toggled(selected: ReadonlySet<string>, key: string): Set<string> {
  const next = new Set(selected);
  if (!next.delete(key)) next.add(key);
  return next;
}

export function withRange(selected: ReadonlySet<string>, keys: readonly string[]): Set<string> {
  return new Set([...selected, ...keys]);
}
