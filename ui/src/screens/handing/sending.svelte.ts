import type { Command, Holder, Receipt } from "../../api";
import type { Handing, Picked, PickedStock } from "./picked";
import { particularsOf, type ParticularsDraft } from "./particulars";
import { Submission } from "./submission.svelte";

export interface HandingForm {
  things: Picked[];
  to: Holder | null;
  place: string | null;
  witness: string | null;
  particulars: ParticularsDraft;
}

export interface Part {
  /** Which picked things this act is about. */
  ids: string[];
  command: Command;
}

export function emptyHanding(): HandingForm {
  return {
    things: [],
    to: null,
    place: null,
    witness: null,
    particulars: { document: "", remark: "" },
  };
}

/** What may be said before sending: everything named that the act needs. */
export function isReady(handing: Handing, form: HandingForm): boolean {
  const there = handing === "issue" ? form.to !== null : form.place !== null;
  const counted = form.things.every(
    (thing) => thing.kind === "asset" || (thing.quantity !== null && thing.quantity > 0),
  );
  return there && counted && form.things.length > 0;
}

/** One act for all assets together, and one for each stock line. */
export function partsOf(handing: Handing, form: HandingForm): Part[] {
  const ids = form.things.filter(({ kind }) => kind === "asset").map(({ id }) => id);
  const parts: Part[] = ids.length > 0 ? [{ ids, command: assetCommand(handing, form) }] : [];
  for (const thing of form.things) {
    if (thing.kind === "stock") {
      parts.push({ ids: [thing.id], command: stockCommand(handing, form, thing) });
    }
  }
  return parts;
}

function assetCommand(handing: Handing, form: HandingForm): Command {
  const particulars = particularsOf(form.particulars);
  const handed = form.things.flatMap((thing) =>
    thing.kind === "asset"
      ? [{ id: thing.id, condition: thing.condition, kitMissing: thing.missing }]
      : [],
  );
  if (handing === "issue") {
    const to = form.to!;
    return { command: "issue-assets", assets: handed, to, witness: form.witness, particulars };
  }
  const to = form.place!;
  if (handing === "return") return { command: "return-assets", assets: handed, to, particulars };
  return { command: "move-assets", assets: handed.map(({ id }) => id), to, particulars };
}

function stockCommand(handing: Handing, form: HandingForm, thing: PickedStock): Command {
  const particulars = particularsOf(form.particulars);
  const line = thing.row.key;
  const quantity = thing.quantity ?? 0;
  if (handing === "issue") {
    return { command: "issue-stock", line, to: form.to!, quantity, particulars };
  }
  const to = form.place!;
  const { condition } = thing;
  if (handing === "return") {
    return { command: "return-stock", line, to, condition, quantity, particulars };
  }
  return { command: "move-stock", line, to, quantity, particulars };
}

/** Several acts one after the other. What is saved leaves the list; what was refused stays in it. */
export class Sending {
  #parts = new Map<string, Submission>();
  #last = $state.raw<Submission | null>(null);

  get busy(): boolean {
    return this.#last?.busy ?? false;
  }

  get failure() {
    return this.#last?.failure ?? null;
  }

  async send(parts: readonly Part[], saved: (part: Part, receipt: Receipt) => void): Promise<void> {
    for (const part of parts) {
      const key = part.ids.join();
      const submission = this.#parts.get(key) ?? new Submission();
      this.#parts.set(key, submission);
      this.#last = submission;
      const receipt = await submission.send(part.command);
      if (!receipt) return;
      this.#parts.delete(key);
      saved(part, receipt);
    }
  }

  forget(): void {
    this.#parts.clear();
    this.#last = null;
  }
}
