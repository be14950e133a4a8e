import { operate, readFailure, type Failure, type Operation } from "../../api";
import type { Session } from "../../state/session.svelte";

/** Into the books of this laptop; where new ones are made, the window waits until the code is kept. */
export class Entering {
  busy = $state(false);
  failure = $state.raw<Failure | null>(null);
  #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  /** Hands the recovery code of new books to `oncreated`; says why there are none (see `failure`). */
  async by(operation: Operation, oncreated?: (code: string) => void): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.failure = null;
    this.#session.entering = oncreated !== undefined;
    try {
      const outcome = await operate(operation);
      if (outcome.outcome === "created") oncreated?.(outcome.recoveryCode);
      else this.#session.entering = false;
      await this.#session.look();
    } catch (thrown) {
      this.failure = readFailure(thrown);
      this.#session.entering = false;
    }
    this.busy = false;
  }
}
