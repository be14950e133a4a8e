/** Codes and spans the rules go by, asked of the app once for the whole window. */

import { createContext } from "svelte";
import { ask, type Tables } from "../api";
import { Live } from "../state/live.svelte";

/** They come with the program: nothing changes them while it runs. */
export function askTables() {
  return new Live<Tables>({
    question: () => null,
    ask: () => ask({ query: "tables" }),
    topics: [],
  });
}

export const [useTables, provideTables] = createContext<Live<Tables>>();
