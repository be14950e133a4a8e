import { createContext } from "svelte";

const QUIET_MS = 300;

/** How the window likes to look on this machine, kept by Rust outside the books. Never anything about stock. */
export class Preferences {
  #values = new Map<string, string>();
  #save: (key: string, value: string) => void;
  #waiting = new Map<string, ReturnType<typeof setTimeout>>();

  constructor(
    values: Readonly<Record<string, string>>,
    save: (key: string, value: string) => void,
  ) {
    this.#values = new Map(Object.entries(values));
    this.#save = save;
  }

  get(key: string): string | null {
    return this.#values.get(key) ?? null;
  }

  /** Remembered at once here, and written once it has been quiet for a moment. */
  set(key: string, value: string): void {
    this.#values.set(key, value);
    clearTimeout(this.#waiting.get(key));
    this.#waiting.set(
      key,
      setTimeout(() => this.#save(key, value), QUIET_MS),
    );
  }

  /** A remembered structure, or null when there is none or it does not fit. */
  shape<T>(key: string, fits: (value: unknown) => value is T): T | null {
    try {
      const value: unknown = JSON.parse(this.#values.get(key) ?? "null");
      return fits(value) ? value : null;
    } catch {
      return null;
    }
  }

  setShape(key: string, value: unknown): void {
    this.set(key, JSON.stringify(value));
  }
}

export const [usePreferences, providePreferences] = createContext<Preferences>();
