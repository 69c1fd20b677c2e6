import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    name: "token-vault",
    include: ["src/**/*.test.ts", "test/**/*.test.ts"],
    // The tests with a real Secret Service start several processes each.
    testTimeout: 20_000,
  },
});
