import type { FluentVariable } from "@fluent/bundle";
import { createContext } from "svelte";
import { clock, dayAndTime, isJustNow, longDay, relative, shortDay } from "../values/dates";
import { percent, wholeNumber } from "../values/numbers";
import type { Preferences } from "./preferences.svelte";
import { TONGUES, bundles, type Tongue } from "./words";

export type Arguments = Record<string, FluentVariable>;

/** The words, dates and numbers of the chosen language; changing `tongue` changes every word shown. */
export class Language {
  #tongue = $state<Tongue>("en");
  #preferences: Preferences;

  /** Where the person has not chosen, the one wished for is spoken, or else the system's. */
  constructor(preferences: Preferences, wished: string | null = null) {
    this.#preferences = preferences;
    this.#tongue = firstTongue([preferences.get("language"), wished]);
  }

  get tongue(): Tongue {
    return this.#tongue;
  }

  choose(tongue: Tongue): void {
    this.#tongue = tongue;
    this.#preferences.set("language", tongue);
  }

  /** The words for a key. A missing key shows itself, so that a journey can find it. */
  t(key: string, args?: Arguments): string {
    const bundle = bundles[this.#tongue];
    const [id = "", attribute] = key.split(".");
    const message = bundle.getMessage(id);
    const pattern = attribute ? message?.attributes[attribute] : message?.value;
    if (!pattern) return `⟦${key}⟧`;
    const problems: Error[] = [];
    const text = bundle.formatPattern(pattern, args, problems);
    for (const problem of problems) console.error(key, problem);
    return text;
  }

  has(key: string): boolean {
    const [id = "", attribute] = key.split(".");
    const message = bundles[this.#tongue].getMessage(id);
    return attribute ? message?.attributes[attribute] !== undefined : Boolean(message?.value);
  }

  number(value: number | bigint): string {
    return wholeNumber(value, this.#tongue);
  }

  percent(part: number, whole: number): string {
    return percent(part, whole, this.#tongue);
  }

  relative(moment: Date, now: Date): string {
    return isJustNow(moment, now) ? this.t("value-just-now") : relative(moment, now, this.#tongue);
  }

  moment(moment: Date, now: Date): string {
    return dayAndTime(moment, now, this.#tongue);
  }

  day(moment: Date): string {
    return shortDay(moment, this.#tongue);
  }

  longDay(moment: Date): string {
    return longDay(moment, this.#tongue);
  }

  clock(moment: Date): string {
    return clock(moment, this.#tongue);
  }
}

function firstTongue(said: readonly (string | null)[]): Tongue {
  const wanted = [...said, ...navigator.languages.map((tag) => tag.slice(0, 2))];
  return wanted.map((tag) => TONGUES.find((tongue) => tongue === tag)).find(Boolean) ?? "uk";
}

export const [useLanguage, provideLanguage] = createContext<Language>();
