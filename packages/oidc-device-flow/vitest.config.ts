import { defineConfig } from "vitest/config";

export default defineConfig({
  test: { name: "oidc-device-flow", include: ["src/**/*.test.ts", "test/**/*.test.ts"] },
});
