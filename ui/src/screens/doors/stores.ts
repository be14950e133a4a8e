/** Going from one store of this laptop to the other. */

import { operate } from "../../api";

/** The training hub opens by itself: its passphrase is no secret. Answers the number of the job. */
export async function startTraining(): Promise<number> {
  const outcome = await operate({ operation: "open-training" });
  if (outcome.outcome !== "started") throw new Error("open-training starts a job");
  return outcome.job;
}

/** Looks again at the hub of this laptop: locked, or not made yet. */
export async function chooseHub(): Promise<void> {
  await operate({ operation: "choose-store", store: "hub" });
}
