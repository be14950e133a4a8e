// Written by tests/it/types.rs from the Rust types. Do not edit.

export type ActId = string;

export type ActRow = { act: ActId, atMs: number, atUnsure: boolean, actor: PersonId, actorName: string | null, 
/**
 * Kind of its first event.
 */
kind: number, 
/**
 * The kind's name ([`domain::kinds::name`]), "unknown" for one this Komora does not know.
 */
what: string, 
/**
 * How many events of that kind.
 */
count: number, 
/**
 * The first subject, its name, and what kind of thing it is; of an attachment, what it was added to.
 */
subject: SubjectId, subjectKind: string, subjectName: string | null, subjectNameIn: Translated, 
/**
 * Where to or to whom, where the act says so.
 */
toName: string | null, document: string | null, correctedBy: ActId | null, corrects: ActId | null, 
/**
 * It stands and is one that can be taken back; what rests on it by now may still forbid it.
 */
undoable: boolean, 
/**
 * "folded", "parked" or "quarantined".
 */
status: string, own: boolean, 
/**
 * How far it has travelled; none where the hub stands alone.
 */
reach: Reach | null, 
/**
 * The code name of the hub whose books it stands in; none where that has not said it.
 */
hub: string | null, };

export type AssetCard = { row: AssetRow, details: AssetDetails, kit: Array<KitPart>, kitMissing: Array<KitPart>, discrepancies: Array<DiscrepancyRow>, 
/**
 * Holds events of a newer Komora.
 */
needsNewer: boolean, };

export type AssetDetails = { item: ItemId, 
/**
 * Exactly as marked. Empty only in a command that receives an unmarked thing: the rules make one up.
 */
serial: string, 
/**
 * The serial was made up here because none was found on the thing: to be checked.
 */
serialUnmarked: boolean, maker: string | null, 
/**
 * ISO 3166-1 alpha-3.
 */
madeIn: string | null, madeYear: number | null, model: string | null, calibre: string | null, 
/**
 * Where on the thing the marks are.
 */
markingLocation: string | null, importMark: string | null, provenance: Provenance, note: string | null, };

export type AssetFilter = { 
/**
 * Part of a serial or of an item's name.
 */
text?: string | null, category?: Category | null, item?: ItemId | null, 
/**
 * At this place or below it.
 */
place?: PlaceId | null, 
/**
 * Live ones where empty.
 */
whereabouts?: WhereaboutsKind | null, condition?: ConditionCode | null, holder?: Holder | null, owner?: string | null, disputed?: boolean | null, 
/**
 * Serial made up at import and to be checked.
 */
unmarked?: boolean | null, 
/**
 * Not seen since this moment (UTC ms).
 */
notSeenSinceMs?: number | null, 
/**
 * The code name of the hub whose books they stand in.
 */
hub?: string | null, };

export type AssetId = string;

export type AssetRow = { id: AssetId, serial: string, serialUnmarked: boolean, 
/**
 * Two alphabets in one serial: may be misread.
 */
mixedAlphabets: boolean, item: ItemId, itemName: string, itemNameIn: Translated, category: Category, 
/**
 * Grouped, where the item has one.
 */
nsn: string | null, condition: ConditionCode, whereabouts: Whereabouts, 
/**
 * Place path ("AR-1 › R3 › 07") or holder's name; none where erased or lost.
 */
whereName: string | null, owner: string | null, disputed: boolean, kitMissing: number, lastSeenMs: number, receivedMs: number, 
/**
 * The code name of the hub whose books it stands in; none where that has not said it.
 */
hub: string | null, };

export type AttachedTo = { "type": "asset", "id": AssetId } | { "type": "lot", "id": LotId } | { "type": "item", "id": ItemId } | { "type": "place", "id": PlaceId };

export type AttachmentBytes = { mediaType: MediaType, 
/**
 * RFC 4648, with padding.
 */
base64: string, };

export type AttachmentDetails = { to: AttachedTo, blob: BlobHash, 
/**
 * In bytes.
 */
size: number, mediaType: MediaType, 
/**
 * As it was called where it came from; never a path.
 */
fileName: string, shows: Shows, note: string | null, };

export type AttachmentId = string;

export type AttachmentRoom = { mebibytes: number, usedBytes: number, 
/**
 * Named in the books and not here yet.
 */
waiting: number, waitingBytes: number, };

export type AttachmentRow = { id: AttachmentId, shows: Shows, mediaType: MediaType, fileName: string, note: string | null, 
/**
 * In bytes.
 */
size: number, 
/**
 * Bytes of it here; fewer than its size while it is on its way.
 */
held: number, 
/**
 * All bytes are here: it can be looked at and saved.
 */
whole: boolean, addedMs: number, 
/**
 * The machine's clock could not be trusted.
 */
addedUnsure: boolean, addedBy: PersonId, 
/**
 * None once erased.
 */
addedByName: string | null, 
/**
 * It was added by mistake.
 */
withdrawn: Withdrawn | null, needsNewer: boolean, };

export type AttachmentsStatus = { 
/**
 * Named by acts that are here, and not here themselves.
 */
coming: WaitingAttachments, 
/**
 * Here, and not known to be in Kyiv; none for a hub that stands alone.
 */
going: WaitingAttachments, 
/**
 * Those that came otherwise than they were named, or were refused, since the books were opened.
 */
spoilt: number, 
/**
 * Kyiv has no room left for those of a hub.
 */
full: boolean, };

export type AwaitedActs = { 
/**
 * The laptop, as timelines show it; none where nothing of what it wrote there has come, so that nobody here knows
 * whose it is.
 */
name: string | null, 
/**
 * The laptops that have held it, for acts done there rest on it.
 */
heldBy: Array<string>, 
/**
 * Entries that rest on it directly; what goes on from those waits with them.
 */
entries: number, };

export type BackupStatus = { folder: string | null, everyHours: number, newestMs: number | null, 
/**
 * Older than seven days, or none.
 */
overdue: boolean, 
/**
 * Why the last try failed.
 */
lastProblem: Problem | null, };

export type BlobHash = string;

export type BundleExported = { pages: number, entries: number, 
/**
 * Devices that can open it.
 */
recipients: number, 
/**
 * Photographs and documents in it, and their size in bytes.
 */
attachments: number, attachmentBytes: number, 
/**
 * Those for which one bundle has no room.
 */
leftOut: number, };

