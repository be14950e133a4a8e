/** What the strip of photographs and documents shows, and in which words. Pure. */

import type { AttachmentBytes, AttachmentRow, MediaType, Shows } from "../../../api";

export const SHOWS: readonly Shows[] = ["photograph", "damage", "consent", "certificate", "other"];

/** As files of each type end; the first is given to a name that has none of them. */
export const ENDINGS: Readonly<Record<MediaType, readonly string[]>> = {
  jpeg: ["jpg", "jpeg"],
  png: ["png"],
  webp: ["webp"],
  pdf: ["pdf"],
};

const MIME: Readonly<Record<MediaType, string>> = {
  jpeg: "image/jpeg",
  png: "image/png",
  webp: "image/webp",
  pdf: "application/pdf",
};

/** The part of a language this needs. */
export interface Speaker {
  t(key: string, args?: Record<string, string | number>): string;
}

/** A picture can be looked at here; a document is saved and opened elsewhere. */
export function isPicture({ mediaType }: Pick<AttachmentRow, "mediaType">): boolean {
  return mediaType !== "pdf";
}

/** The type comes from the closed list of the books, never from what the bytes say of themselves. */
export function dataUrl({ mediaType, base64 }: AttachmentBytes): string {
  return `data:${MIME[mediaType]};base64,${base64}`;
}

/** What was added by mistake stands apart. */
export function standing(rows: readonly AttachmentRow[]): AttachmentRow[] {
  return rows.filter(({ withdrawn }) => withdrawn === null);
}

/**
 * The name a copy is saved under: with the ending of what the bytes are. A name is whatever its writer's laptop said:
 * it must not lead into another folder, nor be read otherwise than it is.
 */
export function copyName(row: AttachmentRow): string {
  const { mediaType } = row;
  const fileName = row.fileName.replace(/[/\\]|\p{Cc}|\p{Cf}/gu, "_");
  const ending = fileName.split(".").at(-1)?.toLowerCase() ?? "";
  const fits = fileName.includes(".") && ENDINGS[mediaType].includes(ending);
  return fits ? fileName : `${fileName}.${ENDINGS[mediaType][0]}`;
}

/** The one before or after, among those whose bytes are here; none at the end. */
export function neighbour(
  rows: readonly AttachmentRow[],
  id: string,
  step: -1 | 1,
): AttachmentRow | undefined {
  const seen = rows.filter((row) => row.whole || row.id === id);
  return seen[seen.findIndex((row) => row.id === id) + step];
}
