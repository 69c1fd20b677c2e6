import { defineConfig } from "vitest/config";

export default defineConfig({
  // Sandboxes, keyrings and whole demos are real processes; a busy machine may take its time.
  test: {
    name: "desktop",
    include: ["src/**/*.test.ts", "test/**/*.test.ts"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 15_000 } },
  },
});
