// Photographs as a telephone writes them: a picture, and beside it where it was taken.

import { deflateSync } from "node:zlib";

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** Where a photograph was taken: must never be kept. */
export const PLACE = "48.4647 N 35.0462 E";

/** A PNG of this size, fading from dark to one colour; with the place it was taken at, where asked. */
export function photograph({ width = 320, height = 240, colour = [150, 120, 80], place = true } = {}) {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const rows = Buffer.alloc(height * (1 + width * 3));
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const at = y * (1 + width * 3) + 1 + x * 3;
      rows.set(
        colour.map((part) => Math.round((part * (x + y)) / (width + height))),
        at,
      );
    }
  }
  return Buffer.concat([
    SIGNATURE,
    chunk("IHDR", head),
    ...(place ? [chunk("tEXt", Buffer.from(`Location\0${PLACE}`, "latin1"))] : []),
    chunk("IDAT", deflateSync(rows)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function chunk(kind, held) {
  const checked = Buffer.concat([Buffer.from(kind, "latin1"), held]);
  const around = Buffer.alloc(8);
  around.writeUInt32BE(held.length, 0);
  around.writeUInt32BE(checksum(checked), 4);
  return Buffer.concat([around.subarray(0, 4), checked, around.subarray(4)]);
}

/** CRC-32 as PNG has it, bit by bit. */
function checksum(bytes) {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return (sum ^ 0xffffffff) >>> 0;
}
