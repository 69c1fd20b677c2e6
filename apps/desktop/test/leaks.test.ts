import { startMockIdentityCenter } from "@latchkey/mock-identity-center";
import type { MockIdentityCenter } from "@latchkey/mock-identity-center";
import { temporaryDirectory } from "@latchkey/test-kit";
import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { policyFile } from "./support/demo.ts";

const HOST = fileURLToPath(new URL("support/demo-with-secrets.ts", import.meta.url));

/** Everything in a folder, file by file, as bytes read one to one. */
function contents(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "latin1"));
}

describe("the whole road at debug level", () => {
  it("writes none of the secrets that existed in it: not to stdout, stderr, the log or the vault folder", async () => {
    using folder = temporaryDirectory();
    const child = spawn(process.execPath, [HOST, folder.path, policyFile("acme.mobileconfig")], {
      stdio: ["ignore", "pipe", "pipe", "ipc"],
      env: { PATH: process.env["PATH"], HOME: process.env["HOME"] },
    });
    let secrets: readonly string[] = [];
    let written: readonly string[] = [];
    child.on("message", (message: { readonly secrets: string[]; readonly written: string[] }) => {
      ({ secrets, written } = message);
    });
    const exited = new Promise((resolve) => child.once("exit", resolve));
    if (child.stdout === null || child.stderr === null) throw new Error("the demo's output is piped");
    const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
    expect(await exited).toBe(0);

    expect(stdout).toContain('"event":"done"');
    expect(stderr).toContain('"level":"debug"');
    // Client secret, device code, two access and two refresh tokens, three secret keys and session tokens.
    expect(secrets.length).toBeGreaterThanOrEqual(11);
    const everything = [stdout, stderr, ...written, ...contents(folder.path)];
    expect(written.length, "the vault held records while it was searched").toBeGreaterThan(0);
    for (const secret of secrets) {
      expect(everything.filter((part) => part.includes(secret)).length, "places that hold a secret").toBe(0);
    }
  });

  it("would notice: the search finds a secret that is written", async () => {
    await using mock: MockIdentityCenter = await startMockIdentityCenter();
    const response = await fetch(`${mock.oidcUrl}/client/register`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ clientName: "leak", clientType: "public" }),
    });
    const answer = await response.text();
    expect(mock.issuedSecrets().some((secret) => answer.includes(secret))).toBe(true);
  });
});
