import { describe, expect, it } from "vitest";
import { LONGEST_RANGE, comparable, judgeSerials, pieces, readSerials } from "../src/values/serial";

describe("two serials that look the same compare the same", () => {
  it.each([
    ["W 402117", "w-402117"],
    ["КР 12", "KP12"],
    ["AB10", "ABIO".replace("I", "1")],
    ["МТХ-07", "MTX07"],
  ])("%s and %s", (one, other) => expect(comparable(one)).toBe(comparable(other)));

  it("different serials stay different", () => {
    expect(comparable("W402117")).not.toBe(comparable("W402118"));
    expect(comparable("Ж12")).not.toBe(comparable("X12"));
  });
});

describe("letters of a stray alphabet", () => {
  it.each([
    ["W 402117", [["W 402117", false]]],
    ["ТКБ-0146", [["ТКБ-0146", false]]],
    [
      "W 4О2117",
      [
        ["W 4", false],
        ["О", true],
        ["2117", false],
      ],
    ],
    [
      "АКC-74",
      [
        ["АК", false],
        ["C", true],
        ["-74", false],
      ],
    ],
  ])("%s", (serial, expected) => {
    expect(pieces(serial).map(({ text, suspicious }) => [text, suspicious])).toEqual(expected);
  });
});

describe("reading many serials", () => {
  it.each([
    ["W 402117", ["W 402117"]],
    ["W 402117\r\nW 402118\n\n", ["W 402117", "W 402118"]],
    ["a1, a2; a3\ta4", ["a1", "a2", "a3", "a4"]],
    ["W 402117..W 402119", ["W 402117", "W 402118", "W 402119"]],
    ["W402117..402118", ["W402117", "W402118"]],
    ["W402117..19", ["W402117", "W402118", "W402119"]],
    ["K-0098…K-0101", ["K-0098", "K-0099", "K-0100", "K-0101"]],
    ["9..12", ["9", "10", "11", "12"]],
    ["W 5..W 4", ["W 5..W 4"]],
    ["A1..B3", ["A1..B3"]],
  ])("%j", (text, serials) => expect(readSerials(text)).toEqual({ serials }));

  it("refuses a range that is a typing error", () => {
    expect(readSerials("W 1..W 900000")).toEqual({ tooLong: 900000 });
    expect(readSerials(`1..${LONGEST_RANGE}`)).toHaveProperty("serials.length", LONGEST_RANGE);
  });
});

it("says of each serial what it collides with", () => {
  const rows = judgeSerials(["W 1", "W 2", "w 1", "W-1", "КР7"], ["KP 7"]);
  expect(rows.map(({ state, like }) => [state, like])).toEqual([
    ["new", undefined],
    ["new", undefined],
    ["duplicate", "W 1"],
    ["look-alike", "W 1"],
    ["look-alike", "KP 7"],
  ]);
});
