import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    name: "examples",
    include: ["test/**/*.test.ts"],
    // Whole processes; a busy machine is no failure.
    testTimeout: 30_000,
  },
});
