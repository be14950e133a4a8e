import { expect, it } from "vitest";
import type { AttachmentRow, TimelineRow } from "../src/api";
import {
  copyName,
  dataUrl,
  isPicture,
  neighbour,
  standing,
} from "../src/screens/thing/attachments/strip";
import { Thumbnails } from "../src/screens/thing/attachments/thumbnails.svelte";
import { told } from "../src/screens/thing/told";

const words = {
  t: (key: string, args?: Record<string, string | number>) =>
    args ? `${key}(${Object.values(args).join()})` : key,
  number: String,
  tongue: "uk" as const,
};

function row(id: string, rest: Partial<AttachmentRow> = {}): AttachmentRow {
  return {
    id,
    shows: "photograph",
    mediaType: "jpeg",
    fileName: `${id}.jpg`,
    note: null,
    size: 1000,
    held: 1000,
    whole: true,
    addedMs: 0,
    addedUnsure: false,
    addedBy: "p",
    addedByName: "Oak 1",
    withdrawn: null,
    needsNewer: false,
    ...rest,
  };
}

it("what was withdrawn stands apart", () => {
  const gone = row("b", { withdrawn: { atMs: 1, byName: "Oak 2", reason: "another rifle" } });
  expect(standing([row("a"), gone, row("c")]).map(({ id }) => id)).toEqual(["a", "c"]);
});

it("arrow keys pass over what is not here and end at the ends", () => {
  const rows = [row("a"), row("b", { whole: false }), row("c"), row("d")];
  const at = (id: string, step: -1 | 1) => neighbour(rows, id, step)?.id;
  expect([at("a", 1), at("c", -1), at("d", 1), at("a", -1)]).toEqual([
    "c",
    "a",
    undefined,
    undefined,
  ]);
  expect([at("b", -1), at("b", 1)]).toEqual(["a", "c"]);
  expect(at("gone", -1)).toBeUndefined();
});

it.each([
  ["barrel.jpg", "jpeg", "barrel.jpg"],
  ["barrel.JPEG", "jpeg", "barrel.JPEG"],
  ["barrel.png", "jpeg", "barrel.png.jpg"],
  ["jpg", "jpeg", "jpg.jpg"],
  ["barrel", "webp", "barrel.webp"],
  ["paper.exe", "pdf", "paper.exe.pdf"],
  ["../../.config/autostart/a.pdf", "pdf", ".._.._.config_autostart_a.pdf"],
  ["..\\..\\a.jpg", "jpeg", ".._.._a.jpg"],
  ["/tmp/a\n.jpg", "jpeg", "_tmp_a_.jpg"],
  ["barrel\u202egpj.exe", "pdf", "barrel_gpj.exe.pdf"],
] as const)("a copy of %s that is %s is named %s", (fileName, mediaType, name) => {
  expect(copyName(row("a", { fileName, mediaType }))).toBe(name);
});

it("a picture is shown as what the books say it is, a document is not shown", () => {
  expect(dataUrl({ mediaType: "webp", base64: "AAAA" })).toBe("data:image/webp;base64,AAAA");
  expect([isPicture(row("a")), isPicture(row("a", { mediaType: "pdf" }))]).toEqual([true, false]);
});

it("small pictures are made once each, one after the other, and one that fails says so", async () => {
  const asked: string[] = [];
  let under_way = 0;
  let most = 0;
  let done = () => {};
  const ended = new Promise<void>((resolve) => (done = resolve));
  const thumbnails = new Thumbnails(
    async (id) => {
      asked.push(id);
      under_way += 1;
      most = Math.max(most, under_way);
      await Promise.resolve();
      under_way -= 1;
      if (id === "c") done();
      if (id === "b") throw new Error("not a picture");
      return { mediaType: "jpeg", base64: id };
    },
    async (url, edge) => `${url} at ${edge}`,
  );
  for (const id of ["a", "b", "a", "c"]) thumbnails.want(id);
  expect(thumbnails.of("a")).toBeUndefined();
  await ended;
  await new Promise((resolve) => queueMicrotask(() => resolve(null)));
  await Promise.resolve();
  thumbnails.want("a");
  expect(asked).toEqual(["a", "b", "c"]);
  expect(most).toBe(1);
  expect(thumbnails.of("a")).toBe("data:image/jpeg;base64,a at 240");
  expect(thumbnails.of("b")).toBeNull();
});

it("the story names what was added, what it shows and why it was withdrawn", () => {
  const entry = (what: string, event: unknown) =>
    told(
      {
        what,
        event,
        subject: "attachment",
        names: { attachment: "barrel.jpg" },
        namesIn: {},
        status: "folded",
        correctedBy: null,
        own: true,
      } as unknown as TimelineRow,
      words,
    );
  const added = entry("attached", {
    to: { type: "asset", id: "a" },
    fileName: "barrel.jpg",
    shows: "damage",
    note: "cracked",
  });
  expect(added.title).toBe("event-attached.told(barrel.jpg)");
  expect(added.detail).toBe("Told-both(shows-damage,cracked)");
  const withdrawn = entry("attachment-withdrawn", { reason: "another rifle" });
  expect(withdrawn.title).toBe("event-attachment-withdrawn.told(barrel.jpg)");
  expect(withdrawn.detail).toBe("Another rifle");
});
