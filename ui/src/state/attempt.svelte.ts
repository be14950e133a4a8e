import { readFailure, type Failure } from "../api";

/** One thing asked of the program from a form: under way, failed, or done. */
export class Attempt {
  busy = $state(false);
  failure = $state.raw<Failure | null>(null);

  /** What came of it, or null when it failed (see `failure`). */
  async at<T>(work: () => Promise<T>): Promise<T | null> {
    if (this.busy) return null;
    this.busy = true;
    this.failure = null;
    try {
      return await work();
    } catch (thrown) {
      this.failure = readFailure(thrown);
      return null;
    } finally {
      this.busy = false;
    }
  }
}
