/** Prices in words. */

import type { UnitPrice } from "../../../api";
import type { Language } from "../../../state/language.svelte";

export function priceWords(price: UnitPrice, words: Language): string {
  const amount = new Intl.NumberFormat(words.tongue, {
    style: "currency",
    currency: price.currency,
    currencyDisplay: "code",
  }).format(price.minor / 100);
  if (price.on === null) return amount;
  return words.t("item-price-on", { amount, day: words.day(new Date(price.on)) });
}
