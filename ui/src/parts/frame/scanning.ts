/** Hears a scanner or a paste anywhere in the window, and leaves typing people alone. */

import { ScanDetector, findable } from "../../values/scan";

/** Starts hearing. Returns the way to stop. */
export function hearScans(found: (code: string) => void): () => void {
  const detector = new ScanDetector();
  let before: { input: HTMLInputElement | HTMLTextAreaElement; value: string } | null = null;

  function press(event: KeyboardEvent) {
    // Controls that want scans themselves say so.
    if (takesScans(event.target) || event.ctrlKey || event.altKey || event.metaKey) {
      detector.clear();
      return;
    }
    const input = typingInto(event.target);
    const { key, code, shiftKey } = event;
    const scan = detector.press({ key, code, shift: shiftKey, at_ms: event.timeStamp });
    if (detector.length === 1) before = input && { input, value: input.value };
    if (scan === null) {
      // Within a burst no key may press a button or move a list.
      if (detector.length > 1 && !input) swallow(event);
      return;
    }
    swallow(event);
    restore(before);
    found(scan);
  }

  function paste(event: ClipboardEvent) {
    if (typingInto(event.target)) return;
    const text = findable(event.clipboardData?.getData("text/plain") ?? "");
    if (text !== null) found(text);
  }

  window.addEventListener("keydown", press, true);
  window.addEventListener("paste", paste);
  return () => {
    window.removeEventListener("keydown", press, true);
    window.removeEventListener("paste", paste);
  };
}

function swallow(event: Event): void {
  event.preventDefault();
  event.stopPropagation();
}

/** Puts back what stood in the field before the scanner typed into it. */
function restore(
  before: { input: HTMLInputElement | HTMLTextAreaElement; value: string } | null,
): void {
  if (!before) return;
  before.input.value = before.value;
  before.input.dispatchEvent(new Event("input", { bubbles: true }));
}

function takesScans(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[data-scan="here"]') !== null;
}

function typingInto(target: EventTarget | null): HTMLInputElement | HTMLTextAreaElement | null {
  const typing = target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
  return typing ? target : null;
}
