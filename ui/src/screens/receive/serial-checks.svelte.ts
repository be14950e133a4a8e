import { ask, type SerialCheck } from "../../api";

const QUIET_MS = 150;

/** What the books know of the serials entered so far. Answers about an older list are dropped. */
export class SerialChecks {
  /** By serial as entered. */
  found = $state.raw<ReadonlyMap<string, SerialCheck>>(new Map());
  checking = $state(false);
  #latest = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  look(item: string | null, serials: readonly string[]): void {
    clearTimeout(this.#timer);
    const mine = ++this.#latest;
    if (item === null || serials.length === 0) {
      this.found = new Map();
      this.checking = false;
      return;
    }
    this.checking = true;
    this.#timer = setTimeout(() => void this.#ask(item, [...serials], mine), QUIET_MS);
  }

  async #ask(item: string, serials: string[], mine: number): Promise<void> {
    try {
      const checks = await ask({ query: "check-serials", item, serials });
      if (mine === this.#latest) {
        this.found = new Map(checks.map((check) => [check.serial, check]));
      }
    } catch {
      // The rules check once more when the receipt is sent; nothing is lost but the early warning.
      if (mine === this.#latest) this.found = new Map();
    }
    if (mine === this.#latest) this.checking = false;
  }
}
