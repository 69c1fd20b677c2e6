import { defineConfig } from "vitest/config";

export default defineConfig({
  test: { name: "aws-partitions", include: ["src/**/*.test.ts", "test/**/*.test.ts"] },
});