export type BundleFor = "kyiv" | "hub" | "everything";

export type BundleImported = { 
/**
 * Hex of the device that made it.
 */
madeBy: string, 
/**
 * By that device's clock; UTC ms.
 */
madeMs: number, 
/**
 * Entries that were new here.
 */
came: number, known: number, 
/**
 * Of those that came, how many wait for something they rest on.
 */
parked: number, quarantined: number, 
/**
 * Photographs and documents that are whole here now and were not before.
 */
attachments: number, };

export type CatalogueLanguage = "uk" | "fr";

export type Category = "weapon" | "ammunition" | "vehicle" | "optic" | "communications" | "part" | "other";

export type CenterStatus = { 
/**
 * Host and port.
 */
address: string, 
/**
 * Hex.
 */
key: string, phase: SyncPhase, 
/**
 * When a meeting last ended well; UTC ms.
 */
metMs: number | null, 
/**
 * Everything up to then is in Kyiv, as far as this laptop knows; UTC ms.
 */
completeUntilMs: number | null, 
/**
 * When it is tried again by itself; UTC ms.
 */
nextTryMs: number | null, 
/**
 * On the line since the books were opened, in bytes.
 */
sentBytes: number, receivedBytes: number, 
/**
 * Why the last meeting did not end well.
 */
problem: Problem | null, 
/**
 * The center itself found its database changed behind its back: when; UTC ms.
 */
damagedMs: number | null, 
/**
 * What it did not take when it was last offered.
 */
untaken: Array<Untaken>, };

export type Changed = { 
/**
 * The kind's name, as in `event-<name>`.
 */
what: string, count: number, };

export type Code = { code: string, name: string, };

export type Command = { "command": "describe-hub", description: HubDescription, } | { "command": "add-item", id: ItemId, details: ItemDetails, } | { "command": "change-item", id: ItemId, details: ItemDetails, } | { "command": "add-place", id: PlaceId, details: PlaceDetails, } | { "command": "change-place", id: PlaceId, details: PlaceDetails, } | { "command": "add-person", id: PersonId, details: PersonDetails, personal: PersonalDetails, } | { "command": "change-person", id: PersonId, details: PersonDetails, personal: PersonalDetails | null, } | { "command": "add-unit", id: UnitId, details: UnitDetails, } | { "command": "change-unit", id: UnitId, details: UnitDetails, } | { "command": "add-lot", id: LotId, details: LotDetails, } | { "command": "change-lot", id: LotId, details: LotDetails, } | { "command": "receive-assets" } & ReceiveAssets | { "command": "change-asset", id: AssetId, details: AssetDetails, } | { "command": "move-assets", assets: Array<AssetId>, to: PlaceId, particulars: Particulars, } | { "command": "issue-assets" } & IssueAssets | { "command": "return-assets" } & ReturnAssets | { "command": "change-asset-condition", assets: Array<AssetId>, to: ConditionCode, particulars: Particulars, } | { "command": "report-lost", assets: Array<AssetId>, circumstances: string, witness: PersonId | null, particulars: Particulars, } | { "command": "report-found", asset: AssetId, at: PlaceId, condition: ConditionCode, particulars: Particulars, } | { "command": "record-sighting", assets: Array<AssetId>, at: PlaceId | null, particulars: Particulars, } | { "command": "receive-stock" } & ReceiveStock | { "command": "move-stock", line: StockKey, to: PlaceId, quantity: Quantity, particulars: Particulars, } | { "command": "issue-stock", line: StockKey, to: Holder, quantity: Quantity, particulars: Particulars, } | { "command": "return-stock", line: StockKey, to: PlaceId, condition: ConditionCode, quantity: Quantity, particulars: Particulars, } | { "command": "change-stock-condition", line: StockKey, to: ConditionCode, quantity: Quantity, particulars: Particulars, } | { "command": "correct", act: ActId, particulars: Particulars, } | { "command": "settle-discrepancy", discrepancy: string, whereabouts: Whereabouts | null, finding: string, } | { "command": "record-import", id: ImportId, fileName: string, fileHash: string, rows: number, } | { "command": "attach", id: AttachmentId, details: AttachmentDetails, } | { "command": "withdraw-attachment", id: AttachmentId, reason: string, };

export type ConditionCode = "A" | "B" | "C" | "D" | "E" | "F" | "G" | "H" | "J" | "K" | "L" | "M" | "N" | "P" | "Q" | "R" | "S" | "T" | "V" | "X";

export type Counts = { assets: number, weapons: number, stockLines: number, issuedAssets: number, lostAssets: number, openDiscrepancies: number, items: number, people: number, places: number, parked: number, quarantined: number, 
/**
 * Entries on this laptop in all, and when the latest act was written.
 */
entries: number, latestMs: number | null, };

export type Date = string;

export type DeviceRow = { 
/**
 * Hex.
 */
key: string, 
/**
 * As timelines show it.
 */
name: string, 
/**
 * Code name of its hub, if its books are held here; of coordination: none.
 */
hub: string | null, coordination: boolean, own: boolean, ownHub: boolean, cut: boolean, 
/**
 * The newest act of it that is held here; UTC ms. How old what is known of it is.
 */
latestMs: number | null, };

export type DiscrepancyKind = "custody-conflict" | "stock-below-zero" | "serial-twice" | "fork";

export type DiscrepancyRow = { 
/**
 * Hex.
 */
id: string, kind: DiscrepancyKind, status: DiscrepancyStatus, subject: SubjectId, 
/**
 * "asset", "stock", or "serial" where two things bear one; others as they come.
 */
subjectKind: string, 
/**
 * Serial and item, or item and place.
 */
subjectName: string, subjectNameIn: Translated, 
/**
 * The acts that disagree, with who did them.
 */
between: Array<TimelineRow>, openedMs: number, 
/**
 * The code name of the hub whose books it stands in; none where that has not said it.
 */
hub: string | null, };

export type DiscrepancyStatus = "open" | "settled";

export type Ended = { "end": "imported", job: number, report: ImportReport, } | { "end": "bundle-written", job: number, path: string, written: BundleExported, } | { "end": "bundle-taken", job: number, taken: BundleImported, } | { "end": "laptop-admitted", job: number, path: string, written: BundleExported, } | { "end": "answer-taken", job: number, taken: BundleImported, } | { "end": "verified", job: number, report: VerifyReport, } | { "end": "finished", job: number, } | { "end": "failed", job: number, problem: Problem, };

