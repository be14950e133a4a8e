import { describe, expect, it } from "vitest";
import { dateTimeGroup, dayAndTime, isJustNow, isoDay, relative } from "../src/values/dates";
import { newId } from "../src/values/ids";
import { matches } from "../src/values/match";
import { groupNsn } from "../src/values/nsn";
import { fileSize, percent, readWhole, wholeNumber } from "../src/values/numbers";
import { unitName, unitShort } from "../src/values/unit-of-issue";

it.each([
  ["1005012310973", "1005-01-231-0973"],
  ["1005-01-231-0973", "1005-01-231-0973"],
  ["1005 12 A31 0973", "1005-12-A31-0973"],
  ["LOCAL-17", "LOCAL-17"],
])("NSN %s is shown as %s", (nsn, shown) => expect(groupNsn(nsn)).toBe(shown));

it("a date-time group is in UTC", () => {
  expect(dateTimeGroup(new Date("2026-11-22T14:05:59Z"))).toBe("221405ZNOV26");
  expect(dateTimeGroup(new Date("2026-01-01T00:00:00+02:00"))).toBe("312200ZDEC25");
});

it("days are local", () => expect(isoDay(new Date(2026, 0, 5, 23, 59))).toBe("2026-01-05"));

describe("ages", () => {
  const now = new Date("2026-11-22T12:00:00Z");
  const ago = (hours: number) => new Date(now.getTime() - hours * 3_600_000);
  it.each([
    [0.5, "30 min ago"],
    [31, "31 hr ago"],
    [94 * 24, "94 days ago"],
    [401 * 24, "13 mo ago"],
  ])("%f h is %s", (hours, expected) => {
    expect(relative(ago(hours), now, "en")).toBe(expected);
  });

  it.each([
    [0, true],
    [59_999, true],
    [60_000, false],
    [-59_999, true],
    [-60_000, false],
  ])("%d ms ago is just now: %s", (age_ms, is) => {
    expect(isJustNow(new Date(now.getTime() - age_ms), now)).toBe(is);
  });

  it("moments say no more than needed", () => {
    const noon = new Date(2026, 10, 22, 12);
    expect(dayAndTime(new Date(2026, 10, 22, 9, 5), noon, "en")).toBe("today, 09:05");
    expect(dayAndTime(new Date(2026, 10, 21, 23, 5), noon, "uk")).toBe("учора, 23:05");
    expect(dayAndTime(new Date(2026, 2, 1, 9, 5), noon, "en")).toBe("1 Mar, 09:05");
    expect(dayAndTime(new Date(2025, 2, 1, 9, 5), noon, "en")).toBe("1 Mar 2025, 09:05");
  });
});

describe("numbers", () => {
  const plain = (text: string) => text.replace(/\s/g, " ");
  it.each([
    ["uk", "15 204"],
    ["fr", "15 204"],
    ["en", "15,204"],
  ])("in %s", (language, shown) => expect(plain(wholeNumber(15204, language))).toBe(shown));

  it("keeps every digit of large ones", () => {
    expect(plain(wholeNumber(9007199254740993n, "uk"))).toBe("9 007 199 254 740 993");
  });

  it("a share of nothing is nothing", () => expect(percent(0, 0, "en")).toBe("0%"));

  it.each([
    ["15 204", 15204],
    ["15\u00a0204", 15204],
    ["-4", -4],
    ["1.5", null],
    ["1,5", null],
    ["", null],
    ["12a", null],
    ["99999999999999999", null],
  ])("%j is read as %j", (text, value) => expect(readWhole(text)).toBe(value));
});

it.each([
  ["на", "Налаштування", true],
  ["мова укр", "Мова: Українська", true],
  ["theme dark", "Theme: Dark", true],
  ["ark", "Theme: Dark", false],
  ["reglages", "Réglages", true],
  ["", "Anything", true],
  ["AR-1", "AR-1 Armoury", true],
  ["ar-2", "AR-1 Armoury", false],
  ["ar-1 › r3", "AR-1 › R3 R3 Rack", true],
])("%j finds %j: %s", (typed, label, found) => expect(matches(typed, label)).toBe(found));

it("ids sort by the time they were made", () => {
  const random = new Uint8Array(10).fill(255);
  const early = newId(1_700_000_000_000, random);
  expect(early).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-b[0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(parseInt(early.replaceAll("-", "").slice(0, 12), 16)).toBe(1_700_000_000_000);
  expect(newId(1_700_000_000_001) > early).toBe(true);
});

describe("units of issue", () => {
  const words: Record<string, string> = { "unit-of-issue-EA": "штука" };
  words["unit-of-issue-EA.short"] = "шт.";
  const speaker = { t: (key: string) => words[key]!, has: (key: string) => key in words };
  it.each([
    ["EA", "шт.", "EA · штука"],
    ["QQ", "QQ", "QQ"],
  ])("%s beside a number is %s, and in full %s", (code, short, name) => {
    expect([unitShort(code, speaker), unitName(code, speaker)]).toEqual([short, name]);
  });
});

it.each([
  [0, "file-size 0"],
  [1, "file-size 1"],
  [1024, "file-size 1"],
  [1025, "file-size 2"],
  [1024 ** 2, "file-size.large 1"],
  [1.55 * 1024 ** 2, "file-size.large 1.6"],
  [4 * 1024 ** 3, "file-size.huge 4"],
])("%s bytes are %s", (bytes, said) => {
  const t = (key: string, args?: object) => [key, ...Object.values(args ?? {})].join(" ");
  expect(fileSize(bytes, { t })).toBe(said);
});
