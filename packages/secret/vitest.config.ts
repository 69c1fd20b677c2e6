import { defineConfig } from "vitest/config";

export default defineConfig({ test: { name: "secret", include: ["src/**/*.test.ts", "test/**/*.test.ts"] } });
