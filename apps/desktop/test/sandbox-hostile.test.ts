import { buildSandboxEnv } from "@latchkey/sandbox-env";
import { secret } from "@latchkey/secret";
import { temporaryDirectory } from "@latchkey/test-kit";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, it, vi } from "vitest";
import { openSandboxRuntime } from "../src/main/session/sandbox-runtime.ts";
import { SANDBOX_VARIABLES } from "../src/main/session/sandbox-variables.ts";
import { sweepSessionFolders } from "../src/main/session/sandbox-folder.ts";
import type { Sandbox, SandboxCommand } from "../src/main/session/sandbox.ts";
import { firstOutput, processesWith, readOr } from "./support/processes.ts";

/** With these the loader prints instead of, or before, what any program prints: then no sandbox opens at all. */
const LOADER_PRINTS = ["LD_TRACE_LOADED_OBJECTS", "LD_SHOW_AUXV"];

/** The list that sandbox-env is tested with. */
const LISTS = new URL("../../../packages/sandbox-env/test/hostile-variables.json", import.meta.url);

const variables = JSON.parse(readFileSync(LISTS, "utf8")) as Record<string, { readonly names: string[] }>;

const HOSTILE = Object.values(variables)
  .flatMap(({ names }) => names)
  .filter((name) => !LOADER_PRINTS.includes(name));
const PLANTED = ["planted-secret-access-key", "planted-session-token"];

const closing: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
  vi.unstubAllEnvs();
});

async function opened(): Promise<{ sandbox: Sandbox; workingFolder: string }> {
  const folder = temporaryDirectory();
  closing.push(() => folder[Symbol.dispose]());
  const result = await openSandboxRuntime({ egress: ["127.0.0.1:9"], hidden: [] });
  if (result.status !== "ready") throw new Error(result.message);
  closing.push(() => result.sandbox.close());
  const workingFolder = join(folder.path, "work");
  mkdirSync(workingFolder);
  return { sandbox: result.sandbox, workingFolder };
}

function environment(workingFolder: string): Record<string, string> {
  const built = buildSandboxEnv({
    credentials: {
      accessKeyId: "ASIAEXAMPLE",
      secretAccessKey: secret(PLANTED[0] ?? ""),
      sessionToken: secret(PLANTED[1] ?? ""),
      expiration: new Date(Date.now() + 3_600_000),
    },
    region: "us-west-2",
    inherit: process.env,
    variables: { HOME: workingFolder },
  });
  if (built.status !== "ready") throw new Error("expected ready");
  return built.env.reveal();
}

const shell = (workingFolder: string, line: string, ...words: string[]): SandboxCommand => ({
  program: "/bin/sh",
  arguments: ["-c", line, ...words],
  readable: [],
  environment: environment(workingFolder),
  workingFolder,
});

