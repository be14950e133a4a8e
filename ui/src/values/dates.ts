/** Moments as people read them. The moment "now" always comes in as an argument. */

const MONTHS = "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split(" ");
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Military date-time group in UTC: day, hour, minute, Z, month, year. 221405ZNOV26 */
export function dateTimeGroup(moment: Date): string {
  const two = (value: number) => String(value).padStart(2, "0");
  const time = two(moment.getUTCDate()) + two(moment.getUTCHours()) + two(moment.getUTCMinutes());
  return `${time}Z${MONTHS[moment.getUTCMonth()]}${two(moment.getUTCFullYear() % 100)}`;
}

/** 2026-11-22 in local time. */
export function isoDay(moment: Date): string {
  const two = (value: number) => String(value).padStart(2, "0");
  return `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`;
}

/** 2026-11-22 14:05 in local time. */
export function isoMinute(moment: Date): string {
  const two = (value: number) => String(value).padStart(2, "0");
  return `${isoDay(moment)} ${two(moment.getHours())}:${two(moment.getMinutes())}`;
}

const STEPS: readonly [limit_ms: number, unit: Intl.RelativeTimeFormatUnit, size_ms: number][] = [
  [HOUR_MS, "minute", MINUTE_MS],
  [2 * DAY_MS, "hour", HOUR_MS],
  [400 * DAY_MS, "day", DAY_MS],
  [800 * DAY_MS, "month", 30.44 * DAY_MS],
  [Infinity, "year", 365.25 * DAY_MS],
];

/** Under a minute is no age that needs a number. */
export function isJustNow(moment: Date, now: Date): boolean {
  return Math.abs(now.getTime() - moment.getTime()) < MINUTE_MS;
}

/** English as the alliance writes dates: the day before the month. */
function dayFirst(language: string): string {
  return language === "en" ? "en-GB" : language;
}

/** "2 hours ago"; hours go on to 48, because "31 h" says more than "yesterday". */
export function relative(moment: Date, now: Date, language: string): string {
  const age_ms = now.getTime() - moment.getTime();
  const step = STEPS.find(([limit_ms]) => Math.abs(age_ms) < limit_ms) ?? STEPS[4]!;
  const count = Math.trunc(-age_ms / step[2]);
  const exact = new Intl.RelativeTimeFormat(dayFirst(language), {
    numeric: "always",
    style: "short",
  });
  return exact.format(count, step[1]);
}

/** "today, 14:05", "5 Nov, 14:05", "5 Nov 2025, 14:05": as much as needed, local time. */
export function dayAndTime(moment: Date, now: Date, language: string): string {
  const time = clock(moment, language);
  const days = Math.round((startOfDay(moment) - startOfDay(now)) / DAY_MS);
  if (days === 0 || days === -1) {
    const near = new Intl.RelativeTimeFormat(dayFirst(language), { numeric: "auto" });
    return `${near.format(days, "day")}, ${time}`;
  }
  const sameYear = moment.getFullYear() === now.getFullYear();
  const day = new Intl.DateTimeFormat(dayFirst(language), {
    day: "numeric",
    month: "short",
    year: sameYear ? undefined : "numeric",
  });
  return `${day.format(moment)}, ${time}`;
}

/** The day of a moment where the reader is, as a number that days can be counted from. */
export function startOfDay(moment: Date): number {
  return Date.UTC(moment.getFullYear(), moment.getMonth(), moment.getDate());
}

/** "21 Nov 2026" in the words of the language. */
export function shortDay(moment: Date, language: string): string {
  return new Intl.DateTimeFormat(dayFirst(language), {
    day: "numeric",
    month: "short",
    year: "numeric",
  }).format(moment);
}

/** "Sunday, 22 November 2026". */
export function longDay(moment: Date, language: string): string {
  return new Intl.DateTimeFormat(dayFirst(language), { dateStyle: "full" }).format(moment);
}

/** "14:05" local time. */
export function clock(moment: Date, language: string): string {
  return new Intl.DateTimeFormat(language, {
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).format(moment);
}
