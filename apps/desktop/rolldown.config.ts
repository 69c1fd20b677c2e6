import { defineConfig } from "rolldown";

/** The sandboxed worker as one file: the sandbox then hides everything else of the app. */
export default defineConfig({
  input: "src/worker/worker.ts",
  platform: "node",
  output: { file: "dist/worker/session-worker.mjs", format: "esm", minify: true, codeSplitting: false },
});
