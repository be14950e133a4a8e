import {
  cancel,
  onEnded,
  onProgress,
  readFailure,
  start,
  type Ended,
  type Failure,
  type Job,
  type Progress,
} from "../api";
import type { Drafts } from "./drafts.svelte";

/**
 * One piece of long work at a time: how far it is, how it ended. It goes on when its screen is left; the end
 * is told to whoever asked.
 */
export class LastingWork {
  running = $state(false);
  progress = $state.raw<Progress | null>(null);
  /** How the last one ended; null while one runs, and when it failed. */
  ended = $state.raw<Ended | null>(null);
  failure = $state.raw<Failure | null>(null);
  #job: number | null = null;

  /** Null when it could not be started, or was running already. */
  run(job: Job): Promise<Ended | null> {
    return this.follow(() => start(job));
  }

  /** The same for work that something else starts and gives the number of. */
  async follow(start: () => Promise<number>): Promise<Ended | null> {
    if (this.running) return null;
    this.running = true;
    this.progress = null;
    this.ended = null;
    this.failure = null;
    let settle: (ended: Ended) => void = () => {};
    const over = new Promise<Ended>((resolve) => (settle = resolve));
    // Word of a job can come before its number does.
    const early: (Progress | Ended)[] = [];
    const hear = (word: Progress | Ended): void => {
      if (this.#job === null) early.push(word);
      else if (word.job !== this.#job) return;
      else if ("end" in word) settle(word);
      else this.progress = word;
    };
    const deaf = [onProgress(hear), onEnded(hear)];
    try {
      this.#job = await start();
      for (const word of early) hear(word);
      const ended = await over;
      if (ended.end === "failed") this.failure = readFailure(ended.problem);
      else this.ended = ended;
      return ended;
    } catch (thrown) {
      this.failure = readFailure(thrown);
      return null;
    } finally {
      for (const stop of deaf) stop();
      this.#job = null;
      this.running = false;
    }
  }

  stop(): void {
    if (this.#job !== null) void cancel(this.#job);
  }
}

const works = new WeakMap<Drafts, Map<Job["job"], LastingWork>>();

/** The one work of this kind, found again when its screen is left and come back to. */
export function lastingWork(drafts: Drafts, job: Job["job"]): LastingWork {
  const known = works.get(drafts) ?? new Map<Job["job"], LastingWork>();
  const work = known.get(job) ?? new LastingWork();
  works.set(drafts, known.set(job, work));
  return work;
}
