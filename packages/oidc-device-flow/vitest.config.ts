import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    name: "oidc-device-flow",
    include: ["src/**/*.test.ts", "test/**/*.test.ts"],
    // Far more than any test needs: a busy machine is no failure.
    testTimeout: 30_000,
    expect: { poll: { timeout: 15_000 } },
  },
});
