/** How this laptop stands with the others, asked once for the whole window. */

import { createContext } from "svelte";
import { ask, type NetworkStatus } from "../../api";
import { Live } from "../../state/live.svelte";

/** Told by the exchange at every step, and by every act: each act waits until Kyiv has it. */
export function askNetwork() {
  return new Live<NetworkStatus>({
    question: () => null,
    ask: () => ask({ query: "network" }),
    topics: ["network", "acts"],
  });
}

export const [useNetwork, provideNetwork] = createContext<Live<NetworkStatus>>();
