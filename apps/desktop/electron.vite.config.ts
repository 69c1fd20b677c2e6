/** The app's three bundles: main (ESM), preload (one CommonJS file that requires only Electron), and the pages. */
import { defineConfig } from "electron-vite";
import { rendererConfig } from "./renderer.vite.config.ts";

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
  renderer: rendererConfig,
});
