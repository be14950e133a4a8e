/** The words of a failure, from the locale files. */

import type { VerifyProblem } from "../api";
import { isRecord, readRefusal, Refused, type Failure, type Fields } from "../api/failure";
import { kebab } from "./kebab";

/** The part of a language this needs. */
export interface Speaker {
  t(key: string, args?: Record<string, string | number>): string;
  has(key: string): boolean;
}

export interface FailureWords {
  /** What is wrong, with its numbers. */
  title: string;
  /** What would be allowed, or what to do. */
  allowed: string;
  /** The button to get there. */
  go: string;
  /** What is wrong and what to do, where a part was done by then: says nothing of the rest. */
  midway: string;
}

/** `names` gives readable names for ids among the fields. */
export function failureWords(
  failure: Failure,
  words: Speaker,
  names: Readonly<Record<string, string>> = {},
): FailureWords {
  const key = keyOf(failure, words);
  const args = { ...failureArguments(failure, words), ...names };
  const part = (name: string) =>
    words.has(`${key}.${name}`) ? words.t(`${key}.${name}`, args) : "";
  const title = words.t(key, args);
  const midway = part("midway") || title;
  return { title, allowed: part("allowed"), go: part("go"), midway };
}

/** A fault that a check of the books found; long ids are cut to what a person compares. */
export function faultWords(fault: VerifyProblem, words: Speaker): string {
  const args: Record<string, string | number> = {};
  collect(fault, words, args);
  return words.t(`verify-problem-${fault.kind}`, args);
}

/** A failure as a notice says it, in the language of the moment it is read. */
export function failureNotice(failure: Failure, words: Speaker) {
  return noticeOf(() => failureWords(failure, words));
}

/** The same in words that are found when it is read. */
export function noticeOf(said: () => Pick<FailureWords, "title" | "allowed">) {
  return { tone: "bad" as const, title: () => said().title, detail: () => said().allowed };
}

function keyOf(failure: Failure, words: Speaker): string {
  if (failure instanceof Refused) {
    const key = `refusal-${failure.kind}`;
    return words.has(key) ? key : "refusal-other";
  }
  const { file, sync } = failure.fields;
  let key = `problem-${failure.kind}`;
  if (isRecord(file)) key = `file-${String(file.reason)}`;
  else if (isRecord(sync)) key = `sync-${String(sync.kind)}`;
  return words.has(key) ? key : "problem-internal";
}

function failureArguments(failure: Failure, words: Speaker): Record<string, string | number> {
  const args: Record<string, string | number> = { kind: failure.kind };
  const { file, sync, refusal, ...rest } = failure.fields as Record<string, unknown>;
  collect(isRecord(file) ? file : isRecord(sync) ? sync : rest, words, args);
  if (isRecord(refusal)) args.refusal = failureWords(readRefusal(refusal), words).title;
  return args;
}

/** Numbers and words pass; fields get their names; long ids are cut to what a person compares. */
function collect(fields: Fields, words: Speaker, into: Record<string, string | number>): void {
  for (const [name, value] of Object.entries(fields)) {
    if (typeof value === "number") into[name] = value;
    else if (name === "field" && words.has(`field-${kebab(String(value))}`))
      into[name] = words.t(`field-${kebab(String(value))}`);
    else if (typeof value === "string") into[name] = isId(value) ? value.slice(-6) : value;
    else if (Array.isArray(value)) into[name] = value.map(describe).join(", ");
    else if (isRecord(value)) into[name] = describe(value);
    else into[name] = "";
  }
}

function describe(value: unknown): string {
  if (isRecord(value)) return String(value.serial ?? value.name ?? value.code ?? "");
  const text = String(value);
  return isId(text) ? text.slice(-6) : text;
}

function isId(value: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-/i.test(value) || /^[0-9a-f]{32,}$/i.test(value);
}
