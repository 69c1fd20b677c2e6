import { defineConfig } from "vitest/config";

export default defineConfig({
  test: { name: "mock-identity-center", include: ["src/**/*.test.ts", "test/**/*.test.ts"] },
});
