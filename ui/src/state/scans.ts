import { createContext } from "svelte";

type Take = (code: string) => void;

/** Who wants what a scanner reads: the screen that collects things, else the search. */
export class Scans {
  #takers: Take[] = [];

  /** From now on scans go here. Returns the way to stop. */
  take(taker: Take): () => void {
    this.#takers.push(taker);
    return () => (this.#takers = this.#takers.filter((other) => other !== taker));
  }

  /** Whether somebody took it. */
  hear(code: string): boolean {
    const taker = this.#takers.at(-1);
    taker?.(code);
    return taker !== undefined;
  }
}

export const [useScans, provideScans] = createContext<Scans>();
