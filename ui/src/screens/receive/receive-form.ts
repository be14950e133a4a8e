/** What is being taken in, as the form holds it and as the books take it. */

import type {
  AssetDetails,
  Command,
  ConditionCode,
  IncomingAsset,
  ItemCard,
  KitPart,
  LotDetails,
  Tracking,
} from "../../api";
import { newId } from "../../values/ids";
import { filled, noParticulars, particularsOf } from "../handing/particulars";
import { provenanceOf, type ProvenanceDraft } from "../thing/forms/provenance-draft";

/** Where an item is in the books, a lot may be there already or come with this receipt. */
export interface LotForm {
  /** Empty for a new lot. */
  existing: string;
  number: string;
  maker: string;
  madeOn: string;
  expiresOn: string;
  testDueOn: string;
}

export interface StockLineForm {
  item: string;
  itemName: string;
  unit: string;
  lot: string | null;
  lotNumber: string | null;
  /** Written before the stock of it is received. */
  newLot: LotDetails | null;
  condition: ConditionCode;
  place: string;
  quantity: number;
}

export interface ReceiveForm {
  item: string | null;
  serials: string[];
  /** How many more bear no serial; each is given one by the rules. */
  unmarked: number | null;
  /** Serials a person has looked at and says are not the ones they look like. */
  others: string[];
  record: {
    maker: string;
    madeIn: string;
    madeYear: number | null;
    model: string;
    calibre: string;
    markingLocation: string;
    importMark: string;
    note: string;
  };
  provenance: ProvenanceDraft;
  missing: KitPart[];
  lot: LotForm;
  quantity: number | null;
  lines: StockLineForm[];
  place: string | null;
  condition: ConditionCode;
  opening: boolean;
  particulars: { document: string; remark: string };
  /** Ids are made once, so that sending twice receives once. */
  ids: Record<string, string>;
  receipt: string;
}

/** More unmarked things at once are a slip of the finger. */
export const MOST_UNMARKED = 1000;

export function emptyReceive(): ReceiveForm {
  return {
    item: null,
    serials: [],
    unmarked: null,
    others: [],
    record: {
      maker: "",
      madeIn: "",
      madeYear: null,
      model: "",
      calibre: "",
      markingLocation: "",
      importMark: "",
      note: "",
    },
    provenance: {
      owner: "",
      donor: "",
      originalExporter: "",
      conditionsOfUse: "",
      retransferConsent: "",
    },
    missing: [],
    lot: emptyLot(),
    quantity: null,
    lines: [],
    place: null,
    condition: "A",
    opening: false,
    particulars: noParticulars(),
    ids: {},
    receipt: newId(),
  };
}

export function emptyLot(): LotForm {
  return { existing: "", number: "", maker: "", madeOn: "", expiresOn: "", testDueOn: "" };
}

/** What was received is done; place, paper and origin stay for the next of the same delivery. */
export function nextReceive(form: ReceiveForm): ReceiveForm {
  const { place, condition, opening, particulars, provenance } = form;
  return { ...emptyReceive(), place, condition, opening, particulars, provenance };
}

/** The line under the cursor; null while something of it is missing. */
export function lineOf(form: ReceiveForm, card: ItemCard, name: string): StockLineForm | null {
  const { place, quantity, condition } = form;
  if (place === null || quantity === null || quantity < 1) return null;
  const tracked = card.row.tracking === "lot";
  const existing = card.lots.find(({ id }) => id === form.lot.existing);
  if (tracked && !existing && form.lot.number.trim() === "") return null;
  const { id, unitOfIssue: unit } = card.row;
  const line = { item: id, itemName: name, unit, condition, place, quantity };
  if (!tracked) return { ...line, lot: null, lotNumber: null, newLot: null };
  if (existing) return { ...line, lot: existing.id, lotNumber: existing.number, newLot: null };
  const number = form.lot.number.trim();
  return { ...line, lot: null, lotNumber: number, newLot: lotDetails(form, id) };
}

/** Gives a new lot its id, the same one however often the receipt is sent. */
export function withLotId(form: ReceiveForm, line: StockLineForm): StockLineForm {
  if (!line.newLot || line.lot) return line;
  const key = `${line.item} ${line.newLot.number}`;
  return { ...line, lot: (form.ids[key] ??= newId()) };
}

function lotDetails(form: ReceiveForm, item: string): LotDetails {
  return {
    item,
    number: form.lot.number.trim(),
    maker: filled(form.lot.maker),
    madeOn: filled(form.lot.madeOn),
    expiresOn: filled(form.lot.expiresOn),
    testDueOn: filled(form.lot.testDueOn),
    provenance: provenanceOf(form.provenance),
    note: null,
  };
}

export function assetsCommand(form: ReceiveForm): Command {
  return {
    command: "receive-assets",
    assets: [
      ...form.serials.map((serial) => incoming(form, serial, serial)),
      ...Array.from({ length: form.unmarked ?? 0 }, (_, n) => incoming(form, `unmarked ${n}`, "")),
    ],
    place: form.place!,
    opening: form.opening,
    particulars: particularsOf(form.particulars),
  };
}

/** One thing; `key` tells it from the others of the receipt, its serial is empty where it bears none. */
function incoming(form: ReceiveForm, key: string, serial: string): IncomingAsset {
  return {
    id: (form.ids[key] ??= newId()),
    details: assetDetails(form, serial),
    condition: form.condition,
    kitMissing: form.missing,
    lookedAlike: form.others.includes(serial),
  };
}

function assetDetails(form: ReceiveForm, serial: string): AssetDetails {
  const { record } = form;
  return {
    item: form.item!,
    serial,
    serialUnmarked: serial === "",
    maker: filled(record.maker),
    madeIn: filled(record.madeIn.toUpperCase()),
    madeYear: record.madeYear,
    model: filled(record.model),
    calibre: filled(record.calibre),
    markingLocation: filled(record.markingLocation),
    importMark: filled(record.importMark),
    provenance: provenanceOf(form.provenance),
    note: filled(record.note),
  };
}

/** New lots first, then the receipt that names them. */
export function stockCommands(form: ReceiveForm, lines: readonly StockLineForm[]): Command[] {
  const lots = new Map<string, LotDetails>();
  for (const { lot, newLot } of lines) if (lot && newLot) lots.set(lot, newLot);
  return [
    ...[...lots].map(([id, details]) => ({ command: "add-lot" as const, id, details })),
    {
      command: "receive-stock",
      id: form.receipt,
      lines: lines.map(({ place, item, lot, condition, quantity }) => ({
        place,
        item,
        lot,
        condition,
        quantity,
      })),
      opening: form.opening,
      particulars: particularsOf(form.particulars),
    },
  ];
}

export function isStock(tracking: Tracking): boolean {
  return tracking !== "serial";
}
