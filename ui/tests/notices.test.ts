import { expect, it } from "vitest";
import { Broken } from "../src/api";
import { bundles, type Tongue } from "../src/state/words";
import { Notices } from "../src/state/notices.svelte";
import { failureNotice, faultWords, failureWords } from "../src/values/failure-words";

let tongue: Tongue = "en";
const words = {
  t: (key: string, args?: Record<string, string | number>) => {
    const [id = "", attribute] = key.split(".");
    const message = bundles[tongue].getMessage(id);
    const pattern = attribute ? message?.attributes[attribute] : message?.value;
    return pattern ? bundles[tongue].formatPattern(pattern, args) : key;
  },
  has: (key: string) => {
    const [id = "", attribute] = key.split(".");
    const message = bundles[tongue].getMessage(id);
    return attribute ? message?.attributes[attribute] !== undefined : Boolean(message?.value);
  },
};

it("a notice is said in the language of the moment it is read", () => {
  const notices = new Notices();
  const full = new Broken("disk-full", { problem: "disk-full" });
  notices.say({ tone: "ok", title: () => words.t("settings-saved") });
  notices.say(failureNotice(full, words));
  const said = () => notices.list.map((notice) => `${notice.title()}|${notice.detail?.() ?? ""}`);
  tongue = "en";
  const english = said();
  tongue = "uk";
  const ukrainian = said();
  expect(english[0]).toBe("Saved|");
  expect(ukrainian[0]).not.toBe(english[0]);
  expect(ukrainian[1]).toBe(
    `${failureWords(full, words).title}|${failureWords(full, words).allowed}`,
  );
  tongue = "en";
  expect(said()).toEqual(english);
});

it.each(["uk", "en", "fr"] as const)(
  "a fault of the books is told with its numbers in %s",
  (spoken) => {
    tongue = spoken;
    const feed = "ab".repeat(32);
    const text = faultWords({ kind: "broken-chain", feed, seq: 7 }, words);
    expect(text).toContain("7");
    expect(text).toContain("ababab");
    expect(text).not.toContain(feed);
    expect(faultWords({ kind: "head-witness" }, words)).not.toContain("verify-problem");
  },
);
