// The system's save dialog, which lies outside the page and so outside WebDriver: keys on the virtual screen.

import { execFileSync } from "node:child_process";

/** Waits for the dialog of this title, types the whole path in place of the offered name, presses Enter. */
export function saveInDialog(title, file) {
  const dialog = xdotool("search", "--sync", "--onlyvisible", "--name", `^${title}$`).split("\n")[0];
  xdotool("windowfocus", "--sync", dialog);
  xdotool("key", "--clearmodifiers", "ctrl+a");
  xdotool("type", "--clearmodifiers", "--delay", "5", file);
  xdotool("key", "--clearmodifiers", "Return");
}

function xdotool(...words) {
  return execFileSync("xdotool", words, { encoding: "utf8", timeout: 20_000 }).trim();
}
