import { buildSandboxEnv } from "@latchkey/sandbox-env";
import { secret } from "@latchkey/secret";
import { temporaryDirectory } from "@latchkey/test-kit";
import { createServer } from "node:http";
import type { Server } from "node:http";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { text } from "node:stream/consumers";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { openSandboxRuntime } from "../src/main/session/sandbox-runtime.ts";
import type { Sandbox } from "../src/main/session/sandbox.ts";
import { firstOutput, processesWith } from "./support/processes.ts";

/** What sandbox-runtime and its shell add to every process, besides what sandbox-env built. */
const ADDED_BY_THE_SANDBOX = [
  "ALL_PROXY",
  "all_proxy",
  "CLAUDE_CODE_HOST_HTTP_PROXY_PORT",
  "CLAUDE_CODE_HOST_SOCKS_PROXY_PORT",
  "CLOUDSDK_PROXY_ADDRESS",
  "CLOUDSDK_PROXY_PASSWORD",
  "CLOUDSDK_PROXY_PORT",
  "CLOUDSDK_PROXY_TYPE",
  "CLOUDSDK_PROXY_USERNAME",
  "DOCKER_HTTPS_PROXY",
  "DOCKER_HTTP_PROXY",
  "FTP_PROXY",
  "ftp_proxy",
  "GIT_CONFIG_PARAMETERS",
  "GIT_SSH_COMMAND",
  "GRPC_PROXY",
  "grpc_proxy",
  "HTTP_PROXY",
  "http_proxy",
  "HTTPS_PROXY",
  "https_proxy",
  "JAVA_TOOL_OPTIONS",
  "NO_PROXY",
  "no_proxy",
  "PWD",
  "RSYNC_PROXY",
  "SANDBOX_RUNTIME",
  "SHLVL",
  "TMPDIR",
  "_",
  "OLDPWD",
];

const listen = async (server: Server): Promise<number> => {
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  return (server.address() as { port: number }).port;
};

