import { operate } from "../../api";
import type { Strength } from "../../parts/form/Passphrase.svelte";
import type { Language } from "../../state/language.svelte";

/** Weaker ones are guessed by a machine in an afternoon. */
const STRONG_ENOUGH = 2;

/** A passphrase being made: typed twice, measured by Rust as it is typed. */
export class NewPassphrase {
  value = $state("");
  repeat = $state("");
  #measured = $state.raw<{ score: number; longEnough: boolean; atLeast: number } | null>(null);
  #words: Language;
  #latest = 0;

  constructor(words: Language) {
    this.#words = words;
    $effect(() => void this.#measure(this.value));
  }

  get strength(): Strength | null {
    if (!this.#measured || this.value === "") return null;
    const { score, longEnough, atLeast } = this.#measured;
    if (!longEnough) {
      return { score: 0, text: this.#words.t("passphrase-too-short", { atLeast }) };
    }
    const step = Math.max(0, Math.min(4, Math.round(score))) as Strength["score"];
    return { score: step, text: this.#words.t(`passphrase-score-${step}`) };
  }

  /** What is wrong with the second typing, once it is long enough to tell. */
  get difference(): string | undefined {
    const done = this.repeat.length >= this.value.length;
    return this.repeat !== "" && done && this.repeat !== this.value
      ? this.#words.t("passphrase-differs")
      : undefined;
  }

  get ready(): boolean {
    const { longEnough = false, score = 0 } = this.#measured ?? {};
    return longEnough && score >= STRONG_ENOUGH && this.value === this.repeat;
  }

  clear(): void {
    this.value = "";
    this.repeat = "";
  }

  async #measure(passphrase: string): Promise<void> {
    const mine = ++this.#latest;
    const outcome = passphrase === "" ? null : await measured(passphrase);
    if (mine === this.#latest) this.#measured = outcome;
  }
}

async function measured(passphrase: string) {
  try {
    const outcome = await operate({ operation: "check-passphrase", passphrase });
    return outcome.outcome === "strength" ? outcome : null;
  } catch {
    return null;
  }
}
