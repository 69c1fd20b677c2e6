/** The app's three bundles: main (ESM), preload (one CommonJS file that requires only Electron), and the pages. */
import { defineConfig } from "electron-vite";
import type { BuildOptions } from "vite";

const pages: BuildOptions = {
  outDir: "dist/app/renderer",
  // The start page's policy allows no inlined files, and a module preload needs no polyfill.
  assetsInlineLimit: 0,
  modulePreload: { polyfill: false },
  rolldownOptions: { input: "src/renderer/index.html" },
};

export default defineConfig({
  main: {
    build: {
      outDir: "dist/app/main",
      lib: { entry: "src/main/electron/index.ts", formats: ["es"] },
    },
  },
  preload: {
    build: {
      outDir: "dist/app/preload",
      // A sandboxed preload can require nothing that is not bundled.
      externalizeDeps: false,
      lib: { entry: "src/preload/index.ts", formats: ["cjs"] },
      rolldownOptions: { output: { entryFileNames: "[name].cjs", codeSplitting: false } },
    },
  },
  renderer: {
    root: "src/renderer",
    base: "./",
    build: pages,
  },
});
