/** How the windows are built: a page each, their scripts and style sheets, nothing inline, as `app://` serves them. */
import { join } from "node:path";
import type { UserConfig } from "vite";

const root = join(import.meta.dirname, "src/renderer");

export const rendererConfig: UserConfig = {
  root,
  base: "./",
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    outDir: join(import.meta.dirname, "dist/app/renderer"),
    emptyOutDir: true,
    // The pages' policy allows no inlined files, and a module preload needs no polyfill.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // electron-vite does not, unless told.
    minify: "oxc",
    cssMinify: true,
    rolldownOptions: { input: [join(root, "index.html"), join(root, "configuration.html")] },
  },
};
