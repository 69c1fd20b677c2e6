import { defineConfig } from "vitest/config";

export default defineConfig({
  test: { name: "policy-reader", include: ["src/**/*.test.ts", "test/**/*.test.ts"] },
});
