/** What each task says, how urgent it looks, and where its one button leads. Pure. */

import type { Task } from "../../api";
import type { Tone } from "../../values/tone";
import type { Tongue } from "../../state/words";
import { subjectOf } from "../../values/called";
import { ALL, DAY_MS } from "../weapons/filter";

export interface Speaker {
  t(key: string, args?: Record<string, string | number>): string;
  tongue: Tongue;
}

export interface TaskView {
  id: string;
  tone: Tone;
  title: string;
  text: string;
  /** The button, in words. */
  go: string;
  screen: string;
  params: Record<string, string>;
}

type Kind = Task["task"];

const TONES: Readonly<Record<Kind, Tone>> = {
  "bring-in": "info",
  "settle-discrepancy": "bad",
  lost: "bad",
  "parked-or-quarantined": "warn",
  "expiring-lots": "warn",
  "sight-assets": "warn",
  "check-unmarked": "warn",
  "back-up": "warn",
};

type Door = readonly [screen: string, params: Record<string, string>];

function door(task: Task, now: Date): Door {
  switch (task.task) {
    case "bring-in":
      return ["import", {}];
    case "settle-discrepancy":
      return ["discrepancies", { id: task.row.id }];
    case "lost":
      return ["weapons", { category: ALL, whereabouts: "lost" }];
    case "parked-or-quarantined":
      return ["network", {}];
    case "expiring-lots":
      return ["stock", { view: "lines", sort: "expiresOn" }];
    case "sight-assets": {
      const notSeenSinceMs = String(now.getTime() - task.days * DAY_MS);
      return ["weapons", { category: ALL, whereabouts: "stored", notSeenSinceMs }];
    }
    case "check-unmarked":
      return ["weapons", { category: ALL, unmarked: "true" }];
    case "back-up":
      return ["settings", { section: "backups" }];
  }
}

/** `age` says how long ago something was, in words. */
export function taskView(
  task: Task,
  words: Speaker,
  age: (ms: number) => string,
  now: Date,
): TaskView {
  const kind = task.task;
  const key = `task-${kind}`;
  const args = numbers(task, words, age);
  const [screen, params] = door(task, now);
  return {
    id: kind === "settle-discrepancy" ? task.row.id : kind,
    tone: TONES[kind],
    title: words.t(key, args),
    text: words.t(
      kind === "back-up" && task.newestMs === null ? `${key}.never` : `${key}.text`,
      args,
    ),
    go: words.t(`${key}.go`),
    screen,
    params,
  };
}

function numbers(
  task: Task,
  words: Speaker,
  age: (ms: number) => string,
): Record<string, string | number> {
  switch (task.task) {
    case "settle-discrepancy":
      return {
        subject: subjectOf(task.row, words.tongue),
        what: words.t(`discrepancy-${task.row.kind}`),
        age: age(task.row.openedMs),
      };
    case "back-up":
      return { age: task.newestMs === null ? "" : age(task.newestMs) };
    case "parked-or-quarantined":
      return { parked: task.parked, quarantined: task.quarantined };
    case "bring-in":
      return {};
    case "sight-assets":
    case "expiring-lots":
      return { count: task.count, days: task.days };
    default:
      return { count: task.count };
  }
}
