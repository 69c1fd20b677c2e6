/**
 * Which program runs a session's worker; see docs/decisions/0011. Electron's own cannot: the fuse that would let it run a
 * script is off, and a utility process would be outside the sandbox.
 */
import { join } from "node:path";
import type { AppSettings } from "../app-settings.ts";

/** For an app that is not packaged: the Node.js program that `pnpm start` runs on. */
export const NODE_VARIABLE = "LATCHKEY_NODE";

export interface Packaged {
  /** The app's folder of files beside its archive. */
  readonly resources: string;
}

export interface Unpackaged {
  /** What `pnpm build` wrote. */
  readonly dist: string;
  readonly node: string;
}

const SCRIPT = join("worker", "session-worker.mjs");

export function workerProgram(
  from: Packaged | Unpackaged,
  platform: NodeJS.Platform = process.platform,
): AppSettings["worker"] {
  if ("node" in from) return { program: from.node, script: join(from.dist, SCRIPT) };
  const program = join(from.resources, "node", platform === "win32" ? "node.exe" : "node");
  return { program, script: join(from.resources, SCRIPT) };
}
