import { createContext } from "svelte";

/** One form's unsent content. Bind inputs to `draft.value.…`. */
export class Draft<T extends object> {
  value: T = $state()!;
  #empty: T;

  constructor(empty: T) {
    this.#empty = structuredClone(empty);
    this.value = structuredClone(empty);
  }

  get touched(): boolean {
    return JSON.stringify(this.value) !== JSON.stringify(this.#empty);
  }

  clear(): void {
    this.value = structuredClone(this.#empty);
  }
}

/** Unsent forms by name: they outlive leaving the screen, and die with the lock. */
export class Drafts {
  #drafts = new Map<string, Draft<object>>();

  /** The draft of this name, begun from `empty` the first time. */
  keep<T extends object>(name: string, empty: T): Draft<T> {
    const kept = this.#drafts.get(name) ?? new Draft<object>(empty);
    this.#drafts.set(name, kept);
    return kept as Draft<T>;
  }

  forgetAll(): void {
    this.#drafts.clear();
  }
}

export const [useDrafts, provideDrafts] = createContext<Drafts>();
