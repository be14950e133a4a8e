/** The Fluent files of the three languages, as bundles. */

import { FluentBundle, FluentResource } from "@fluent/bundle";

export const TONGUES = ["uk", "en", "fr"] as const;
export type Tongue = (typeof TONGUES)[number];

const files = import.meta.glob<string>("../../locales/*/*.ftl", {
  query: "?raw",
  import: "default",
  eager: true,
});

function bundleOf(tongue: Tongue): FluentBundle {
  // No isolation marks: all three languages run left to right, and marks would end up in copies.
  const bundle = new FluentBundle(tongue, { useIsolating: false });
  for (const [path, text] of Object.entries(files)) {
    if (path.includes(`/${tongue}/`)) bundle.addResource(new FluentResource(text));
  }
  return bundle;
}

export const bundles: Readonly<Record<Tongue, FluentBundle>> = {
  uk: bundleOf("uk"),
  en: bundleOf("en"),
  fr: bundleOf("fr"),
};
