import { createContext } from "svelte";
import type { Preferences } from "./preferences.svelte";

export const THEMES = ["system", "light", "dark", "blackout"] as const;
export type ThemeChoice = (typeof THEMES)[number];

/** Which colours are shown: what the person chose, or what the system says until they do. */
export class Theme {
  choice = $state<ThemeChoice>("system");
  #systemDark = $state(false);
  #preferences: Preferences;

  constructor(preferences: Preferences) {
    this.#preferences = preferences;
    this.choice = firstChoice(preferences.get("theme"));
    const query = matchMedia("(prefers-color-scheme: dark)");
    this.#systemDark = query.matches;
    query.addEventListener("change", () => (this.#systemDark = query.matches));
  }

  get shown(): Exclude<ThemeChoice, "system"> {
    if (this.choice !== "system") return this.choice;
    return this.#systemDark ? "dark" : "light";
  }

  choose(choice: ThemeChoice): void {
    this.choice = choice;
    this.#preferences.set("theme", choice);
  }
}

function firstChoice(stored: string | null): ThemeChoice {
  return THEMES.find((theme) => theme === stored) ?? "system";
}

export const [useTheme, provideTheme] = createContext<Theme>();