export type Establishment = { item: ItemId, quantity: Quantity, };

export type ExportFormat = "csv" | "xlsx" | "pdf" | "json";

export type Facet = { key: string, values: Array<FacetValue>, };

export type FacetValue = { 
/**
 * What to filter by.
 */
value: string, 
/**
 * What to show where the value is an id.
 */
label: string | null, count: number, };

export type FileProblem = { "reason": "not-found" } | { "reason": "unreadable", detail: string, } | { "reason": "wrong-type" } | { "reason": "too-large", mostBytes: number, } | { "reason": "expands-too-far", mostBytes: number, } | { "reason": "too-many-columns", most: number, } | { "reason": "too-many-rows", most: number, } | { "reason": "cell-too-long", row: number, most: number, } | { "reason": "merged-cells", row: number, 
/**
 * As a spreadsheet names them: "B2:B5".
 */
cells: string, } | { "reason": "no-rows" } | { "reason": "unknown-encoding" } | { "reason": "column-missing", field: string, } | { "reason": "not-attachable" } | { "reason": "damaged-picture" } | { "reason": "attachment-too-large", mostMebibytes: number, } | { "reason": "picture-too-large", mostMegapixels: number, } | { "reason": "not-a-backup" } | { "reason": "cannot-write", detail: string, } | { "reason": "encrypted" };

export type Found = { kind: FoundKind, id: string, 
/**
 * Serial, item name, lot number, place path, person's or unit's name.
 */
title: string, titleIn: Translated, 
/**
 * What it is or where: an asset's item and whereabouts, an item's NSN.
 */
detail: string | null, detailIn: Translated, 
/**
 * The whole text typed or scanned names this one exactly.
 */
exact: boolean, 
/**
 * The code name of the hub whose books it stands in; none where that has not said it.
 */
hub: string | null, };

export type FoundKind = "asset" | "item" | "lot" | "place" | "person" | "unit";

export type HandedAsset = { id: AssetId, condition: ConditionCode, kitMissing: Array<KitPart>, };

export type Hazard = { 
/**
 * Four digits.
 */
unNumber: string | null, 
/**
 * Hazard division and compatibility group, for example "1.4S".
 */
code: string | null, 
/**
 * Net explosive quantity of one unit of issue, in milligrams; unset means unknown, not zero.
 */
netExplosiveMg: number | null, 
/**
 * Truly holds no explosive (drill, training dummy).
 */
inert: boolean, };

export type Holder = { "type": "person", "id": PersonId } | { "type": "unit", "id": UnitId };

export type HubDescription = { 
/**
 * `HUB-…`; a label, not an identity.
 */
code: string, 
/**
 * Printed on every window, page and export.
 */
classification: string | null, 
/**
 * A sandbox: nothing in it is real.
 */
training: boolean, name: string | null, };

export type HubStatus = { code: string, name: string | null, classification: string | null, training: boolean, 
/**
 * A coordination laptop: it holds every hub's books and keeps none of its own.
 */
coordination: boolean, 
/**
 * Hex of the hub's authority-given id; of coordination: the network's authority key.
 */
id: string, };

export type ImportDraft = { path: string, fileName: string, kind: ImportKind, 
/**
 * "csv" or "xlsx".
 */
format: string, 
/**
 * "utf-8", "utf-16le", "utf-16be", "windows-1251" for CSV.
 */
encoding: string | null, sheets: Array<string>, sheet: string | null, 
/**
 * Header cells in order.
 */
columns: Array<string>, 
/**
 * The first rows, as text.
 */
sample: Array<Array<string>>, rows: number, 
/**
 * Guess, or what was chosen last time for a file with these columns.
 */
mapping: Mapping, 
/**
 * The mapping comes from an earlier import of such a file.
 */
remembered: boolean, 
/**
 * Fields this kind knows, and whether each is needed.
 */
fields: Array<ImportField>, };

export type ImportField = { 
/**
 * "name", "nsn", "serial", "quantity", "place", "condition", "lot", "maker", "price" …
 */
key: string, required: boolean, };

export type ImportId = string;

export type ImportKind = "items" | "assets" | "stock";

export type ImportPlan = { path: string, kind: ImportKind, sheet: string | null, mapping: Mapping, 
/**
 * Code of the place for rows that name none; made if it does not exist.
 */
place: string, condition: ConditionCode, 
/**
 * Check everything, save nothing.
 */
dryRun: boolean, };

export type ImportReport = { dryRun: boolean, 
/**
 * Saved: all rows, or none.
 */
saved: boolean, 
/**
 * This file was imported before: nothing to do.
 */
already: boolean, rows: number, items: number, places: number, lots: number, assets: number, 
/**
 * Assets without a serial, given "unmarked-n" and flagged for checking.
 */
unmarked: number, stockLines: number, 
/**
 * At most 1,000 are listed.
 */
errors: Array<RowError>, errorRows: number, warnings: Array<RowError>, act: ActId | null, };

export type IncomingAsset = { id: AssetId, details: AssetDetails, condition: ConditionCode, kitMissing: Array<KitPart>, 
/**
 * A person has looked at the serials this one could be mistaken for and says it is another.
 */
lookedAlike: boolean, };

export type IncomingStock = { place: PlaceId, item: ItemId, lot: LotId | null, condition: ConditionCode, quantity: Quantity, };

export type IssueAssets = { assets: Array<HandedAsset>, to: Holder, witness: PersonId | null, particulars: Particulars, };

export type ItemCard = { row: ItemRow, details: ItemDetails, lots: Array<LotRow>, needsNewer: boolean, };

export type ItemDetails = { 
/**
 * As the catalogue names it.
 */
name: string, 
/**
 * The same in Ukrainian, where known.
 */
nameUk: string | null, 
/**
 * The same in French, where known.
 */
nameFr: string | null, nsn: Nsn | null, 
/**
 * The hub's own code; an item without an NSN needs one, an obvious one.
 */
localCode: string | null, partNumbers: Array<string>, supplyClass: SupplyClass, category: Category, 
/**
 * Two letters, from the units-of-issue table.
 */
unitOfIssue: string, tracking: Tracking, hazard: Hazard, price: UnitPrice | null, 
/**
 * What makes one complete.
 */
kit: Array<KitPart>, calibre: string | null, note: string | null, };

