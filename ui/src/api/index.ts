/** The one door to Rust. Nothing else imports `@tauri-apps/*`. */

import { invoke } from "@tauri-apps/api/core";
import { listen } from "@tauri-apps/api/event";
import { readFailure } from "./failure";
import type {
  Answers,
  Command,
  Ended,
  Job,
  Notice,
  Operation,
  Outcome,
  Progress,
  Query,
  Receipt,
  Status,
} from "./types";

export { Broken, Refused, readFailure, readRefusal, type Failure, type Fields } from "./failure";
export type * from "./types";

/** Where the program stands; answered before anything is unlocked. */
export function status(): Promise<Status> {
  return call("status", {});
}

/**
 * Does an act. Resolves after commit and head witness: what it returns is saved. `act` is made once
 * per submission and kept over retries: sending it twice saves once.
 */
export function execute(command: Command, act: string): Promise<Receipt> {
  return call("execute", { command, act });
}

/** What a query is answered with, by its tag. */
export type AnswerTo<Q extends Query> = Q["query"] extends keyof Answers
  ? Answers[Q["query"]]
  : unknown;

/** Asks for data. Never changes anything. */
export function ask<const Q extends Query>(query: Q): Promise<AnswerTo<Q>> {
  return call("ask", { query });
}

/** Runs the program itself: first run, unlock, lock, backup, settings. */
export function operate(operation: Operation): Promise<Outcome> {
  return call("operate", { operation });
}

/** Starts long work; its number names it in progress and end. */
export function start(job: Job): Promise<number> {
  return call("start", { job });
}

export function cancel(job: number): Promise<void> {
  return call("cancel", { job });
}

/** What a commit changed: table names, or "all" when more may have changed than was heard. */
export type Changes = readonly string[] | "all";

/** Hears what each commit changed. Returns the way to stop hearing. */
export function onTopics(heard: (changes: Changes) => void): () => void {
  return onNotice((notice) => {
    if (notice.notice === "topics") heard(notice.topics);
    if (notice.notice === "status") heard("all");
  });
}

/** Hears that phase, person or hub changed: locked, unlocked, restored. */
export function onStatus(heard: () => void): () => void {
  return onNotice((notice) => {
    if (notice.notice === "status") heard();
  });
}

/** Hears how far long work has come. */
export function onProgress(heard: (progress: Progress) => void): () => void {
  return onNotice((notice) => {
    if (notice.notice === "progress") heard(notice.progress);
  });
}

/** Hears how long work ended. */
export function onEnded(heard: (ended: Ended) => void): () => void {
  return onNotice((notice) => {
    if (notice.notice === "ended") heard(notice.ended);
  });
}

const listeners = new Set<(notice: Notice) => void>();
let listening = false;

/** One subscription for the whole window, shared by everyone who listens. */
function onNotice(heard: (notice: Notice) => void): () => void {
  if (!listening) {
    listening = true;
    void listen<Notice>("notice", ({ payload }) => {
      for (const listener of [...listeners]) listener(payload);
    });
  }
  listeners.add(heard);
  return () => listeners.delete(heard);
}

async function call<T>(name: string, args: Record<string, unknown>): Promise<T> {
  try {
    return await invoke<T>(name, args);
  } catch (thrown) {
    throw readFailure(thrown);
  }
}
