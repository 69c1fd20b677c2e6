import { defineConfig } from "vitest/config";

export default defineConfig({
  // Whole apps in real browsers. One after the other: each has a Chromium of its own.
  test: {
    name: "desktop-e2e",
    include: ["*.spec.ts"],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    fileParallelism: false,
    expect: { poll: { timeout: 20_000 } },
    globalSetup: "support/name-host.ts",
  },
});
