import { join } from "node:path";
import { defineConfig } from "vite";

/** The window as files that `app://` serves: one script, one style sheet, nothing inline. */
export default defineConfig({
  root: join(import.meta.dirname, "src/renderer"),
  base: "./",
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    outDir: join(import.meta.dirname, "dist/app/renderer"),
    emptyOutDir: true,
    target: "chrome150",
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
  },
});
