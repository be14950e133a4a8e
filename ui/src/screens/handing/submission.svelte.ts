import { execute, readFailure, type Command, type Failure, type Receipt } from "../../api";
import { newId } from "../../values/ids";

/**
 * A form on its way into the books. The same content sent again, after a failure or a second press,
 * keeps its act, so that it is saved once.
 */
export class Submission {
  busy = $state(false);
  failure = $state.raw<Failure | null>(null);
  #act = "";
  #sent = "";

  /** The receipt once it is on disk; null when it was refused (see `failure`) or is still under way. */
  async send(command: Command): Promise<Receipt | null> {
    if (this.busy) return null;
    const content = JSON.stringify(command);
    if (content !== this.#sent) this.#act = newId();
    this.#sent = content;
    this.busy = true;
    this.failure = null;
    try {
      const receipt = await execute(command, this.#act);
      this.#sent = "";
      return receipt;
    } catch (thrown) {
      this.failure = readFailure(thrown);
      return null;
    } finally {
      this.busy = false;
    }
  }

  forget(): void {
    this.failure = null;
    this.#sent = "";
  }
}
