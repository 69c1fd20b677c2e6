/** What the sandbox needs of the machine, checked before a session starts, with the line that installs it. */
import { execFile } from "node:child_process";
import { findProgram } from "./find-program.ts";

/** Program, and the package that brings it; the same name in Debian, Fedora and Arch. */
const LINUX_PROGRAMS = { bwrap: "bubblewrap", socat: "socat", rg: "ripgrep" } as const;

export interface SandboxPrograms {
  readonly bwrapPath: string;
  readonly socatPath: string;
}

export type Requirements =
  /** Programs are named by path: a session's own PATH must not choose them. */
  | { readonly status: "met"; readonly programs?: SandboxPrograms }
  | { readonly status: "missing"; readonly message: string };

/** @param path the app's own PATH. */
export async function checkRequirements(path: string): Promise<Requirements> {
  if (process.platform !== "linux") return { status: "met" };
  const names = Object.keys(LINUX_PROGRAMS) as (keyof typeof LINUX_PROGRAMS)[];
  const found = await Promise.all(names.map((name) => findProgram(name, path)));
  const missing = names.filter((_, index) => found[index] === undefined).map((name) => LINUX_PROGRAMS[name]);
  if (missing.length > 0) {
    return {
      status: "missing",
      message: `the sandbox needs ${missing.join(", ")}; on Debian and Ubuntu: ${installLine(missing)}`,
    };
  }
  const [bwrapPath = "", socatPath = ""] = found;
  const refusal = await namespaceRefusal(bwrapPath);
  if (refusal === undefined) return { status: "met", programs: { bwrapPath, socatPath } };
  return {
    status: "missing",
    message:
      `bubblewrap cannot create namespaces (${refusal}). Allow unprivileged user namespaces: ` +
      "sysctl kernel.unprivileged_userns_clone=1 on Debian, an AppArmor profile for bwrap on Ubuntu 24.04 and later",
  };
}

function installLine(packages: readonly string[]): string {
  return `apt-get install -y --no-install-recommends ${packages.join(" ")}`;
}

/** What bubblewrap says when the kernel does not let it; asked here, since later it would look like a broken worker. */
function namespaceRefusal(bwrap: string): Promise<string | undefined> {
  const probe = [
    "--unshare-user",
    "--unshare-net",
    "--unshare-pid",
    "--ro-bind",
    "/",
    "/",
    "--proc",
    "/proc",
    "true",
  ];
  return new Promise((resolve) => {
    execFile(bwrap, probe, { timeout: 5000, env: { PATH: "/usr/bin:/bin" } }, (error, _, stderr) => {
      resolve(error === null ? undefined : firstLine(stderr) || error.message);
    });
  });
}

function firstLine(text: string): string {
  return text.split("\n", 1)[0]?.trim() ?? "";
}
