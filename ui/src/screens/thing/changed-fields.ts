/** A change names the numbers of the fields it touched; here is what each number is called. */

const PROVENANCE = "provenance";
const FIELDS: Readonly<Record<string, readonly string[]>> = {
  "item-changed": [
    "name",
    "name-uk",
    "name-fr",
    "nsn",
    "local-code",
    "part-numbers",
    "supply-class",
    "category",
    "unit-of-issue",
    "tracking",
    "hazard",
    "price",
    "kit",
    "calibre",
    "note",
  ],
  "asset-changed": [
    "item",
    "serial",
    "serial-unmarked",
    "maker",
    "made-in",
    "made-year",
    "model",
    "calibre",
    "marking-location",
    "import-mark",
    PROVENANCE,
    "note",
  ],
  "lot-changed": [
    "item",
    "number",
    "maker",
    "made-on",
    "expires-on",
    "test-due-on",
    PROVENANCE,
    "note",
  ],
  "place-changed": ["name", "code", "kind", "parent", "custodian", "note", "closed"],
  "person-changed": ["unit", "duty", "left"],
  "unit-changed": [
    "code-name",
    "nation",
    "parent",
    "recipients",
    "establishment",
    "note",
    "disbanded",
  ],
};

/** Keys `field-…` of the fields a change touched; numbers this version does not know are left out. */
export function changedFields(what: string, numbers: readonly number[]): string[] {
  const names = FIELDS[what] ?? [];
  return numbers.flatMap((number) => (names[number] ? [`field-${names[number]}`] : []));
}
