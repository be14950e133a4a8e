import { createContext } from "svelte";
import type { BackupStatus, HubStatus, LoggedIn, Phase, Status } from "../api";

/** Where the program stands: locked or open, whose books, who is logged in. */
export class Session {
  status: Status = $state.raw()!;
  /** The books are open, but something must be kept first: the recovery code. */
  entering = $state(false);
  #ask: () => Promise<Status>;
  #latest = 0;

  constructor(first: Status, ask: () => Promise<Status>) {
    this.status = first;
    this.#ask = ask;
  }

  get phase(): Phase {
    return this.status.phase;
  }

  get hub(): HubStatus | null {
    return this.status.hub;
  }

  /** These are a hub's own books, in which acts are done; a coordination laptop only reads. */
  get isHub(): boolean {
    return this.status.hub?.coordination === false;
  }

  /** These are all hubs' books. */
  get isCoordination(): boolean {
    return this.status.hub?.coordination === true;
  }

  get person(): LoggedIn | null {
    return this.status.person;
  }

  get backup(): BackupStatus | null {
    return this.status.backup;
  }

  get isOpen(): boolean {
    return this.status.phase.phase === "open" && this.status.hub !== null && !this.entering;
  }

  /** Asks where the program stands now; a late answer to an older question is dropped. */
  async look(): Promise<void> {
    const mine = ++this.#latest;
    const status = await this.#ask();
    if (mine === this.#latest) this.status = status;
  }
}

export const [useSession, provideSession] = createContext<Session>();
