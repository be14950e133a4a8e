import { createContext } from "svelte";

/** What a Field tells the control inside it. */
export interface FieldInfo {
  readonly id: string;
  readonly describedBy: string | undefined;
  readonly invalid: boolean;
  readonly required: boolean;
  readonly labelId: string;
  /** Names the control for journeys: `data-field`. */
  readonly name: string | undefined;
}

export const [useFieldInfo, provideField] = createContext<FieldInfo>();

/** The Field around a control, or nothing when it stands alone. */
export function fieldAround(): FieldInfo | null {
  try {
    return useFieldInfo();
  } catch {
    return null;
  }
}
