const BETWEEN = /[\s\-–·,:/›]+/;

/** Whether words typed into the palette mean a command: every typed word begins a word of it. */
export function matches(typed: string, label: string): boolean {
  // Codes are cut on both sides: whoever types "AR-1" means the place that is labelled so.
  const wanted = fold(typed).split(BETWEEN).filter(Boolean);
  const offered = fold(label).split(BETWEEN);
  return wanted.every((word) => offered.some((part) => part.startsWith(word)));
}

/** Without case and accents; й and ї keep their meaning by losing their marks on both sides alike. */
function fold(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
