import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    projects: [
      "packages/*",
      "apps/*",
      "apps/desktop/e2e/vitest.config.ts",
      "tooling/*/vitest.config.ts",
      "examples",
    ],
  },
});
