import { temporaryDirectory } from "@latchkey/test-kit";
import { symlinkSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, it, vi } from "vitest";
import { openSandboxRuntime } from "../src/main/session/sandbox-runtime.ts";
import { plantProgram } from "./support/planted-program.ts";

const folder = temporaryDirectory();
afterAll(() => folder[Symbol.dispose]());
afterEach(() => void vi.unstubAllEnvs());

/** A PATH with the sandbox's programs, without one of them. */
function pathWithout(missing: string): string {
  const bin = join(folder.path, `without-${missing}`);
  mkdirSync(bin);
  for (const name of ["bwrap", "socat", "rg", "bash", "sh", "which", "setpriv"]) {
    if (name !== missing) symlinkSync(`/usr/bin/${name}`, join(bin, name));
  }
  return bin;
}

describe("a machine without", () => {
  it.each([
    ["bwrap", "bubblewrap"],
    ["socat", "socat"],
    ["rg", "ripgrep"],
  ])("%s is told which package to install, and with which line", async (program, name) => {
    vi.stubEnv("PATH", pathWithout(program));
    expect(await openSandboxRuntime({ egress: ["bedrock.example:443"], hidden: [] })).toEqual({
      status: "unavailable",
      message: `the sandbox needs ${name}; on Debian and Ubuntu: apt-get install -y --no-install-recommends ${name}`,
    });
  });

  it("namespaces is told so, instead of a worker that seems broken", async () => {
    const bin = pathWithout("bwrap-that-works");
    const stub = join(folder.path, "stub");
    mkdirSync(stub);
    plantProgram(stub, "bwrap", "echo 'bwrap: No permissions to create new namespace' >&2; exit 1");
    vi.stubEnv("PATH", `${stub}:${bin}`);
    expect(await openSandboxRuntime({ egress: ["bedrock.example:443"], hidden: [] })).toEqual({
      status: "unavailable",
      message: expect.stringMatching(/No permissions to create new namespace.*user namespaces/),
    });
  });
});
