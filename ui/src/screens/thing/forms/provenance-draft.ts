/** Whose it is and who gave it, as a form holds it and as the books take it. */

import type { Provenance } from "../../../api";
import { filled } from "../../handing/particulars";

export interface ProvenanceDraft {
  owner: string;
  donor: string;
  originalExporter: string;
  conditionsOfUse: string;
  retransferConsent: string;
}

export function provenanceDraft(from: Provenance): ProvenanceDraft {
  return {
    owner: from.owner ?? "",
    donor: from.donor ?? "",
    originalExporter: from.originalExporter ?? "",
    conditionsOfUse: from.conditionsOfUse ?? "",
    retransferConsent: from.retransferConsent ?? "",
  };
}

export function provenanceOf(draft: ProvenanceDraft): Provenance {
  return {
    owner: filled(draft.owner.toUpperCase()),
    donor: filled(draft.donor),
    originalExporter: filled(draft.originalExporter),
    conditionsOfUse: filled(draft.conditionsOfUse),
    retransferConsent: filled(draft.retransferConsent),
  };
}
