/** The app's bundles: main (ESM), a preload per window (one CommonJS file that requires only Electron), and the pages. */
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
      // Nor a file that two of them share.
      isolatedEntries: true,
      rolldownOptions: {
        input: { index: "src/preload/index.ts", configuration: "src/preload/configuration.ts" },
        output: { format: "cjs", entryFileNames: "[name].cjs" },
      },
    },
  },
  renderer: rendererConfig,
});