describe("the sandbox", () => {
  const allowed = createServer((_request, response) => response.end("allowed"));
  const forbidden = createServer((_request, response) => response.end("forbidden"));
  const folder = temporaryDirectory();
  const workingFolder = join(folder.path, "work");
  // Neither in a home nor among temporary files, so that only naming it as hidden hides it.
  const vault = mkdtempSync(fileURLToPath(new URL("../dist/vault-", import.meta.url)));
  let sandbox: Sandbox;
  let allowedPort = 0;
  let forbiddenPort = 0;

  beforeAll(async () => {
    mkdirSync(workingFolder);
    writeFileSync(join(vault, "record"), "planted-vault-content");
    allowedPort = await listen(allowed);
    forbiddenPort = await listen(forbidden);
    const opened = await openSandboxRuntime({ egress: [`127.0.0.1:${allowedPort}`], hidden: [vault] });
    if (opened.status !== "ready") throw new Error(opened.message);
    sandbox = opened.sandbox;
  });

  afterAll(async () => {
    await sandbox.close();
    allowed.close();
    forbidden.close();
    folder[Symbol.dispose]();
    rmSync(vault, { recursive: true });
  });

  /** Runs a program inside and gives what it printed as JSON. */
  async function inside(source: string, environment: Record<string, string> = {}): Promise<unknown> {
    const script = join(workingFolder, "probe.mjs");
    writeFileSync(script, source);
    const child = await sandbox.spawn({
      program: process.execPath,
      arguments: [script],
      readable: [],
      environment,
      workingFolder,
    });
    const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr)]);
    if (output === "") throw new Error(errors);
    return JSON.parse(output);
  }

  it("gives a process what sandbox-env built and the sandbox's own variables, none of them AWS's", async () => {
    const built = buildSandboxEnv({
      credentials: {
        accessKeyId: "ASIAEXAMPLE",
        secretAccessKey: secret("planted-secret-access-key"),
        sessionToken: secret("planted-session-token"),
        expiration: new Date(Date.now() + 3_600_000),
      },
      region: "us-west-2",
      inherit: { ...process.env, HOME: workingFolder, AWS_PROFILE: "hostile", NODE_OPTIONS: "--hostile" },
    });
    if (built.status !== "ready") throw new Error("expected ready");
    const seen = (await inside("console.log(JSON.stringify(process.env))", built.env.reveal())) as Record<
      string,
      string
    >;
    const added = Object.keys(seen).filter((name) => !built.env.names.includes(name));
    expect(added.filter((name) => !ADDED_BY_THE_SANDBOX.includes(name))).toEqual([]);
    expect(added.filter((name) => name.startsWith("AWS_"))).toEqual([]);
    for (const [name, value] of Object.entries(built.env.reveal())) expect(seen[name], name).toBe(value);
  });

  it("reaches what is on the egress list through its proxy, and no other host or port", async () => {
    const answers = await inside(`
      import { Agent, get } from "node:http";
      const agent = new Agent({ proxyEnv: { HTTP_PROXY: process.env.HTTP_PROXY } });
      const status = (url, options) => new Promise((resolve) =>
        get(url, options, (response) => resolve(response.resume().statusCode)).on("error", (error) => resolve(error.code)));
      console.log(JSON.stringify({
        allowed: await status("http://127.0.0.1:${allowedPort}/", { agent }),
        otherPort: await status("http://127.0.0.1:${forbiddenPort}/", { agent }),
        metadata: await status("http://169.254.169.254/", { agent }),
        otherHost: await status("http://bedrock.example/", { agent }),
        withoutProxy: await status("http://127.0.0.1:${forbiddenPort}/", {}),
      }));`);
    expect(answers).toEqual({
      allowed: 200,
      otherPort: 403,
      metadata: 403,
      otherHost: 403,
      withoutProxy: "ECONNREFUSED",
    });
  });

  it("hides homes, temporary files and the app's data, and lets nothing but the working folder be written", async () => {
    const answers = await inside(`
      import { readdirSync, writeFileSync } from "node:fs";
      const names = (folder) => { try { return readdirSync(folder); } catch (error) { return error.code; } };
      const write = (file) => { try { writeFileSync(file, "x"); return "written"; } catch (error) { return error.code; } };
      console.log(JSON.stringify({
        vault: names(${JSON.stringify(vault)}),
        home: names("/home"),
        sibling: names(${JSON.stringify(folder.path)}),
        working: write("in-working-folder"),
        etc: write("/etc/latchkey-test"),
        processes: names("/proc").filter((name) => /^\\d+$/.test(name)).length,
      }));`);
    // A vault inside a hidden home is not even there.
    expect([[], "ENOENT"]).toContainEqual((answers as { vault: unknown }).vault);
    expect(answers).toMatchObject({
      home: [],
      sibling: ["work"],
      working: "written",
      etc: "EROFS",
    });
    expect((answers as { processes: number }).processes).toBeLessThan(12);
    expect(existsSync(join(workingFolder, "in-working-folder"))).toBe(true);
  });

  it("is the only one open in a process, since the second would get the egress list of the first", async () => {
    await expect(openSandboxRuntime({ egress: ["bedrock.example:443"], hidden: [] })).rejects.toThrow(
      /open already/,
    );
  });

  it("ends with everything it started when it is closed", async () => {
    const marker = `latchkey-marker-${process.pid}`;
    const source = `console.log(JSON.stringify("up")); setInterval(() => {}, 1000); "${marker}"`;
    const child = await sandbox.spawn({
      program: process.execPath,
      arguments: ["-e", source],
      readable: [],
      environment: {},
      workingFolder,
    });
    await firstOutput(child);
    expect(processesWith(marker).length).toBeGreaterThan(1);
    await sandbox.close();
    expect(child.signalCode).toBe("SIGKILL");
    await vi.waitFor(() => expect(processesWith(marker)).toEqual([]), { timeout: 10_000 });
  });
});
