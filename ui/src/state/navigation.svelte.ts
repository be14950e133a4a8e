import { createContext } from "svelte";

export interface Spot {
  screen: string;
  params: Readonly<Record<string, string>>;
}

const LONGEST_TRAIL = 50;

/** Where the person is and how they came. Kept in memory: what was looked at leaves no trace on disk. */
export class Navigation {
  #trail = $state.raw<readonly Spot[]>([]);
  #at = $state(0);
  /** Counts arrivals; refining the present spot is none. */
  visit = $state(0);

  constructor(first: string) {
    this.#trail = [{ screen: first, params: {} }];
  }

  get here(): Spot {
    return this.#trail[this.#at]!;
  }

  get canGoBack(): boolean {
    return this.#at > 0;
  }

  get canGoForward(): boolean {
    return this.#at < this.#trail.length - 1;
  }

  go(screen: string, params: Readonly<Record<string, string>> = {}): void {
    const spot = { screen, params };
    if (same(spot, this.here)) return;
    this.#trail = [...this.#trail.slice(0, this.#at + 1), spot].slice(-LONGEST_TRAIL);
    this.#at = this.#trail.length - 1;
    this.visit += 1;
  }

  /** Changes the params of the present spot without a new step in the trail. */
  refine(params: Readonly<Record<string, string>>): void {
    const spot = { screen: this.here.screen, params: { ...this.here.params, ...params } };
    this.#trail = this.#trail.with(this.#at, spot);
  }

  back(): void {
    if (!this.canGoBack) return;
    this.#at -= 1;
    this.visit += 1;
  }

  forward(): void {
    if (!this.canGoForward) return;
    this.#at += 1;
    this.visit += 1;
  }
}

function same(one: Spot, other: Spot): boolean {
  return one.screen === other.screen && JSON.stringify(one.params) === JSON.stringify(other.params);
}

export const [useNavigation, provideNavigation] = createContext<Navigation>();
