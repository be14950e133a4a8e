import type { Command } from "../../api";
import { useLanguage } from "../../state/language.svelte";
import { useNotices } from "../../state/notices.svelte";
import { sayDone } from "./done";
import { Submission } from "./submission.svelte";

/** An act that, once it is in the books, is said to be. Create it while a component is being set up. */
export class Recording extends Submission {
  #words = useLanguage();
  #notices = useNotices();

  /** Whether it is on disk; if not, it was refused (see `failure`) or is still under way. */
  async record(command: Command): Promise<boolean> {
    const receipt = await this.send(command);
    if (receipt) sayDone(receipt, this.#words, this.#notices);
    return receipt !== null;
  }
}