export type ItemFilter = { 
/**
 * Part of a name, NSN, local code or part number.
 */
text?: string | null, category?: Category | null, supplyClass?: SupplyClass | null, tracking?: Tracking | null, 
/**
 * Only items of which something is on the books.
 */
held?: boolean | null, 
/**
 * The code name of the hub whose books they stand in.
 */
hub?: string | null, };

export type ItemId = string;

export type ItemRow = { id: ItemId, name: string, nameUk: string | null, nameFr: string | null, 
/**
 * Grouped.
 */
nsn: string | null, localCode: string | null, category: Category, supplyClass: SupplyClass, unitOfIssue: string, tracking: Tracking, 
/**
 * In the store, units of issue or assets.
 */
onHand: number, 
/**
 * On hand receipt.
 */
issued: number, hazardCode: string | null, 
/**
 * The code name of the hub whose books it stands in; none where that has not said it.
 */
hub: string | null, };

export type Job = { "job": "import", plan: ImportPlan, } | { "job": "export-bundle", of: BundleFor, path: string, 
/**
 * With the photographs and documents whoever it is for is not known to hold.
 */
attachments: boolean, } | { "job": "import-bundle", path: string, } | { "job": "admit-laptop", request: string, 
/**
 * As the new laptop shows them.
 */
words: string, 
/**
 * A role's name, as in `role-<name>`.
 */
role: string, 
/**
 * Where the answer goes.
 */
answer: string, } | { "job": "take-answer", path: string, } | { "job": "verify" } | { "job": "rebuild" };

export type Keeping = { "type": "place", "id": PlaceId } | { "type": "holder", "id": Holder };

export type KeptBy = "place" | "holder";

export type KitPart = { name: string, quantity: Quantity, };

export type LaptopRequest = { 
/**
 * Who comes with it.
 */
person: string, rank: string | null, 
/**
 * As timelines will show it.
 */
laptop: string, 
/**
 * By its own clock; UTC ms.
 */
madeMs: number, 
/**
 * It was let in before: another answer can be written.
 */
admitted: boolean, };

export type LoggedIn = { id: PersonId, name: string | null, duty: string | null, 
/**
 * Role names as in the Roster.
 */
roles: Array<string>, };

export type LookAlike = { asset: AssetId, item: ItemId, 
/**
 * As marked.
 */
serial: string, };

export type LotCard = { row: LotRow, itemName: string, itemNameIn: Translated, details: LotDetails, needsNewer: boolean, };

export type LotDetails = { item: ItemId, 
/**
 * As marked.
 */
number: string, maker: string | null, madeOn: Date | null, expiresOn: Date | null, testDueOn: Date | null, provenance: Provenance, note: string | null, };

export type LotId = string;

export type LotRow = { id: LotId, item: ItemId, number: string, maker: string | null, madeOn: Date | null, expiresOn: Date | null, onHand: number, issued: number, 
/**
 * The code name of the hub whose books it stands in; none where that has not said it.
 */
hub: string | null, };

export type Mapping = { 
/**
 * Field key to column header.
 */
columns: { [key in string]: string }, 
/**
 * Field key to a fixed value for all rows.
 */
fixed: { [key in string]: string }, 
/**
 * Day-first, month-first or ISO: "dmy", "mdy", "ymd".
 */
dates: string | null, };

export type MediaType = "jpeg" | "png" | "webp" | "pdf";

export type NearbyLaptop = { 
/**
 * Hex.
 */
key: string, 
/**
 * As timelines show it.
 */
name: string, address: string, 
/**
 * When what it holds was last fetched; UTC ms.
 */
metMs: number | null, 
/**
 * Why the last visit did not end well.
 */
problem: Problem | null, };

export type NearbyStatus = { on: boolean, 
/**
 * Where this laptop answers the others; none while it does not.
 */
port: number | null, 
/**
 * Those that were found since the books were opened.
 */
laptops: Array<NearbyLaptop>, 
/**
 * Why nobody is met now.
 */
problem: Problem | null, };

export type NetworkStatus = { 
/**
 * Hex of the network's authority key; none for a hub that stands alone.
 */
network: string | null, 
/**
 * The key that vouches for new laptops of this hub (of coordination: for hubs too) lies in this store.
 */
holdsAuthority: boolean, center: CenterStatus | null, waiting: WaitingActs, attachments: AttachmentsStatus, 
/**
 * Acts that wait for something they rest on.
 */
parked: number, 
/**
 * What those wait for.
 */
awaited: Array<AwaitedActs>, 
/**
 * Acts set apart because their writer had no right to them, or was cut.
 */
quarantined: number, 
/**
 * Laptops of this hub first, then the others.
 */
devices: Array<DeviceRow>, 
/**
 * Fewer meetings and smaller pages, for lines that are paid by the megabyte; of photographs and documents only
 * small ones go by themselves.
 */
metered: boolean, 
/**
 * None on a laptop of coordination.
 */
nearby: NearbyStatus | null, };

export type Notice = { "notice": "topics", topics: Array<string>, } | { "notice": "status" } | { "notice": "progress", progress: Progress, } | { "notice": "ended", ended: Ended, };

export type Nsn = string;

export type NsnWarning = "letter-in-niin" | "unknown-country" | "unknown-class";

