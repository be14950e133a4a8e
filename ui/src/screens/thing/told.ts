/** What a timeline says of an event, from the event and the names of the ids in it. Pure. */

import type { TimelineRow } from "../../api";
import type { TimelineEntry } from "../../parts/values/Timeline.svelte";
import type { Tone } from "../../values/tone";
import { changedFields } from "./changed-fields";
import { nameIn } from "../../values/called";
import type { Tongue } from "../../state/words";

export interface Speaker {
  t(key: string, args?: Record<string, string | number>): string;
  number(value: number): string;
  tongue: Tongue;
}

interface Identified {
  type?: string;
  id?: string | Identified;
}

/** The events' fields as far as timelines tell them. */
interface Told {
  to?: string | Identified;
  at?: string | null;
  place?: string;
  whereabouts?: Identified;
  condition?: string;
  kitMissing?: { name: string; quantity: number }[];
  opening?: boolean;
  circumstances?: string;
  finding?: string;
  fileName?: string;
  fields?: number[];
  change?: number;
  reason?: { type: string } | string;
  shows?: string;
  note?: string | null;
  line?: { condition: string };
  particulars?: { document: string | null; remark: string | null };
}

const TONES: Readonly<Record<string, Tone>> = {
  "asset-issued": "info",
  "asset-lost": "bad",
  "asset-corrected": "warn",
  "discrepancy-settled": "info",
  "attachment-withdrawn": "warn",
};

/** `index` tells events of one entry apart. */
export function told(row: TimelineRow, words: Speaker, index = 0): TimelineEntry {
  const event = (row.event ?? {}) as Told;
  return {
    id: `${row.entry}-${index}`,
    event: row.what,
    title: title(row, event, words),
    tone: row.status === "folded" ? TONES[row.what] : "warn",
    at: new Date(row.atMs),
    unsure: row.atUnsure,
    who: row.actorName ?? words.t("person-erased"),
    witness: row.witnessName ?? undefined,
    knownOn: known(row, words),
    reach: row.reach ?? undefined,
    undone: row.correctedBy !== null,
    detail: detail(row, event, words) || undefined,
  };
}

function title(row: TimelineRow, event: Told, words: Speaker): string {
  const key = `event-${row.what}`;
  if (row.what === "stock-changed") return stockTitle(event, words);
  const to = target(row, event, words);
  if (!to) return words.t(key);
  return words.t(
    row.what === "asset-received" && event.opening ? `${key}.opening` : `${key}.told`,
    {
      to,
    },
  );
}

function stockTitle({ change = 0, reason }: Told, words: Speaker): string {
  const type = typeof reason === "object" ? reason.type : "received";
  const sign = change < 0 ? "−" : "+";
  const quantity = `${sign}${words.number(Math.abs(change))}`;
  const oneWay = type === "received" || type === "opening";
  const way = oneWay ? type : `${type}-${change < 0 ? "out" : "in"}`;
  return words.t(`event-stock-changed.${way}`, { quantity });
}

/** Where to, to whom, or to what. */
function target(row: TimelineRow, event: Told, words: Speaker): string | null {
  const name = (id: string | undefined) =>
    id ? (nameIn(row, id, words.tongue) ?? words.t("name-unknown")) : null;
  switch (row.what) {
    case "asset-received":
      return name(event.place);
    case "asset-condition-changed":
      return typeof event.to === "string" ? conditionOf(event.to, words) : null;
    case "asset-corrected":
      return placed(event.whereabouts, name, words);
    case "asset-found":
    case "asset-sighted":
      return name(event.at ?? undefined);
    case "asset-moved":
    case "asset-issued":
    case "asset-returned":
      return name(idOf(event.to));
    case "attached":
    case "attachment-withdrawn":
      return name(row.subject);
    case "file-imported":
      return event.fileName ?? null;
    default:
      return null;
  }
}

function placed(
  whereabouts: Identified | undefined,
  name: (id: string | undefined) => string | null,
  words: Speaker,
): string {
  const where = words.t(`whereabouts-${whereabouts?.type ?? "stored"}`);
  const at = name(idOf(whereabouts?.id));
  return at ? `${where}, ${at}` : where;
}

/** The id, however deep: a holder in a whereabouts carries its own type. */
function idOf(value: string | Identified | undefined): string | undefined {
  return typeof value === "object" ? idOf(value.id) : value;
}

function conditionOf(code: string, words: Speaker): string {
  return `${code} · ${words.t(`condition-${code}`)}`;
}

function detail(row: TimelineRow, event: Told, words: Speaker): string {
  const parts = [
    event.circumstances ?? event.finding,
    event.shows && words.t(`shows-${event.shows}`),
    event.note,
    typeof event.reason === "string" && event.reason,
    event.condition &&
      words.t("told-condition", { condition: conditionOf(event.condition, words) }),
    kit(event, words),
    event.fields && fields(row.what, event.fields, words),
    event.particulars?.document &&
      words.t("told-document", { document: event.particulars.document }),
    event.particulars?.remark && words.t("told-remark", { remark: event.particulars.remark }),
  ];
  const [first = "", ...others] = parts.filter((part): part is string => Boolean(part));
  return sentence(
    others.reduce((said, then) => words.t("told-both", { first: said, then }), first),
  );
}

function kit({ kitMissing }: Told, words: Speaker): string {
  if (!kitMissing?.length) return "";
  const parts = kitMissing.map(({ name, quantity }) =>
    quantity > 1 ? `${name} × ${words.number(quantity)}` : name,
  );
  return words.t("told-kit-missing", { parts: parts.join(", ") });
}

function fields(what: string, numbers: readonly number[], words: Speaker): string {
  const names = changedFields(what, numbers).map((key) => words.t(key).toLocaleLowerCase());
  return names.length > 0 ? words.t("told-fields", { fields: names.join(", ") }) : "";
}

function sentence(text: string): string {
  return text.charAt(0).toLocaleUpperCase() + text.slice(1);
}

/** Which machine wrote it, whether it is signed, and whether it counts. */
function known(row: TimelineRow, words: Speaker): string {
  return [
    row.own ? words.t("told-here") : words.t("told-device", { device: row.device }),
    row.signed ? words.t("told-signed") : "",
    row.correctedBy === null ? "" : words.t("told-taken-back"),
    row.status === "folded" ? "" : words.t(`told-${row.status}`),
  ]
    .filter(Boolean)
    .join(" · ");
}
