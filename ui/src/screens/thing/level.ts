import { createContext } from "svelte";

/** On a page of its own a thing's name is the page's heading, beside a list it stands one below. */
export type Level = "h2" | "h3";

const [useLevel, provideLevel] = createContext<Level>();

export { provideLevel };

/** The level of the headings within a thing, or in a form that stands alone. */
export function levelAround(): Level {
  try {
    return useLevel();
  } catch {
    return "h3";
  }
}