export type Operation = { "operation": "create-hub", code: string, name: string | null, classification: string | null, person: string, rank: string | null, passphrase: string, } | { "operation": "open-training" } | { "operation": "choose-store", store: StoreName, } | { "operation": "unlock", passphrase: string, } | { "operation": "unlock-with-recovery", code: string, passphrase: string, } | { "operation": "lock" } | { "operation": "confirm-origin", origin: Origin, } | { "operation": "change-passphrase", old: string, new: string, } | { "operation": "check-passphrase", passphrase: string, } | { "operation": "save-recovery-sheet", path: string, language: string, } | { "operation": "prefer", key: string, value: string | null, } | { "operation": "lock-after", minutes: number, } | { "operation": "set-backup", folder: string | null, everyHours: number, } | { "operation": "back-up-now" } | { "operation": "inspect-backup", path: string, } | { "operation": "restore-backup", path: string, } | { "operation": "set-aside" } | { "operation": "salvage", passphrase: string, path: string, } | { "operation": "salvage-with-recovery", code: string, path: string, } | { "operation": "export", list: Query, format: ExportFormat, path: string, language: string, columns: Array<string>, } | { "operation": "attach", id: AttachmentId, to: AttachedTo, path: string, shows: Shows, note: string | null, 
/**
 * Names this submission: sent twice it is saved once.
 */
act: ActId | null, } | { "operation": "save-attachment", id: AttachmentId, path: string, } | { "operation": "set-attachment-room", mebibytes: number, } | { "operation": "hand-receipt", of: ReceiptOf, path: string, language: string, } | { "operation": "read-import", path: string, kind: ImportKind, sheet: string | null, } | { "operation": "join-by-code", code: string, person: string, rank: string | null, passphrase: string, } | { "operation": "ask-to-join", person: string, rank: string | null, passphrase: string, } | { "operation": "save-request", path: string, } | { "operation": "withdraw-request" } | { "operation": "read-request", path: string, 
/**
 * As the new laptop shows them.
 */
words: string, } | { "operation": "found-network", person: string, passphrase: string, } | { "operation": "name-center", 
/**
 * Host and port.
 */
address: string, 
/**
 * Hex; both are printed by `komora-center init`.
 */
center: string, registrar: string, } | { "operation": "save-hub-card", path: string, } | { "operation": "admit-hub", path: string, answer: string, } | { "operation": "join-network", path: string, 
/**
 * Also where the card says of the center something else than is known and was not made later.
 */
evenOlder: boolean, } | { "operation": "save-holdings", path: string, } | { "operation": "save-vouchers", 
/**
 * A role's name, as in `role-<name>`.
 */
role: string, count: number, validDays: number, path: string, } | { "operation": "sync-now" } | { "operation": "stop-sync" } | { "operation": "set-nearby", on: boolean, } | { "operation": "set-metered", metered: boolean, } | { "operation": "send-attachments-now" } | { "operation": "stir" };

export type Origin = "restored-copy" | "damage";

export type OriginFinding = "behind-witness" | "witness-missing" | "other-machine" | "restored";

export type Outcome = { "outcome": "done" } | { "outcome": "created", recoveryCode: string, } | { "outcome": "strength", score: number, longEnough: boolean, atLeast: number, } | { "outcome": "started", job: number, } | { "outcome": "saved", path: string, bytes: number, } | { "outcome": "attached", receipt: Receipt, } | { "outcome": "import", draft: ImportDraft, } | { "outcome": "backup", hub: string, madeMs: number, bytes: number, } | { "outcome": "request", request: LaptopRequest, } | { "outcome": "set-aside", path: string, } | { "outcome": "salvaged", path: string, entries: number, unreadable: number, 
/**
 * Photographs and documents, written to a folder beside the file.
 */
attachments: number, };

export type Page<T> = { total: number, offset: number, rows: Array<T>, };

export type Particulars = { 
/**
 * Number of the paper this act rests on.
 */
document: string | null, remark: string | null, };

export type PersonCard = { row: PersonRow, details: PersonDetails, personal: PersonalDetails | null, needsNewer: boolean, };

export type PersonDetails = { unit: UnitId | null, 
/**
 * What they do at the hub; none for someone who only receives.
 */
duty: string | null, 
/**
 * Has left: nothing new may be issued to them.
 */
left: boolean, };

export type PersonFilter = { text?: string | null, unit?: UnitId | null, 
/**
 * Only those who have something on hand receipt.
 */
holding?: boolean | null, 
/**
 * Include those who have left.
 */
left?: boolean | null, 
/**
 * The code name of the hub whose books they stand in.
 */
hub?: string | null, };

export type PersonId = string;

export type PersonRow = { id: PersonId, 
/**
 * None once erased.
 */
name: string | null, rank: string | null, number: string | null, unit: UnitId | null, unitName: string | null, duty: string | null, left: boolean, assets: number, lines: number, 
/**
 * The code name of the hub whose books it stands in; none where that has not said it.
 */
hub: string | null, };

export type PersonalDetails = { name: string, rank: string | null, 
/**
 * Service or identity number.
 */
number: string | null, contact: string | null, };

export type Phase = { "phase": "first-run" } | { "phase": "locked", 
/**
 * Seconds before another try is heard.
 */
waitSeconds: number, } | { "phase": "ask-origin", finding: OriginFinding, } | { "phase": "waiting", 
/**
 * Of the request: five, to be told by another way than the file.
 */
words: string, 
/**
 * Who comes with this laptop.
 */
person: string, 
/**
 * When it asked, by its own clock; UTC ms.
 */
madeMs: number, } | { "phase": "open" } | { "phase": "damaged", detail: string, } | { "phase": "newer-store", found: number, known: number, } | { "phase": "in-use" };

export type PlaceCard = { row: PlaceRow, details: PlaceDetails, needsNewer: boolean, };

export type PlaceDetails = { name: string, 
/**
 * Short, unique within the hub, printed on labels.
 */
code: string, kind: PlaceKind, 
/**
 * The place this one is in; none for a site.
 */
parent: PlaceId | null, custodian: PersonId | null, note: string | null, 
/**
 * No longer used: nothing may be put there.
 */
closed: boolean, };

export type PlaceId = string;

export type PlaceKind = "site" | "building" | "arms-room" | "magazine" | "workshop" | "yard" | "rack" | "bin" | "unclassified-isolated";

export type PlaceRow = { id: PlaceId, code: string, name: string, kind: PlaceKind, parent: PlaceId | null, 
/**
 * Codes from the site down, joined by " › ".
 */
path: string, closed: boolean, 
/**
 * Assets here, not below.
 */
assets: number, 
/**
 * Stock lines here, not below.
 */
lines: number, 
/**
 * Assets here and below.
 */
assetsBelow: number, 
/**
 * Stock lines here and below.
 */
linesBelow: number, custodianName: string | null, 
/**
 * The code name of the hub whose books it stands in; none where that has not said it.
 */
hub: string | null, };

