import { operate, type AttachedTo, type Receipt, type Shows } from "../../../api";
import { Attempt } from "../../../state/attempt.svelte";
import { newId } from "../../../values/ids";

/** A file on its way into the books. The same content sent again keeps its ids, so that it is saved once. */
export class Attaching {
  path = $state("");
  shows = $state<Shows>("photograph");
  note = $state("");
  #attempt = new Attempt();
  #sent = "";
  #id = "";
  #act = "";

  get busy(): boolean {
    return this.#attempt.busy;
  }

  get failure() {
    return this.#attempt.failure;
  }

  get isReady(): boolean {
    return this.path.trim() !== "";
  }

  /** The receipt once it is on disk; null when it was refused (see `failure`). */
  async send(to: AttachedTo): Promise<Receipt | null> {
    const asked = { to, path: this.path.trim(), shows: this.shows, note: this.note.trim() || null };
    const content = JSON.stringify(asked);
    if (content !== this.#sent) [this.#id, this.#act] = [newId(), newId()];
    this.#sent = content;
    const outcome = await this.#attempt.at(() =>
      operate({ operation: "attach", id: this.#id, act: this.#act, ...asked }),
    );
    if (outcome?.outcome !== "attached") return null;
    this.#sent = "";
    this.path = "";
    this.note = "";
    return outcome.receipt;
  }
}
