import { operate, readFailure, type Failure, type Operation } from "../../api";
import type { Session } from "../../state/session.svelte";

/** Making the books of this laptop: they open at once, and the window waits until the code is kept. */
export class Entering {
  busy = $state(false);
  failure = $state.raw<Failure | null>(null);
  #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  /** Hands the recovery code to `oncreated`, or says why there is none (see `failure`). */
  async by(operation: Operation, oncreated: (code: string) => void): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.failure = null;
    this.#session.entering = true;
    try {
      const outcome = await operate(operation);
      if (outcome.outcome === "created") oncreated(outcome.recoveryCode);
      await this.#session.look();
    } catch (thrown) {
      this.failure = readFailure(thrown);
      this.#session.entering = false;
    }
    this.busy = false;
  }
}
