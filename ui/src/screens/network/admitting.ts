/** Letting a laptop in by stick: who may, and who asks, in words. Pure. */

import type { LaptopRequest, LoggedIn } from "../../api";
import type { Speaker } from "./standing";

const ADMINISTRATOR = "administrator";

/** Whether the person who is in may let laptops in: as every replica judges it. */
export function mayAdmit(person: LoggedIn | null): boolean {
  return person?.roles.includes(ADMINISTRATOR) ?? false;
}

export function whoAsks({ person, rank, laptop }: LaptopRequest, words: Speaker): string {
  return rank
    ? words.t("admit-laptop-who.ranked", { rank, person, laptop })
    : words.t("admit-laptop-who", { person, laptop });
}

export function askedWords({ madeMs, admitted }: LaptopRequest, now: Date, words: Speaker): string {
  const moment = words.moment(new Date(madeMs), now);
  return words.t(admitted ? "admit-laptop-asked.again" : "admit-laptop-asked", { moment });
}
