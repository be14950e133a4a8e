import { onTopics, readFailure, type Failure } from "../api";

export interface LiveOptions<Q, T> {
  /** The question now. Read reactively: when what it reads changes, it is asked again. */
  question: () => Q;
  ask: (question: Q) => Promise<T>;
  /** Asked again when a commit changes one of these. */
  topics: readonly string[];
  /** How topics are heard; tests pass their own. */
  listen?: typeof onTopics;
}

/**
 * A question whose answer stays true: asked again when the question or its topics change. An answer
 * to an older question is dropped. Create it while a component is being set up.
 */
export class Live<T, Q = unknown> {
  data = $state.raw<T | undefined>(undefined);
  error = $state.raw<Failure | null>(null);
  loading = $state(true);
  /** The data shown answers an older question, or may have changed since. */
  stale = $state(false);
  #latest = 0;
  #options: LiveOptions<Q, T>;

  constructor(options: LiveOptions<Q, T>) {
    this.#options = options;
    $effect(() => void this.#send(options.question()));
    $effect(() =>
      (options.listen ?? onTopics)((changed) => {
        const concerns =
          changed === "all" || changed.some((topic) => options.topics.includes(topic));
        if (concerns) this.again();
      }),
    );
    $effect(() => () => (this.#latest += 1));
  }

  /** Asks the present question once more. */
  again(): void {
    void this.#send(this.#options.question());
  }

  async #send(question: Q): Promise<void> {
    const mine = ++this.#latest;
    this.loading = true;
    this.stale = true;
    try {
      const answer = await this.#options.ask(question);
      if (mine !== this.#latest) return;
      this.data = answer;
      this.error = null;
      this.stale = false;
    } catch (thrown) {
      if (mine !== this.#latest) return;
      this.error = readFailure(thrown);
    }
    this.loading = false;
  }
}
