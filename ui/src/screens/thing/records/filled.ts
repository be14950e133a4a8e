/** Names and values of a record without those that were left empty. */
export function filled(
  pairs: readonly (readonly [label: string, value: string | null | undefined])[],
): { label: string; value: string }[] {
  return pairs.flatMap(([label, value]) => (value ? [{ label, value }] : []));
}
