import { createContext } from "svelte";

/** The present, for showing ages; it moves every half minute. */
export class Clock {
  now = $state(new Date());

  /** Returns the way to stop. */
  start(): () => void {
    const timer = setInterval(() => (this.now = new Date()), 30_000);
    return () => clearInterval(timer);
  }
}

export const [useClock, provideClock] = createContext<Clock>();
