/**
 * Sandboxed sessions on `@anthropic-ai/sandbox-runtime`: bubblewrap on Linux, sandbox-exec on macOS.
 * The library keeps one configuration per process, so at most one sandbox is open at a time.
 */
import { spawn } from "node:child_process";
import type { SandboxManager } from "@anthropic-ai/sandbox-runtime";
import { realpathSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { fileURLToPath } from "node:url";
import { killTree } from "./kill-tree.ts";
import type { Sandbox, SandboxCommand, SandboxedProcess, SandboxOptions, SandboxResult } from "./sandbox.ts";

type Runtime = typeof SandboxManager;

const INSTALL_LINE = "apt-get install -y --no-install-recommends bubblewrap socat ripgrep";

/** Opens the sandbox, or says what is missing and how to install it. */
export async function openSandboxRuntime(options: SandboxOptions): Promise<SandboxResult> {
  const { SandboxManager: runtime } = await import("@anthropic-ai/sandbox-runtime");
  if (runtime.getProxyPort() !== undefined) {
    // The second one would silently get the egress list of the first.
    throw new Error("A sandbox is open already; close it before opening another");
  }
  if (!runtime.isSupportedPlatform()) {
    return { status: "unavailable", message: `no sandbox for this platform (${process.platform})` };
  }
  const { errors } = await runtime.checkDependenciesAsync();
  if (errors.length > 0) {
    return { status: "unavailable", message: `${errors.join(", ")}; on Debian: ${INSTALL_LINE}` };
  }
  await runtime.initialize({
    network: { allowedDomains: [...options.egress], deniedDomains: [] },
    filesystem: { denyRead: hiddenFolders(options.hidden), allowRead: [], allowWrite: [], denyWrite: [] },
  });
  return { status: "ready", sandbox: createSandbox(runtime, options) };
}

function createSandbox(runtime: Runtime, options: SandboxOptions): Sandbox {
  const running = new Set<SandboxedProcess>();
  return {
    kind: "sandbox-runtime",
    async spawn(command) {
      const child = await spawnWrapped(runtime, command, hiddenFolders(options.hidden));
      running.add(child);
      child.once("exit", () => running.delete(child));
      return child;
    },
    async close() {
      await Promise.all([...running].map(killTree));
      await runtime.reset();
    },
  };
}

async function spawnWrapped(
  runtime: Runtime,
  command: SandboxCommand,
  hidden: string[],
): Promise<SandboxedProcess> {
  const words = [realpathSync(command.program), ...command.arguments];
  const wrapped = await runtime.wrapWithSandbox(
    `exec ${words.map(quoteForShell).join(" ")}`,
    undefined,
    {
      filesystem: {
        denyRead: hidden,
        allowRead: [
          words[0] ?? "",
          ...command.readable.map((path) => realpathSync(path)),
          ...ownFiles(runtime),
        ],
        allowWrite: [command.workingFolder],
        denyWrite: [],
      },
    },
    undefined,
    { commandId: "latchkey-session" },
  );
  return spawn("/bin/bash", ["-c", wrapped], {
    cwd: command.workingFolder,
    env: command.environment,
    stdio: ["pipe", "pipe", "pipe"],
    detached: true,
  });
}

/** Homes, temporary files and runtime sockets, besides what the caller hides. */
function hiddenFolders(hidden: readonly string[]): string[] {
  const everywhere = [homedir(), tmpdir(), ...hidden];
  return process.platform === "linux"
    ? [...everywhere, "/root", "/home", "/tmp", "/var/tmp", "/run/user"]
    : everywhere;
}

/** What sandbox-runtime itself must reach inside: its helpers, and its proxy's sockets among the temporary files. */
function ownFiles(runtime: Runtime): string[] {
  const vendor = fileURLToPath(new URL("../vendor", import.meta.resolve("@anthropic-ai/sandbox-runtime")));
  const sockets = [runtime.getLinuxHttpSocketPath(), runtime.getLinuxSocksSocketPath()];
  return [realpathSync(vendor), ...sockets.filter((path) => path !== undefined)];
}

function quoteForShell(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}
