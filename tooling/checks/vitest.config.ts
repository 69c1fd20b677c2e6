import { defineConfig } from "vitest/config";

// Several tests start a compiler, a linter or the package manager.
export default defineConfig({ test: { name: "checks", include: ["src/**/*.test.ts"], testTimeout: 60_000 } });
