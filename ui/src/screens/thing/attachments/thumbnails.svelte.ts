import type { AttachmentBytes } from "../../../api";
import { dataUrl } from "./strip";

/** The longer side of a small picture, in pixels: sharp enough on a dense screen. */
const EDGE = 240;

/**
 * Small pictures for the tiles, made one after the other: a photograph has megabytes, its tile a few
 * kilobytes, and only those are kept.
 */
export class Thumbnails {
  #made = $state.raw<Readonly<Record<string, string | null>>>({});
  #wanted: string[] = [];
  #busy = false;
  #read: (id: string) => Promise<AttachmentBytes>;
  #shrink: (url: string, edge: number) => Promise<string>;

  constructor(
    read: (id: string) => Promise<AttachmentBytes>,
    shrink: (url: string, edge: number) => Promise<string> = shrunk,
  ) {
    this.#read = read;
    this.#shrink = shrink;
  }

  /** The small picture; null where it cannot be shown, undefined while it is not made. */
  of(id: string): string | null | undefined {
    return this.#made[id];
  }

  /** Makes it when its turn comes. Asked again it is made once. */
  want(id: string): void {
    if (id in this.#made || this.#wanted.includes(id)) return;
    this.#wanted.push(id);
    void this.#work();
  }

  async #work(): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    for (let id = this.#wanted[0]; id !== undefined; id = this.#wanted[0]) {
      const made = await this.#make(id);
      this.#made = { ...this.#made, [id]: made };
      this.#wanted.shift();
    }
    this.#busy = false;
  }

  async #make(id: string): Promise<string | null> {
    try {
      return await this.#shrink(dataUrl(await this.#read(id)), EDGE);
    } catch {
      // The tile says so; opening it tells the reason.
      return null;
    }
  }
}

/** The same picture, no side longer than `edge` pixels. */
async function shrunk(url: string, edge: number): Promise<string> {
  const image = new Image();
  image.src = url;
  await image.decode();
  const { naturalWidth: width, naturalHeight: height } = image;
  const scale = Math.min(1, edge / Math.max(width, height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL("image/png");
}
