// Pictures of the window, taken from the memory of the virtual screen (`Xvfb -fbdir`): WebDriver's own
// wait for a frame that a window at rest never paints.

import { readFileSync, writeFileSync } from "node:fs";
import { crc32, deflateSync } from "node:zlib";

/** Where the virtual screen lies; unset on a real screen, of which no pictures are taken. */
const screen = process.env.KOMORA_SCREEN;

/** Saves this part of the screen as PNG. */
export function savePicture(file, { x: left, y: top, width, height }) {
  if (!screen) return;
  const { data, start, perLine } = readScreen(readFileSync(screen));
  const lines = Buffer.alloc(height * (1 + width * 3));
  for (let y = 0, out = 0; y < height; y += 1) {
    lines[out++] = UNFILTERED;
    for (let x = 0; x < width; x += 1) {
      const at = start + (top + y) * perLine + (left + x) * 4;
      lines[out++] = data[at + 2];
      lines[out++] = data[at + 1];
      lines[out++] = data[at];
    }
  }
  writeFileSync(file, png(width, height, lines));
}

/** Each colour as it is: flat surfaces and repeated letters pack best so. */
const UNFILTERED = 0;

/** The X window dump: a head of big-endian words, a colour map, then lines of blue, green, red, unused. */
function readScreen(data) {
  const word = (index) => data.readUInt32BE(index * 4);
  const [head, perLine, colours] = [word(0), word(12), word(19)];
  return { data, perLine, start: head + colours * 12 };
}

function png(width, height, lines) {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const body = deflateSync(lines, { level: 9 });
  return Buffer.concat([signature, chunk("IHDR", head), chunk("IDAT", body), chunk("IEND", Buffer.alloc(0))]);
}

function chunk(name, body) {
  const named = Buffer.concat([Buffer.from(name, "latin1"), body]);
  const framed = Buffer.alloc(named.length + 8);
  framed.writeUInt32BE(body.length, 0);
  named.copy(framed, 4);
  framed.writeUInt32BE(crc32(named), named.length + 4);
  return framed;
}
