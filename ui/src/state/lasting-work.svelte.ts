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

/** One piece of long work at a time. It goes on when its screen is left; the end is told to whoever asked. */
export class LastingWork {
  progress = $state.raw<Progress | null>(null);
  running = $state(false);
  failure = $state.raw<Failure | null>(null);
  #job: number | null = null;

  /** Null when it could not be started, or was running already. */
  async run(job: Job): Promise<Ended | null> {
    if (this.running) return null;
    this.running = true;
    this.failure = null;
    this.progress = null;
    // The end may come before the number is known: hear from the beginning.
    const early: Ended[] = [];
    let settle: (ended: Ended) => void = (ended) => early.push(ended);
    const deaf = [
      onProgress((progress) => {
        if (this.#job === null || progress.job === this.#job) this.progress = progress;
      }),
      onEnded((ended) => {
        if (this.#job === null || ended.job === this.#job) settle(ended);
      }),
    ];
    try {
      const number = await start(job);
      this.#job = number;
      const ended =
        early.find((one) => one.job === number) ??
        (await new Promise<Ended>((resolve) => (settle = resolve)));
      if (ended.end === "failed") this.failure = readFailure(ended.problem);
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
