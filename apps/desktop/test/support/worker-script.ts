import { fileURLToPath } from "node:url";

/** The worker as `pnpm build` bundles it. */
export const WORKER_SCRIPT = fileURLToPath(new URL("../../dist/worker/session-worker.mjs", import.meta.url));
