/** A bundle from its beginning to its end, whichever way it goes. */

import type { Ended, Failure, Job, Progress } from "../../api";
import type { LastingWork } from "../../state/lasting-work.svelte";
import type { Said } from "../../state/notices.svelte";
import type { Tone } from "../../values/tone";

type End = "bundle-written" | "bundle-taken" | "laptop-admitted";
export type EndedWell<E extends End> = Extract<Ended, { end: E }>;

/** What is told wherever the person is by then. */
export interface Told {
  tone: Tone;
  title: Said;
  detail: Said;
}

export interface News {
  done(told: Told): void;
  /** `progress` is how far it had come. */
  failed(failure: Failure | null, progress: Progress | null): void;
}

/** How it ended, or null when it did not end as `end`: then the work knows why. */
export async function runBundle<E extends End>(
  work: LastingWork,
  job: Job,
  end: E,
  news: News,
  told: (ended: EndedWell<E>) => Told,
): Promise<EndedWell<E> | null> {
  const ended = await work.run(job);
  if (!endedAs(ended, end)) {
    news.failed(work.failure, work.progress);
    return null;
  }
  news.done(told(ended));
  return ended;
}

function endedAs<E extends End>(ended: Ended | null, end: E): ended is EndedWell<E> {
  return ended?.end === end;
}