export type Problem = { "problem": "refused", refusal: Refusal, } | { "problem": "locked" } | { "problem": "wrong-passphrase", waitSeconds: number, } | { "problem": "wait-before-next-try", waitSeconds: number, } | { "problem": "weak-passphrase", atLeast: number, } | { "problem": "wrong-recovery-code" } | { "problem": "disk-full" } | { "problem": "disk-failed", detail: string, } | { "problem": "damaged", detail: string, } | { "problem": "newer-store", found: number, known: number, } | { "problem": "in-use" } | { "problem": "no-store" } | { "problem": "origin-unknown", finding: OriginFinding, } | { "problem": "store-exists" } | { "problem": "file", file: FileProblem, } | { "problem": "rows-refused", rows: number, } | { "problem": "sync", sync: SyncProblem, } | { "problem": "no-hub" } | { "problem": "not-here-yet" } | { "problem": "cancelled" } | { "problem": "bad-request", detail: string, } | { "problem": "internal", detail: string, };

export type Progress = { job: number, 
/**
 * A word key: "reading", "checking", "saving", "building", "verifying", "writing", "attaching", "taking".
 */
stage: string, done: number, total: number, };

export type Provenance = { 
/**
 * ISO 3166-1 alpha-3 of the nation that owns it now.
 */
owner: string | null, donor: string | null, 
/**
 * Who first exported it, where that was not the donor.
 */
originalExporter: string | null, 
/**
 * Conditions of use, in the donor's words.
 */
conditionsOfUse: string | null, 
/**
 * The document by which the donor consented to a retransfer; none means none was given.
 */
retransferConsent: string | null, };

export type Quantity = number;

export type Query = { "query": "today" } | { "query": "counts" } | { "query": "hub" } | { "query": "items", filter: ItemFilter, window: Window, } | { "query": "item", id: ItemId, } | { "query": "assets", filter: AssetFilter, window: Window, } | { "query": "asset-facets", filter: AssetFilter, } | { "query": "asset", id: AssetId, } | { "query": "check-serials", item: ItemId, serials: Array<string>, } | { "query": "stock", filter: StockFilter, window: Window, } | { "query": "stock-facets", filter: StockFilter, } | { "query": "stock-line", id: SubjectId, } | { "query": "lots", item: ItemId, } | { "query": "lot", id: LotId, } | { "query": "places", hub: string | null, } | { "query": "place", id: PlaceId, } | { "query": "people", filter: PersonFilter, window: Window, } | { "query": "person", id: PersonId, } | { "query": "units", hub: string | null, } | { "query": "unit", id: UnitId, } | { "query": "search", text: string, limit: number | null, } | { "query": "timeline", subject: SubjectId, window: Window, } | { "query": "attachments", thing: SubjectId, } | { "query": "attachment-bytes", id: AttachmentId, } | { "query": "attachment-room" } | { "query": "acts", sinceMs: number | null, window: Window, } | { "query": "act", act: ActId, } | { "query": "discrepancies", settled: boolean, hub: string | null, window: Window, } | { "query": "network" } | { "query": "tables" };

export type Reach = "here" | "elsewhere" | "center";

export type Receipt = { 
/**
 * Name it to take the act back.
 */
act: ActId, 
/**
 * Event kinds written and how many of each.
 */
changed: Array<Changed>, 
/**
 * Things worth a second look; the act stands all the same.
 */
warnings: Array<Warning>, 
/**
 * Whether a correcting act can take it back.
 */
undoable: boolean, 
/**
 * Parts of the window that now look out of date.
 */
topics: Array<string>, 
/**
 * How long it took from command to disk, in microseconds.
 */
tookUs: number, };

export type ReceiptOf = { "of": "act", act: ActId, } | { "of": "holder", holder: Holder, };

export type ReceiveAssets = { assets: Array<IncomingAsset>, place: PlaceId, 
/**
 * True where this records what lay there when the books began.
 */
opening: boolean, particulars: Particulars, };

export type ReceiveStock = { 
/**
 * Names this receipt, so that sending it twice receives once.
 */
id: ActId, lines: Array<IncomingStock>, opening: boolean, particulars: Particulars, };

export type Refusal = { "kind": "missing", field: string, } | { "kind": "too-long", field: string, most: number, } | { "kind": "not-valid", field: string, value: string, } | { "kind": "unknown", subject: string, id: string, } | { "kind": "exists", subject: string, id: string, } | { "kind": "code-taken", code: string, by: SubjectId, } | { "kind": "niin-taken", niin: string, by: ItemId, } | { "kind": "wrong-tracking", item: ItemId, expected: Tracking, } | { "kind": "quantity-out-of-range", most: Quantity, } | { "kind": "not-enough-stock", onHand: number, requested: Quantity, } | { "kind": "serial-exists", serial: string, existing: Array<AssetId>, } | { "kind": "serial-looks-like", serial: string, similar: Array<LookAlike>, } | { "kind": "serial-repeated", serial: string, } | { "kind": "not-in-store", asset: AssetId, whereabouts: Whereabouts, } | { "kind": "not-issued", asset: AssetId, whereabouts: Whereabouts, } | { "kind": "not-lost", asset: AssetId, } | { "kind": "entered-in-error", asset: AssetId, } | { "kind": "not-issuable", asset: AssetId | null, condition: ConditionCode, } | { "kind": "lot-expired", lot: LotId, on: Date, } | { "kind": "lot-of-another-item", lot: LotId, holds: ItemId, } | { "kind": "in-dispute", subject: SubjectId, } | { "kind": "place-closed", place: PlaceId, } | { "kind": "place-in-use", place: PlaceId, } | { "kind": "place-inside-itself", place: PlaceId, } | { "kind": "holder-gone", subject: SubjectId, } | { "kind": "nothing-changes" } | { "kind": "nothing-named" } | { "kind": "too-many", most: number, } | { "kind": "named-twice", asset: AssetId, } | { "kind": "already-corrected", act: ActId, } | { "kind": "later-acts", act: ActId, subjects: Array<SubjectId>, } | { "kind": "not-correctable", act: ActId, } | { "kind": "no-such-discrepancy", id: string, } | { "kind": "already-imported", import: ImportId, } | { "kind": "needs-newer", subject: SubjectId, } | { "kind": "in-the-future", date: Date, } | { "kind": "bytes-not-here", blob: BlobHash, } | { "kind": "attached-already", attachment: AttachmentId, } | { "kind": "withdrawn-already", attachment: AttachmentId, } | { "kind": "at-row", row: number, refusal: Refusal, };

export type ReturnAssets = { assets: Array<HandedAsset>, to: PlaceId, particulars: Particulars, };

