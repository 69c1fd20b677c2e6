/** What sandbox-runtime brings besides code. Named by path, because in a packaged app the library looks inside the archive. */
import type { SandboxRuntimeConfig } from "@anthropic-ai/sandbox-runtime";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { unpackedPath } from "../unpacked-path.ts";

/** The folder of all helpers. */
export function helpersFolder(): string {
  return unpackedPath(
    fileURLToPath(new URL("../vendor", import.meta.resolve("@anthropic-ai/sandbox-runtime"))),
  );
}

export function sandboxHelpers(
  folder: string = helpersFolder(),
): Pick<SandboxRuntimeConfig, "seccomp" | "javaAgentJarPath"> {
  return {
    javaAgentJarPath: join(folder, "java-proxy-agent", "srt-proxy-agent.jar"),
    ...(process.platform === "linux"
      ? { seccomp: { applyPath: join(folder, "seccomp", process.arch, "apply-seccomp") } }
      : {}),
  };
}
