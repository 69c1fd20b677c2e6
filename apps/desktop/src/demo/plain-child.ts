/**
 * For a machine without bubblewrap: the worker as a plain child with the same environment. Only the demo does
 * this, says so, and marks the session `none`. The app refuses to start a session without a sandbox.
 */
import { spawn } from "node:child_process";
import { killTree } from "../main/session/kill-tree.ts";
import type { OpenSandbox, Sandbox, SandboxedProcess } from "../main/session/sandbox.ts";

export function plainChildSandbox(): Sandbox {
  const running = new Set<SandboxedProcess>();
  return {
    kind: "none",
    async spawn({ program, arguments: words, environment, workingFolder }) {
      const child = spawn(program, words, {
        cwd: workingFolder,
        env: environment,
        stdio: ["pipe", "pipe", "pipe"],
        detached: true,
      });
      running.add(child);
      child.once("exit", () => running.delete(child));
      return child;
    },
    async close() {
      await Promise.all([...running].map(killTree));
    },
  };
}

/** Opens `preferred`; where it is unavailable, says why in one line and uses a plain child. */
export function orPlainChild(preferred: OpenSandbox, say: (line: string) => void): OpenSandbox {
  return async (options) => {
    const result = await preferred(options);
    if (result.status === "ready") return result;
    say(`No sandbox (${result.message}). The worker runs as a plain child; the app itself would not start.`);
    return { status: "ready", sandbox: plainChildSandbox() };
  };
}
