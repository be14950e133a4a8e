import {
  cancel,
  onEnded,
  onProgress,
  readFailure,
  type Ended,
  type Failure,
  type Progress,
} from "../api";

/** One piece of long work at a time: how far it is, how it ended. Create it while a component is set up. */
export class LongWork {
  running = $state(false);
  progress = $state.raw<Progress | null>(null);
  ended = $state.raw<Ended | null>(null);
  failure = $state.raw<Failure | null>(null);
  #job: number | null = null;
  // Word of a job can come before its number does.
  #early: (Progress | Ended)[] = [];
  #done: () => void = () => {};

  constructor() {
    $effect(() => onProgress((progress) => this.#hear(progress)));
    $effect(() => onEnded((ended) => this.#hear(ended)));
  }

  /** Starts it; resolves when it has ended or failed. */
  async run(start: () => Promise<number>): Promise<void> {
    if (this.running) return;
    this.running = true;
    this.progress = null;
    this.ended = null;
    this.failure = null;
    this.#job = null;
    this.#early = [];
    const finished = new Promise<void>((resolve) => (this.#done = resolve));
    try {
      this.#job = await start();
      for (const word of this.#early) this.#hear(word);
      await finished;
    } catch (thrown) {
      this.failure = readFailure(thrown);
    }
    this.running = false;
  }

  async cancel(): Promise<void> {
    if (this.#job !== null) await cancel(this.#job);
  }

  #hear(word: Progress | Ended): void {
    if (!this.running) return;
    if (this.#job === null) this.#early.push(word);
    else if (word.job !== this.#job) return;
    else if ("end" in word) this.#end(word);
    else this.progress = word;
  }

  #end(ended: Ended): void {
    if (ended.end === "failed") this.failure = readFailure(ended.problem);
    else this.ended = ended;
    this.#done();
  }
}
