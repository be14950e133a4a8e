import type { Navigation } from "../../state/navigation.svelte";

/** A screen's filters, kept where the person is: going back finds the list as it was left. */
export class Params {
  #navigation: Navigation;
  #screen: string;
  #last: Readonly<Record<string, string>> = {};

  constructor(navigation: Navigation, screen: string) {
    this.#navigation = navigation;
    this.#screen = screen;
  }

  /** While the next screen is on its way, the filters stay those of this one. */
  get all(): Readonly<Record<string, string>> {
    const { screen, params } = this.#navigation.here;
    if (screen === this.#screen) this.#last = params;
    return this.#last;
  }

  get(key: string): string | null {
    return this.all[key] || null;
  }

  is(key: string): boolean {
    return this.get(key) === "true";
  }

  /** Null takes a filter away. */
  set(changes: Readonly<Record<string, string | null>>): void {
    const entries = Object.entries(changes).map(([key, value]) => [key, value ?? ""]);
    this.#navigation.refine(Object.fromEntries(entries));
  }
}
