/** How long things move: 120 ms, or not at all for whoever asked the system for less motion. */
export function motion_ms(): number {
  return matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 120;
}