export type RowError = { 
/**
 * From 1, the header included.
 */
row: number, field: string | null, reason: RowReason, };

export type RowReason = { "reason": "missing" } | { "reason": "not-a-number", value: string, } | { "reason": "not-whole", value: string, } | { "reason": "not-a-date", value: string, } | { "reason": "not-a-code", value: string, } | { "reason": "formula" } | { "reason": "contradicts", row: number, } | { "reason": "contradicts-books" } | { "reason": "refused", refusal: Refusal, } | { "reason": "not-an-nsn", value: string, } | { "reason": "unknown-unit-of-issue", value: string, };

export type SerialCheck = { serial: string, 
/**
 * Live assets of the same item with the same normalised serial.
 */
existing: Array<AssetRow>, 
/**
 * Live assets whose serial could be mistaken for it.
 */
similar: Array<AssetRow>, mixedAlphabets: boolean, };

export type Shows = "photograph" | "damage" | "consent" | "certificate" | "other";

export type Status = { version: string, store: StoreName, phase: Phase, 
/**
 * Stores that exist on this laptop.
 */
stores: Array<StoreName>, 
/**
 * Known once unlocked.
 */
hub: HubStatus | null, person: LoggedIn | null, backup: BackupStatus | null, 
/**
 * Locks by itself after this many idle minutes.
 */
lockAfterMinutes: number, 
/**
 * Window preferences (theme, language, column choices …) by key; hold no inventory data.
 */
preferences: { [key in string]: string }, 
/**
 * Asked for by `KOMORA_LANGUAGE`: uk, en or fr. What a person chose goes before it.
 */
language: string | null, 
/**
 * Machine-local short name of this device, as timelines show it.
 */
device: string | null, };

export type StockCard = { row: StockRow, discrepancies: Array<DiscrepancyRow>, needsNewer: boolean, };

export type StockFilter = { text?: string | null, category?: Category | null, supplyClass?: SupplyClass | null, tracking?: Tracking | null, item?: ItemId | null, lot?: LotId | null, 
/**
 * At this place or below it.
 */
place?: PlaceId | null, holder?: Holder | null, condition?: ConditionCode | null, 
/**
 * Places where empty.
 */
kept?: KeptBy | null, disputed?: boolean | null, 
/**
 * The code name of the hub whose books they stand in.
 */
hub?: string | null, };

export type StockKey = { at: Keeping, item: ItemId, lot: LotId | null, condition: ConditionCode, };

export type StockRow = { 
/**
 * The line's subject, for its timeline.
 */
id: SubjectId, key: StockKey, itemName: string, itemNameIn: Translated, nsn: string | null, localCode: string | null, category: Category, supplyClass: SupplyClass, unitOfIssue: string, lotNumber: string | null, expiresOn: Date | null, whereName: string | null, condition: ConditionCode, quantity: number, disputed: boolean, 
/**
 * The code name of the hub whose books it stands in; none where that has not said it.
 */
hub: string | null, };

export type StoreName = "hub" | "training";

export type SubjectId = string;

export type SupplyClass = "I" | "II" | "III" | "IIIa" | "IV" | "V";

export type SyncPhase = "off" | "fetching" | "handing-over" | "live" | "resting";

export type SyncProblem = { "kind": "not-joined" } | { "kind": "already-joined" } | { "kind": "no-authority" } | { "kind": "mistyped-code" } | { "kind": "newer-code" } | { "kind": "wrong-code" } | { "kind": "expired-code" } | { "kind": "code-for-nobody" } | { "kind": "unreachable" } | { "kind": "broken-off" } | { "kind": "too-slow" } | { "kind": "not-the-center" } | { "kind": "unknown-device" } | { "kind": "revoked" } | { "kind": "newer-protocol", newest: number, } | { "kind": "slow-down", waitSeconds: number, } | { "kind": "cannot-keep" } | { "kind": "bad-answer", detail: string, } | { "kind": "fault", detail: string, } | { "kind": "foreign-code" } | { "kind": "older-card", madeOn: Date, knownOn: Date, } | { "kind": "bad-card" } | { "kind": "not-a-bundle" } | { "kind": "newer-bundle", form: number, } | { "kind": "bundle-for-others" } | { "kind": "foreign-bundle" } | { "kind": "bundle-damaged" } | { "kind": "bundle-cut" } | { "kind": "wrong-attachment" } | { "kind": "nobody-to-send-to" } | { "kind": "nobody-nearby" } | { "kind": "awaits-answer" } | { "kind": "nothing-asked" } | { "kind": "not-a-request" } | { "kind": "newer-request", form: number, } | { "kind": "wrong-words" } | { "kind": "request-damaged" } | { "kind": "not-administrator" } | { "kind": "requester-cut" } | { "kind": "person-taken" } | { "kind": "foreign-answer" };

export type TableEdition = { table: string, authority: string, edition: string, confirmed: boolean, };

export type Tables = { unitsOfIssue: Array<Code>, nsnClasses: Array<Code>, nations: Array<string>, 
/**
 * After so many days what lies in store is due to be looked at.
 */
sightingDueDays: number, 
/**
 * So many days before it expires a lot is worth a warning.
 */
expiringDays: number, 
/**
 * Table name to authority, edition and whether it is confirmed.
 */
editions: Array<TableEdition>, };

export type Task = { "task": "settle-discrepancy", row: DiscrepancyRow, } | { "task": "back-up", newestMs: number | null, } | { "task": "check-unmarked", count: number, } | { "task": "sight-assets", count: number, days: number, } | { "task": "expiring-lots", count: number, days: number, } | { "task": "lost", count: number, } | { "task": "bring-in" } | { "task": "parked-or-quarantined", parked: number, quarantined: number, };

