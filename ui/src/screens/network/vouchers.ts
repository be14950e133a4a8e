/** What vouchers may be asked for: as the program takes them. Pure. */

export const MOST_VOUCHERS = 1_000;
/** Three years. */
export const MOST_DAYS = 3 * 366;

const HUB_ROLES = [
  "storekeeper",
  "quartermaster",
  "repair-technician",
  "repair-chief",
  "hub-commander",
  "inspector",
  "administrator",
] as const;
const COORDINATION_ROLES = ["coordinator", "auditor", "administrator"] as const;

/** The roles of those who log in on new laptops of a hub, or of coordination; the likely one first. */
export function rolesFor(isHub: boolean): readonly string[] {
  return isHub ? HUB_ROLES : COORDINATION_ROLES;
}

export function fits(value: number | null, most: number): boolean {
  return value !== null && value >= 1 && value <= most;
}
