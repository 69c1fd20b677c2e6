import { defineConfig } from "vitest/config";

export default defineConfig({
  test: { name: "token-vault", include: ["src/**/*.test.ts", "test/**/*.test.ts"] },
});