export type TimelineRow = { 
/**
 * The act it belongs to.
 */
act: ActId, subject: SubjectId, 
/**
 * The entry's hash, hex.
 */
entry: string, kind: number, 
/**
 * The kind's name ([`domain::kinds::name`]), "unknown" for one this Komora does not know.
 */
what: string, 
/**
 * The event as JSON, ids resolved in `names`; none for a kind this Komora does not know.
 */
event: unknown, 
/**
 * Names of the ids the event mentions.
 */
names: { [key in string]: string }, 
/**
 * The same names in other languages; only those that have any.
 */
namesIn: { [key in string]: Translated }, atMs: number, 
/**
 * The machine's clock could not be trusted.
 */
atUnsure: boolean, actor: PersonId, actorName: string | null, 
/**
 * The second person: who signed it beside the actor, or whom the act names.
 */
witnessName: string | null, 
/**
 * Short name of the machine that wrote it.
 */
device: string, 
/**
 * This machine wrote it.
 */
own: boolean, 
/**
 * "folded", "parked" or "quarantined".
 */
status: string, 
/**
 * The actor's own signature stands beside it.
 */
signed: boolean, 
/**
 * This act was taken back later by that act.
 */
correctedBy: ActId | null, 
/**
 * The act stands and is one that can be taken back; what rests on it by now may still forbid it.
 */
undoable: boolean, 
/**
 * How far the act has travelled; none where the hub stands alone.
 */
reach: Reach | null, };

export type TodayAnswer = { tasks: Array<Task>, done: Array<ActRow>, doneTotal: number, counts: Counts, };

export type Tracking = "serial" | "lot" | "bulk";

export type Translated = { uk: string | null, fr: string | null, };

export type UnitCard = { row: UnitRow, details: UnitDetails, recipients: Array<PersonRow>, needsNewer: boolean, };

export type UnitDetails = { 
/**
 * Never the real designation where that is sensitive.
 */
codeName: string, 
/**
 * ISO 3166-1 alpha-3.
 */
nation: string, parent: UnitId | null, 
/**
 * Who may sign for the unit.
 */
authorisedRecipients: Array<PersonId>, establishment: Array<Establishment>, note: string | null, disbanded: boolean, };

export type UnitId = string;

export type UnitPrice = { 
/**
 * In the currency's hundredths.
 */
minor: number, 
/**
 * ISO 4217, three capital letters.
 */
currency: string, 
/**
 * The day the price was true.
 */
on: Date | null, };

export type UnitRow = { id: UnitId, codeName: string, nation: string, parent: UnitId | null, parentName: string | null, disbanded: boolean, assets: number, lines: number, 
/**
 * The code name of the hub whose books it stands in; none where that has not said it.
 */
hub: string | null, };

export type Untaken = { 
/**
 * Hex of the laptop that wrote it.
 */
key: string, 
/**
 * As timelines show it.
 */
name: string, 
/**
 * It says who belongs to the hub or the network, not what is in store.
 */
membership: boolean, 
/**
 * Acts of the books.
 */
acts: number, 
/**
 * The acts, and what else was written with them.
 */
entries: number, why: WhyUntaken, };

export type VerifyProblem = { "kind": "unreadable", 
/**
 * Hex.
 */
feed: string, seq: number, } | { "kind": "wrong-hash", feed: string, seq: number, } | { "kind": "broken-chain", feed: string, seq: number, } | { "kind": "forged-seal", feed: string, seq: number, } | { "kind": "unsealed", feed: string, seq: number, } | { "kind": "forged-evidence", feed: string, seq: number, } | { "kind": "wrong-standing", feed: string, seq: number, } | { "kind": "wrong-state", subject: string, } | { "kind": "wrong-discrepancies" } | { "kind": "wrong-table", table: string, } | { "kind": "other-version" } | { "kind": "wrong-blob", 
/**
 * Hex.
 */
blob: string, 
/**
 * As it was called when it was attached, where an attachment still names it.
 */
fileName: string | null, } | { "kind": "head-witness" };

export type VerifyReport = { entries: number, feeds: number, 
/**
 * Things whose rows were compared with their history.
 */
subjects: number, 
/**
 * Empty when all is well.
 */
problems: Array<VerifyProblem>, };

export type WaitingActs = { 
/**
 * Counted up to 10,000.
 */
acts: number, 
/**
 * When the oldest was done; UTC ms.
 */
oldestMs: number | null, };

export type WaitingAttachments = { attachments: number, bytes: number, };

export type Warning = { "kind": "nsn", nsn: string, warning: NsnWarning, } | { "kind": "mixed-alphabets", serial: string, } | { "kind": "serial-unmarked", serial: string, } | { "kind": "serial-looks-like", serial: string, similar: Array<LookAlike>, } | { "kind": "lot-expiring", lot: LotId, on: Date, } | { "kind": "lot-expired", lot: LotId, on: Date, } | { "kind": "hazard-differs", unNumber: string, code: string, } | { "kind": "hazard-unknown" };

export type Whereabouts = { "type": "stored", "id": PlaceId } | { "type": "issued", "id": Holder } | { "type": "lost" } | { "type": "entered-in-error" };

export type WhereaboutsKind = "stored" | "issued" | "lost" | "entered-in-error";

export type WhyUntaken = "unknown-laptop" | "hub-outside" | "not-allowed" | "unreadable" | "too-large" | "gap" | "too-many-branches" | "other";

export type Window = { offset: number, 
/**
 * At most 1,000 are given.
 */
limit: number, 
/**
 * A column's key; the list's own order where empty or unknown.
 */
sort?: string | null, descending: boolean, 
/**
 * Items stand by their names in this language, where they have one.
 */
namesIn?: CatalogueLanguage | null, };

export type Withdrawn = { atMs: number, byName: string | null, reason: string, };

/** What each question is answered with. */
export interface Answers {
  "today": TodayAnswer;
  "counts": Counts;
  "hub": HubDescription;
  "items": Page<ItemRow>;
  "item": ItemCard;
  "assets": Page<AssetRow>;
  "asset-facets": Array<Facet>;
  "asset": AssetCard;
  "check-serials": Array<SerialCheck>;
  "stock": Page<StockRow>;
  "stock-facets": Array<Facet>;
  "stock-line": StockCard;
  "lots": Array<LotRow>;
  "lot": LotCard;
  "places": Array<PlaceRow>;
  "place": PlaceCard;
  "people": Page<PersonRow>;
  "person": PersonCard;
  "units": Array<UnitRow>;
  "unit": UnitCard;
  "search": Array<Found>;
  "timeline": Page<TimelineRow>;
  "attachments": Array<AttachmentRow>;
  "attachment-bytes": AttachmentBytes;
  "attachment-room": AttachmentRoom;
  "acts": Page<ActRow>;
  "act": Array<TimelineRow>;
  "discrepancies": Page<DiscrepancyRow>;
  "network": NetworkStatus;
  "tables": Tables;
}
