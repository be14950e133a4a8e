import { createContext } from "svelte";
import type { Tone } from "../values/tone";

export type Said = () => string;

export interface Notice {
  id: number;
  tone: Tone;
  /** What changed, said in the language of the moment it is read. */
  title: Said;
  /** Where it is saved, or what to do; nothing where empty. */
  detail?: Said;
  /** The correcting act. */
  undo?: () => void | Promise<void>;
}

const MOST_AT_ONCE = 4;

/** What just happened, newest last. Bad news stays until dismissed. */
export class Notices {
  list = $state.raw<readonly Notice[]>([]);
  #next = 1;

  say(notice: Omit<Notice, "id">): number {
    const id = this.#next++;
    this.list = [...this.list, { ...notice, id }].slice(-MOST_AT_ONCE);
    return id;
  }

  dismiss(id: number): void {
    this.list = this.list.filter((notice) => notice.id !== id);
  }

  dismissAll(): void {
    this.list = [];
  }
}

export const [useNotices, provideNotices] = createContext<Notices>();
