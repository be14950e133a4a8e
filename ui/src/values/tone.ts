/** How good news is. Always shown as word + shape + colour. */
export type Tone = "ok" | "info" | "warn" | "bad";
