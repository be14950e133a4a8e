/** An import as the person prepares it, step by step. */

import type {
  ConditionCode,
  ImportDraft,
  ImportKind,
  ImportPlan,
  ImportReport,
  Mapping,
} from "../../api";
import { kebab } from "../../values/kebab";

export type ImportStep = "file" | "columns" | "check" | "done";
export const STEPS: readonly ImportStep[] = ["file", "columns", "check", "done"];

export interface ImportForm {
  step: ImportStep;
  path: string;
  kind: ImportKind;
  draft: ImportDraft | null;
  mapping: Mapping;
  place: string;
  condition: ConditionCode;
  report: ImportReport | null;
}

export function emptyImport(): ImportForm {
  return {
    step: "file",
    path: "",
    kind: "assets",
    draft: null,
    mapping: { columns: {}, fixed: {}, dates: null },
    place: "",
    condition: "A",
    report: null,
  };
}

/** Fields that must be named and are not, neither by a column nor by a fixed value. */
export function missingFields({ draft, mapping }: ImportForm): string[] {
  const named = (key: string) => key in mapping.columns || Boolean(mapping.fixed[key]?.trim());
  return (draft?.fields ?? [])
    .filter(({ key, required }) => required && !named(key))
    .map(({ key }) => key);
}

/** What a field of an import is called; its "unit" is the unit of issue, not the military one. */
export function fieldKey(key: string): string {
  return key === "unit" ? "field-unit-of-issue" : `field-${kebab(key)}`;
}

/** Which field a column feeds. */
export function fieldOf(mapping: Mapping, column: string): string {
  return Object.keys(mapping.columns).find((key) => mapping.columns[key] === column) ?? "";
}

/** The column now feeds this field and no other; empty leaves the column out. */
export function mapColumn(mapping: Mapping, column: string, field: string): Mapping {
  const kept = Object.entries(mapping.columns).filter(
    ([key, header]) => header !== column && key !== field,
  );
  const columns = Object.fromEntries(field === "" ? kept : [...kept, [field, column]]);
  const fixed = Object.fromEntries(Object.entries(mapping.fixed).filter(([key]) => key !== field));
  return { ...mapping, columns, fixed };
}

export function planOf(form: ImportForm, dryRun: boolean): ImportPlan {
  const { path, kind, draft, mapping, place, condition } = form;
  const fixed = Object.fromEntries(
    Object.entries(mapping.fixed).filter(([, value]) => value.trim() !== ""),
  );
  return {
    path,
    kind,
    sheet: draft?.sheet ?? null,
    mapping: { ...mapping, fixed },
    place: place.trim(),
    condition,
    dryRun,
  };
}
