/** The bin as people start it: exit statuses, streams and a reader that goes away. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { temporaryDirectory } from "@latchkey/test-kit";
import { describe, expect, it } from "vitest";
import { BEDROCK, encode, FORMATS, SIGN_IN, TOKEN } from "../support.ts";
import { BIN, policyFile, runProcess } from "./support.ts";

const FINE = { ...BEDROCK, ...SIGN_IN };

function manifest(path: string): unknown {
  return JSON.parse(readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), "utf8"));
}

describe("latchkey-policy as a process", { timeout: 60_000 }, () => {
  it("keeps its exit statuses apart", async () => {
    using directory = temporaryDirectory();
    const fine = policyFile(directory.path, FINE, "reg", "fine");
    const bad = policyFile(directory.path, BEDROCK, "mobileconfig", "bad");
    const statuses = await Promise.all(
      [
        ["check", fine],
        ["check", fine, bad],
        ["check", fine, `${bad}x`],
        ["diff", fine, fine],
        ["diff", fine, bad],
        ["diff", fine, `${bad}x`],
        ["explain", "--source", bad],
        ["explian"],
        ["--version"],
      ].map(async (args) => (await runProcess(args)).exitStatus),
    );
    expect(statuses).toEqual([0, 1, 2, 0, 1, 2, 0, 2, 0]);
  });

  it.each(FORMATS)("reads %s from standard input, and keeps the token to itself", async (format) => {
    const bytes = encode(format, { ...FINE, inferenceBedrockBearerToken: TOKEN });
    const { exitStatus, out, err } = await runProcess(["explain", "--json", "--source", "-"], bytes);
    expect({ exitStatus, err }).toEqual({ exitStatus: 0, err: "" });
    expect(JSON.parse(out)).toMatchObject({ mode: "bearer-token" });
    expect(out).not.toContain(TOKEN);
  });

  it("explains this very machine", async () => {
    const { exitStatus, out, err } = await runProcess(["explain", "--json"]);
    expect({ exitStatus, err }).toEqual({ exitStatus: 0, err: "" });
    expect((JSON.parse(out) as { sources: unknown[] }).sources.length).toBeGreaterThan(0);
  });

  it("writes a .reg byte by byte the same to standard output and to a file", async () => {
    using directory = temporaryDirectory();
    const source = policyFile(directory.path, FINE);
    const target = join(directory.path, "out.reg");
    const [printed, written] = await Promise.all([
      runProcess(["export", "--format", "reg", source]),
      runProcess(["export", "--format", "reg", "--out", target, source]),
    ]);
    expect(written).toMatchObject({ exitStatus: 0, out: "", err: "" });
    expect(Buffer.from(printed.bytes)).toEqual(readFileSync(target));
  });

  it("has no colours in a pipe", async () => {
    expect((await runProcess(["check", "-"], "{")).out).not.toContain("\u001b");
  });

  it("is quiet when its reader has read enough", async () => {
    const child = spawn(process.execPath, [BIN, "explain", "--all"], { stdio: ["ignore", "pipe", "pipe"] });
    child.stdout.destroy();
    let err = "";
    child.stderr.on("data", (chunk: Buffer) => (err += chunk.toString()));
    await once(child, "close");
    expect(err).toBe("");
    expect(child.exitCode).toBe(0);
  });

  it("takes no more than a policy from an endless standard input", async () => {
    const child = spawn(process.execPath, [BIN, "check", "-"], { stdio: ["pipe", "pipe", "inherit"] });
    child.stdin.on("error", () => undefined);
    const chunk = Buffer.alloc(64 * 1024, " ");
    const feed = (): void => {
      while (child.stdin.writable && child.stdin.write(chunk));
    };
    child.stdin.on("drain", feed);
    feed();
    let out = "";
    child.stdout.on("data", (text: Buffer) => (out += text.toString()));
    await once(child, "close");
    expect(child.exitCode).toBe(1);
    expect(out).toContain("larger than 1 MiB");
  });

  it("is the repository's own, by its name", () => {
    expect(manifest("package.json")).toMatchObject({
      bin: { "latchkey-policy": "./scripts/latchkey-policy.ts" },
      publishConfig: { bin: { "latchkey-policy": "./dist/bin/latchkey-policy.js" } },
    });
    expect(manifest("../../package.json")).toMatchObject({
      devDependencies: { "@latchkey/policy-reader": "link:packages/policy-reader" },
    });
  });
});
