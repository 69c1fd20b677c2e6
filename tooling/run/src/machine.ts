/** What the tests need of the machine: Debian packages, and keytar compiled against them. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { run } from "./run.ts";

/** Package, and what needs it. */
export const DEBIAN_PACKAGES: Readonly<Record<string, string>> = {
  "build-essential": "compiles keytar",
  python3: "compiles keytar, and reads exported policies",
  "pkg-config": "compiles keytar",
  "libsecret-1-dev": "compiles keytar",
  "libsecret-1-0": "the Secret Service client",
  "gnome-keyring": "the Secret Service of the vault's tests",
  dbus: "the session bus of the vault's tests",
  bubblewrap: "the session sandbox",
  socat: "the session sandbox",
  ripgrep: "the session sandbox",
  awscli: "a real client of the mock",
  "python3-boto3": "a real client of the mock",
  chromium: "a real browser on the mock's pages",
  wine: "a registry and a reg.exe for exported policies",
  wine64: "the programs of wine",
  "libplist-utils": "another reader of exported profiles",
};

const ROOT = join(import.meta.dirname, "../../..");

/** Installs missing Debian packages as root on Debian; elsewhere answers with the one line to run. */
export async function prepareDebianPackages(): Promise<string | undefined> {
  const missing = await missingPackages();
  if (missing.length === 0) return undefined;
  const line = `apt-get update && apt-get install -y --no-install-recommends ${missing.join(" ")}`;
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) {
    return `The tests need packages that are not installed. Run as root: ${line}`;
  }
  process.stdout.write(`Installing Debian packages for the tests: ${missing.join(" ")}\n`);
  const { code, output } = await run("sh", ["-c", line], {
    capture: true,
    environment: { DEBIAN_FRONTEND: "noninteractive" },
  });
  return code === 0 ? undefined : `${output}\nInstalling failed. Run it yourself: ${line}`;
}

async function missingPackages(): Promise<string[]> {
  const names = Object.keys(DEBIAN_PACKAGES);
  const { output } = await run("dpkg-query", ["-W", "-f", "${Package} ${db:Status-Status}\n", ...names], {
    capture: true,
  });
  const installed = new Set(
    output
      .split("\n")
      .filter((line) => line.endsWith(" installed"))
      .map((line) => line.split(" ")[0]),
  );
  return names.filter((name) => !installed.has(name));
}

/** Compiles keytar when an earlier install could not; answers with what went wrong. */
export async function prepareKeytar(): Promise<string | undefined> {
  if (await keytarLoads()) return undefined;
  process.stdout.write("Compiling keytar\n");
  // pnpm drops an optional package whose build failed, and only a forced install brings it back.
  // The Node of the lockfile ships the headers, so that nothing is downloaded.
  const nodedir = join(ROOT, "node_modules", `node-${process.platform}-${process.arch}`);
  const { output } = await run("pnpm", ["install", "--force"], {
    capture: true,
    environment: existsSync(nodedir) ? { npm_config_nodedir: nodedir } : {},
  });
  return (await keytarLoads()) ? undefined : `${output}\nkeytar does not load. Run: pnpm install --force`;
}

/** Asked in a new process: Node remembers for good that a module was not there. */
async function keytarLoads(): Promise<boolean> {
  const source = `require("module").createRequire(${JSON.stringify(join(ROOT, "packages/token-vault/package.json"))})("keytar")`;
  const { code } = await run(process.execPath, ["-e", source], { capture: true });
  return code === 0;
}
