/** One program inside the sandbox: what it may read and write, and the environment that it sees. */
import { spawn } from "node:child_process";
import type { SandboxManager } from "@anthropic-ai/sandbox-runtime";
import { realpathSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import { basename, join } from "node:path";
import { helpersFolder } from "./sandbox-helpers.ts";
import type { SandboxCommand, SandboxedProcess } from "./sandbox.ts";
import { quoteForShell } from "./shell-words.ts";

export type Runtime = typeof SandboxManager;

export interface Confinement {
  /** Folders that look empty from inside. */
  readonly hidden: readonly string[];
  /** What the sandbox's own helpers must be able to read among them. */
  readonly readable: readonly string[];
}

/** Folders that sandbox-runtime would leave writable for every session alike. */
const SHARED_WRITABLE = ["/tmp/claude", "/private/tmp/claude"];

export async function spawnConfined(
  runtime: Runtime,
  command: SandboxCommand,
  confinement: Confinement,
): Promise<SandboxedProcess> {
  const { workingFolder } = command;
  const program = realpathSync(command.program);
  const temporary = join(workingFolder, ".tmp");
  await mkdir(temporary, { recursive: true, mode: 0o700 });
  const wrapped = await runtime.wrapWithSandbox(
    shellLine(program, command, temporary),
    undefined,
    {
      filesystem: {
        denyRead: [...confinement.hidden],
        allowRead: [
          program,
          ...command.readable.map((path) => realpathSync(path)),
          ...confinement.readable,
          ...ownFiles(runtime),
        ],
        allowWrite: [workingFolder],
        denyWrite: SHARED_WRITABLE,
      },
    },
    undefined,
    { commandId: "latchkey-session" },
  );
  return spawn("/bin/bash", ["-c", wrapped], {
    cwd: workingFolder,
    // Node copies this variable of its own into a child that does not mention it.
    env: { ...command.environment, NODE_V8_COVERAGE: undefined },
    stdio: ["pipe", "pipe", "pipe"],
    detached: true,
  });
}

/** Runs inside, after sandbox-runtime has set its variables. The environment's values are no part of it. */
function shellLine(program: string, command: SandboxCommand, temporary: string): string {
  // sandbox-runtime continues the app's own value, which may load code.
  const drop = (process.env["JAVA_TOOL_OPTIONS"] ?? "") === "" ? "" : "unset JAVA_TOOL_OPTIONS; ";
  const name = quoteForShell(basename(command.program));
  const words = [program, ...command.arguments].map(quoteForShell).join(" ");
  // Programs that serve many names look at the one they were called by.
  return `${drop}export TMPDIR=${quoteForShell(temporary)}; exec -a ${name} ${words}`;
}

/** Homes, temporary files and runtime sockets, besides what the caller hides. */
export function hiddenFolders(hidden: readonly string[]): string[] {
  const everywhere = [homedir(), tmpdir(), ...hidden];
  return process.platform === "linux"
    ? [...everywhere, "/root", "/home", "/tmp", "/var/tmp", "/run/user", "/run/dbus"]
    : everywhere;
}

/** What sandbox-runtime itself must reach inside: its helpers, and its proxy's sockets among the temporary files. */
function ownFiles(runtime: Runtime): string[] {
  return [realpathSync(helpersFolder()), ...socketsOf(runtime)];
}

export function socketsOf(runtime: Runtime): string[] {
  const sockets = [runtime.getLinuxHttpSocketPath(), runtime.getLinuxSocksSocketPath()];
  return sockets.filter((path) => path !== undefined);
}
