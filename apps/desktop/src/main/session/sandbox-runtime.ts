/**
 * Sandboxed sessions on `@anthropic-ai/sandbox-runtime`: bubblewrap on Linux, sandbox-exec on macOS.
 * The library keeps one configuration per process, so at most one sandbox is open at a time.
 */
import { killTree } from "./kill-tree.ts";
import type { Sandbox, SandboxedProcess, SandboxOptions, SandboxResult } from "./sandbox.ts";
import { hiddenFolders, socketsOf, spawnConfined } from "./sandbox-command.ts";
import type { Confinement, Runtime } from "./sandbox-command.ts";
import { createSessionFolder, rememberLeftovers, removeSessionFolder } from "./sandbox-folder.ts";
import { sandboxHelpers } from "./sandbox-helpers.ts";
import { relayProgram } from "./sandbox-relay.ts";
import { checkRequirements } from "./sandbox-requirements.ts";
import type { SandboxPrograms } from "./sandbox-requirements.ts";

/** Opens the sandbox, or says what is missing and how to install it. */
export async function openSandboxRuntime(options: SandboxOptions): Promise<SandboxResult> {
  const { SandboxManager: runtime } = await import("@anthropic-ai/sandbox-runtime");
  if (runtime.getProxyPort() !== undefined) {
    // The second one would silently get the egress list of the first.
    throw new Error("A sandbox is open already; close it before opening another");
  }
  const path = process.env["PATH"] ?? "";
  const requirements = await checkRequirements(path);
  if (requirements.status === "missing") return { status: "unavailable", message: requirements.message };
  if (!runtime.isSupportedPlatform()) {
    return { status: "unavailable", message: `no sandbox for this platform (${process.platform})` };
  }
  const folder = await createSessionFolder();
  try {
    const confinement = await initialize(runtime, options, folder, path, requirements.programs);
    // Only now: until then the library judges by the configuration of the sandbox before.
    const message = await problemsOf(runtime);
    if (message === undefined)
      return { status: "ready", sandbox: createSandbox(runtime, confinement, folder) };
    await release(runtime, folder);
    return { status: "unavailable", message };
  } catch (error) {
    await release(runtime, folder);
    if (error instanceof Error && error.message.startsWith("Sandbox dependencies not available")) {
      return { status: "unavailable", message: error.message };
    }
    throw error;
  }
}

async function problemsOf(runtime: Runtime): Promise<string | undefined> {
  const { errors, warnings } = await runtime.checkDependenciesAsync();
  // Without seccomp a session could speak to the keyring over its socket.
  const problems = [...errors, ...warnings.filter((warning) => warning.includes("seccomp"))];
  return problems.length === 0 ? undefined : problems.join(", ");
}

async function release(runtime: Runtime, folder: string): Promise<void> {
  await runtime.reset();
  await removeSessionFolder(folder);
}

async function initialize(
  runtime: Runtime,
  { egress, hidden, proxy }: SandboxOptions,
  folder: string,
  path: string,
  programs: SandboxPrograms | undefined,
): Promise<Confinement> {
  const own =
    programs === undefined
      ? undefined
      : { ...programs, socatPath: await relayProgram(folder, programs.socatPath, path) };
  const confinement = {
    hidden: hiddenFolders(hidden),
    readable: own === undefined ? [] : [own.socatPath],
  };
  await runtime.initialize({
    network: {
      allowedDomains: [...egress],
      deniedDomains: [],
      // Always given, since the library would take the proxy of the app's own environment otherwise.
      parentProxy: { http: proxy?.http ?? "", https: proxy?.https ?? "", noProxy: proxy?.noProxy ?? "" },
    },
    filesystem: { denyRead: confinement.hidden, allowRead: [], allowWrite: [], denyWrite: [] },
    ...sandboxHelpers(),
    ...own,
  });
  await rememberLeftovers(folder, socketsOf(runtime));
  return confinement;
}

function createSandbox(runtime: Runtime, confinement: Confinement, folder: string): Sandbox {
  const running = new Set<SandboxedProcess>();
  return {
    kind: "sandbox-runtime",
    async spawn(command) {
      const child = await spawnConfined(runtime, command, confinement);
      running.add(child);
      child.once("exit", () => {
        running.delete(child);
        runtime.cleanupAfterCommand();
      });
      return child;
    },
    async close() {
      await Promise.all([...running].map(killTree));
      await release(runtime, folder);
    },
  };
}
