import js from "@eslint/js";
import svelte from "eslint-plugin-svelte";
import globals from "globals";
import ts from "typescript-eslint";
import svelteConfig from "./svelte.config.js";

/** `@tauri-apps/*` has one door: src/api. */
const onlyApiCallsRust = {
  patterns: [{ group: ["@tauri-apps/*"], message: "Only src/api talks to Rust." }],
};
const partsKnowNoScreens = {
  patterns: [
    ...onlyApiCallsRust.patterns,
    { group: ["**/screens/**", "**/api/index"], message: "Parts get props and give callbacks." },
  ],
};

export default ts.config(
  { ignores: ["dist/", "node_modules/", "src/api/types.ts"] },
  js.configs.recommended,
  ...ts.configs.recommended,
  ...svelte.configs.recommended,
  {
    languageOptions: { globals: { ...globals.browser, ...globals.node } },
    rules: {
      "no-undef": "off",
      "@typescript-eslint/no-unused-vars": [
        "error",
        { argsIgnorePattern: "^_", varsIgnorePattern: "^_" },
      ],
      "svelte/no-at-html-tags": "error",
      // Sets, maps and dates in state are replaced, never changed.
      "svelte/prefer-svelte-reactivity": "off",
      "svelte/require-each-key": "error",
      "max-lines": ["error", { max: 400 }],
    },
  },
  {
    files: ["**/*.svelte", "**/*.svelte.ts"],
    languageOptions: {
      parserOptions: {
        projectService: false,
        extraFileExtensions: [".svelte"],
        parser: ts.parser,
        svelteConfig,
      },
    },
  },
  {
    files: ["src/**/*.{ts,svelte}"],
    ignores: ["src/api/**"],
    rules: { "no-restricted-imports": ["error", onlyApiCallsRust] },
  },
  {
    files: ["src/parts/**/*.{ts,svelte}"],
    rules: { "no-restricted-imports": ["error", partsKnowNoScreens] },
  },
);
