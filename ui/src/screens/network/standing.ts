/** How this laptop stands with Kyiv, in words and in tone. Pure. */

import type {
  AttachmentsStatus,
  CenterStatus,
  NetworkStatus,
  Problem,
  WaitingActs,
} from "../../api";
import { readFailure } from "../../api/failure";
import { isoDay } from "../../values/dates";
import { failureWords, type Speaker as Teller } from "../../values/failure-words";
import { fileSize } from "../../values/numbers";
import type { Tone } from "../../values/tone";
import type { SavedLine } from "../saved";

/** From this age on, what Kyiv has of this laptop (and this laptop of the others) is old. */
export const STALE_HOURS = 24;
const STALE_MS = STALE_HOURS * 3_600_000;
/** Rust counts no further. */
const MOST_COUNTED = 10_000;

/** The part of a language this needs. */
export interface Speaker extends Teller {
  clock(moment: Date): string;
  moment(moment: Date, now: Date): string;
}

/** Lines that come and go; everything else wants a person. */
const NO_LINE: readonly string[] = ["unreachable", "broken-off", "too-slow"];
const PASSING: readonly string[] = [...NO_LINE, "slow-down", "cannot-keep", "fault"];

function kindOf(problem: Problem | null): string {
  return problem?.problem === "sync" ? problem.sync.kind : "";
}

/** Whether it is likely to be over by itself. */
export function passes(problem: Problem): boolean {
  return problem.problem === "cancelled" || PASSING.includes(kindOf(problem));
}

/** "Kyiv has everything up to 14:02". */
export function completeWords(center: CenterStatus, now: Date, words: Speaker): string {
  if (center.metMs === null || center.completeUntilMs === null) return words.t("network-never");
  const moment = new Date(center.completeUntilMs);
  return isoDay(moment) === isoDay(now)
    ? words.t("network-complete", { time: words.clock(moment) })
    : words.t("network-complete.earlier", { moment: words.moment(moment, now) });
}

/** "3 acts waiting"; nothing where none does. */
export function waitingWords({ acts }: WaitingActs, words: Speaker): string {
  if (acts === 0) return "";
  return acts < MOST_COUNTED
    ? words.t("network-waiting", { acts })
    : words.t("network-waiting.most", { acts: MOST_COUNTED });
}

/** Photographs and documents that wait for Kyiv, and those this laptop waits for; nothing where none do. */
export function attachmentLines({ going, coming }: AttachmentsStatus, words: Speaker): string[] {
  const ways = [
    ["network-attachments-going", going],
    ["network-attachments-coming", coming],
  ] as const;
  return ways
    .filter(([, { attachments }]) => attachments > 0)
    .map(([key, { attachments, bytes }]) =>
      words.t(key, { count: attachments, size: fileSize(bytes, words) }),
    );
}

/** What the exchange does now; a line that is missing is said instead of the rest between tries. */
export function phaseWords({ phase, problem }: CenterStatus, words: Speaker): string {
  const missed = phase === "resting" && NO_LINE.includes(kindOf(problem));
  return words.t(missed ? "network-no-line" : `network-phase-${phase}`);
}

/** The tone of what the exchange does, whatever it has brought about so far. */
export function phaseTone({ phase, problem }: CenterStatus): Tone {
  if (phase === "live") return "ok";
  if (phase === "fetching" || phase === "handing-over" || problem === null) return "info";
  return passes(problem) ? "warn" : "bad";
}

export function networkTone(center: CenterStatus, waiting: WaitingActs, now: Date): Tone {
  const { damagedMs, problem, metMs, completeUntilMs, untaken } = center;
  if (damagedMs !== null || (problem && !passes(problem))) return "bad";
  if (untaken.length > 0) return "warn";
  const old = metMs === null || now.getTime() - (completeUntilMs ?? metMs) > STALE_MS;
  if (waiting.acts > 0) return problem || (old && metMs !== null) ? "warn" : "info";
  return problem || old ? "info" : "ok";
}

/** The top bar's line; none for a hub that stands alone. */
export function networkLine(
  { center, waiting }: NetworkStatus,
  now: Date,
  words: Speaker,
): SavedLine | null {
  if (center === null) return null;
  const { problem, damagedMs } = center;
  const bad = problem && !passes(problem) ? problem : null;
  return {
    tone: networkTone(center, waiting, now),
    text: bad
      ? failureWords(readFailure(bad), words).title.replace(/\.$/, "")
      : damagedMs !== null
        ? words.t("network-damaged")
        : completeWords(center, now, words),
    waiting: waitingWords(waiting, words) || undefined,
    phase: bad ? undefined : phaseWords(center, words),
  };
}
