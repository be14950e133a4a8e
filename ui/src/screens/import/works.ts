/** The import under way, found again when its screen is left and come back to. */

import type { Drafts } from "../../state/drafts.svelte";
import { LongWork } from "./work.svelte";

const works = new WeakMap<Drafts, LongWork>();

export function workOf(drafts: Drafts): LongWork {
  const work = works.get(drafts) ?? new LongWork();
  works.set(drafts, work);
  return work;
}