describe("a sandboxed program", () => {
  it("sees byte for byte what sandbox-env built and the named list, from a parent in which everything is hostile", async () => {
    for (const name of HOSTILE) vi.stubEnv(name, "hostile-value");
    const { sandbox, workingFolder } = await opened();
    const ours = environment(workingFolder);
    const child = await sandbox.spawn({
      ...shell(workingFolder, ""),
      program: "/usr/bin/env",
      arguments: ["-0"],
    });
    const [printed, errors] = await Promise.all([text(child.stdout), text(child.stderr)]);
    expect(printed, errors).not.toBe("");
    const seen = Object.fromEntries(
      printed
        .split("\0")
        .filter((line) => line !== "")
        .map((line) => {
          const at = line.indexOf("=");
          return [line.slice(0, at), line.slice(at + 1)];
        }),
    );
    const ownNames = Object.keys(seen).filter((name) => !(name in SANDBOX_VARIABLES));
    expect(Object.fromEntries(ownNames.map((name) => [name, seen[name]]))).toEqual(ours);
    expect(printed).not.toContain("hostile-value");
    expect(seen["TMPDIR"]).toBe(join(workingFolder, ".tmp"));
  });

  it("has its secrets in no command line of any process", async () => {
    const { sandbox, workingFolder } = await opened();
    const child = await sandbox.spawn(shell(workingFolder, "echo up; read _", "argv-marker"));
    await firstOutput(child);
    expect(processesWith("argv-marker").length).toBeGreaterThan(0);
    for (const secretText of PLANTED) expect(processesWith(secretText)).toEqual([]);
  });

  it("reads no environment of a process outside, and reaches no Unix socket", async () => {
    const { sandbox, workingFolder } = await opened();
    // Outside of every hidden folder, as a keyring's socket might be.
    const visible = mkdtempSync(fileURLToPath(new URL("../dist/socket-", import.meta.url)));
    const keyring = createServer((socket) => socket.end("secret"));
    closing.push(
      () => void keyring.close(),
      () => rmSync(visible, { recursive: true }),
    );
    await new Promise<void>((resolve) => keyring.listen(join(visible, "bus"), resolve));
    const script = `
      import { connect } from "node:net";
      import { readdirSync, readFileSync } from "node:fs";
      const pids = readdirSync("/proc").filter((name) => /^\\d+$/.test(name));
      const environments = pids.map((pid) => { try { return readFileSync("/proc/" + pid + "/environ", "latin1"); } catch { return ""; } });
      const outcome = await new Promise((resolve) => {
        connect(${JSON.stringify(join(visible, "bus"))}).on("data", () => resolve("reached")).on("error", (error) => resolve(error.code));
      });
      console.log(JSON.stringify({ outside: environments.some((text) => text.includes("OUTSIDE_MARKER")), outcome }));`;
    vi.stubEnv("OUTSIDE_MARKER", "1");
    const outside = spawn("/bin/sleep", ["60"], { stdio: "ignore" });
    closing.push(() => void outside.kill("SIGKILL"));
    expect(readOr(`/proc/${outside.pid}/environ`)).toContain("OUTSIDE_MARKER");
    const child = await sandbox.spawn({
      ...shell(workingFolder, ""),
      program: process.execPath,
      arguments: ["--input-type=module", "-e", script],
    });
    const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr)]);
    if (output === "") throw new Error(errors);
    expect(JSON.parse(output)).toEqual({ outside: false, outcome: expect.stringMatching(/EPERM|EACCES/) });
  });

  it("cannot write where sessions would meet", async () => {
    const shared = "/tmp/claude";
    // It stays: another sandbox of this machine may be about to mount it.
    mkdirSync(shared, { recursive: true });
    const { sandbox, workingFolder } = await opened();
    const child = await sandbox.spawn(
      shell(workingFolder, "echo x > /tmp/claude/left-behind; cat /tmp/claude/left-behind; echo done"),
    );
    await text(child.stdout);
    expect(existsSync(join(shared, "left-behind"))).toBe(false);
  });
});

const gone = (marker: string): Promise<void> =>
  vi.waitFor(() => expect(processesWith(marker)).toEqual([]), { timeout: 10_000 });

describe("killing", () => {
  it.each(["the program", "bubblewrap"])("%s leaves no process", async (what) => {
    const { sandbox, workingFolder } = await opened();
    const marker = `kill-marker-${what.length}-${process.pid}`;
    const child = await sandbox.spawn(shell(workingFolder, "echo up; read _", marker));
    await firstOutput(child);
    const exited = once(child, "exit");
    const innermost = Math.max(...processesWith(marker));
    process.kill(what === "bubblewrap" ? (child.pid ?? 0) : innermost, "SIGKILL");
    await exited;
    await gone(marker);
    expect(processesWith(marker)).toEqual([]);
  });

  it("the app leaves no process, and the next start removes its folders and sockets", async () => {
    const folder = temporaryDirectory();
    closing.push(() => folder[Symbol.dispose]());
    const marker = `app-marker-${process.pid}`;
    const program = fileURLToPath(new URL("./support/sandbox-program.ts", import.meta.url));
    const app = spawn(process.execPath, [program, marker], {
      env: { PATH: process.env["PATH"], TMPDIR: folder.path },
      stdio: ["ignore", "pipe", "inherit"],
    });
    closing.push(() => void app.kill("SIGKILL"));
    await firstOutput(app);
    expect(processesWith(folder.path).length).toBeGreaterThan(0);
    app.kill("SIGKILL");
    await once(app, "exit");
    await gone(marker);
    await vi.waitFor(() => expect(processesWith(folder.path)).toEqual([]), { timeout: 10_000 });
    vi.stubEnv("TMPDIR", folder.path);
    expect(await sweepSessionFolders()).toBe(2);
    expect(readdirSync(folder.path)).toEqual([]);
  });
});
