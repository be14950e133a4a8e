/** Bundles: for whom they are written, and what came of one, in words. Pure. */

import type { BundleFor, BundleImported, Ended, NetworkStatus, Progress } from "../../api";
import type { Failure } from "../../api/failure";
import { failureWords } from "../../values/failure-words";
import { keyStart } from "../../values/keys";
import { fileSize } from "../../values/numbers";
import type { Tone } from "../../values/tone";
import type { Speaker as Teller } from "./standing";

/** The part of a language this needs. */
export interface Speaker extends Teller {
  percent(part: number, whole: number): string;
}

export type Written = Extract<Ended, { end: "bundle-written" }>;

/** What is filled in, and what the last bundle came to: it outlives leaving the screen. */
export interface BundleForm {
  of: BundleFor;
  /** With photographs and documents. */
  attachments: boolean;
  out: string;
  /** The bundle to take in. */
  from: string;
  written: Written | null;
  taken: BundleImported | null;
}

export function emptyForm(): BundleForm {
  return { of: "kyiv", attachments: true, out: "", from: "", written: null, taken: null };
}

/** Coordination has no hub whose laptops could lack anything, a hub that stands alone no Kyiv. */
export function offeredTo(coordination: boolean, inNetwork: boolean): readonly BundleFor[] {
  if (!inNetwork) return ["hub", "everything"];
  return coordination ? ["kyiv", "everything"] : ["kyiv", "hub", "everything"];
}

/** How far it is: entries while it is written, for nobody counts them before; else a share. */
export function farWords({ stage, done, total }: Progress, words: Speaker): string {
  if (stage === "writing") return words.t("bundle-so-far", { entries: done });
  return total === 0 ? "" : words.percent(done, total);
}

/** Pages taken before it ended stay; everything else leaves no trace. */
function isMidway(progress: Progress | null): boolean {
  return progress?.stage === "taking";
}

export function stoppedWords(progress: Progress | null, words: Speaker): string {
  return words.t(isMidway(progress) ? "bundle-stopped" : "problem-cancelled");
}

/** Why it did not come to its end, and what stays of it. */
export function failedWords(failure: Failure, progress: Progress | null, words: Speaker) {
  const { title, allowed, midway } = failureWords(failure, words);
  const { detail } = failure.fields;
  if (!isMidway(progress)) return { title, allowed: allowed || String(detail ?? "") };
  return {
    title: words.t("bundle-midway"),
    allowed: words.t("bundle-midway.again", { reason: midway }),
  };
}

export function writtenTone({ written }: Written): Tone {
  return written.entries + written.attachments > 0 ? "ok" : "info";
}

export function writtenTitle({ written }: Written, words: Speaker): string {
  const nothing = written.entries + written.attachments === 0;
  return words.t(nothing ? "bundle-written.none" : "bundle-written", { entries: written.entries });
}

/** How many photographs and documents went in, how large they are, and how many did not fit; nothing where none. */
export function enclosedWords({ written }: Written, words: Speaker): string {
  const { attachments: count, attachmentBytes, leftOut: left } = written;
  const size = fileSize(attachmentBytes, words);
  const said = [
    count > 0 && words.t("bundle-attachments", { count, size }),
    left > 0 && words.t("bundle-attachments-left", { left }),
  ];
  return said.filter(Boolean).join(" ");
}

export function takenTone({ came, attachments, quarantined }: BundleImported): Tone {
  if (quarantined > 0) return "warn";
  return came + attachments > 0 ? "ok" : "info";
}

export function takenTitle({ came, attachments }: BundleImported, words: Speaker): string {
  return words.t(came + attachments === 0 ? "bundle-taken.none" : "bundle-taken", { came });
}

/** Who made it and when: the center, a laptop known here, or the beginning of a key that is not. */
export function madeWords(
  { madeBy, madeMs }: BundleImported,
  { center, devices }: NetworkStatus,
  now: Date,
  words: Speaker,
): string {
  const moment = words.moment(new Date(madeMs), now);
  if (madeBy === center?.key) return words.t("bundle-made-in-kyiv", { moment });
  const device = devices.find(({ key }) => key === madeBy);
  const name = device?.name ?? keyStart(madeBy);
  const hub = device?.coordination ? words.t("hub-coordination") : device?.hub;
  return hub
    ? words.t("bundle-made.of", { name, hub, moment })
    : words.t("bundle-made", { name, moment });
}
