import { defineConfig } from "vitest/config";

export default defineConfig({
  test: { name: "role-credentials", include: ["src/**/*.test.ts", "test/**/*.test.ts"] },
});
