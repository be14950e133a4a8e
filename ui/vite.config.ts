import { svelte, vitePreprocess } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vitest/config";

export default defineConfig({
  plugins: [
    svelte({
      preprocess: vitePreprocess(),
      compilerOptions: { runes: true },
      // Libraries in node_modules still choose their own mode.
      dynamicCompileOptions: ({ filename }) =>
        filename.includes("node_modules") ? { runes: undefined } : undefined,
    }),
  ],
  clearScreen: false,
  server: { port: 5199, strictPort: true, host: "127.0.0.1" },
  build: {
    target: "es2022",
    // Nothing is inlined: the content security policy allows files of our own only.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 900,
  },
  resolve: process.env.VITEST ? { conditions: ["browser"] } : {},
  test: {
    environment: "jsdom",
    include: ["tests/**/*.test.ts", "tests/**/*.test.svelte.ts"],
    setupFiles: ["tests/setup.ts"],
  },
});
