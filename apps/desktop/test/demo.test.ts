import { approveInBrowser, defaultPassword } from "@latchkey/mock-identity-center";
import { temporaryDirectory } from "@latchkey/test-kit";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { eventsOf, policyFile, runDemoProcess } from "./support/demo.ts";
import type { DemoRun } from "./support/demo.ts";
import { POLICY } from "./support/rehearsal.ts";

const STORY = [
  "policy",
  "auth-mode",
  "user-code",
  "signed-in",
  "credentials",
  "sandbox",
  "answer",
  "cloudtrail",
  "second-launch",
  "refreshed",
  "revoked",
  "done",
];

/** The Node processes that a run of the demo consists of at this moment: those of its process group. */
const nodesOf = (demo: DemoRun): number[] =>
  readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => ofProcess(pid, "cmdline").startsWith(`${process.execPath}\0`))
    .filter((pid) => ofProcess(pid, "stat").split(") ").at(-1)?.split(" ")[2] === String(demo.pid))
    .map(Number);

function ofProcess(pid: string, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    return "";
  }
}

describe("pnpm demo --json", () => {
  it.each(["acme.mobileconfig", "acme.reg", "acme.json"])("tells the whole story from %s", async (name) => {
    const { code, stdout, stderr } = await runDemoProcess([
      "--json",
      "--keychain",
      "memory",
      "--policy",
      policyFile(name),
      "--prompt",
      "Which door?",
    ]).finished;
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const events = eventsOf(stdout).filter(({ event }) => event !== "note");
    expect(events.map(({ event }) => event)).toEqual(STORY);
    const byName = Object.fromEntries(events.map((event) => [event["event"], event]));
    expect(byName).toMatchObject({
      "auth-mode": { mode: "aws-sso" },
      "user-code": { userCode: expect.stringMatching(/^[B-Z]{4}-[B-Z]{4}$/) },
      "signed-in": { keychain: "memory" },
      credentials: { accessKeyId: expect.stringMatching(/^ASIA….{4}$/), expiresAt: expect.any(String) },
      sandbox: { sandbox: "sandbox-runtime" },
      answer: { text: expect.stringContaining("Which door?") },
      cloudtrail: { record: { userIdentity: { arn: expect.stringContaining("BedrockInference") } } },
      "second-launch": { browser: false },
      refreshed: { browser: false },
      revoked: { reason: "session-ended", cleared: true },
    });
    for (const event of events) expect(event["ms"], String(event["event"])).toBeTypeOf("number");
  });
});

/** Starts the demo in a session bus of its own with an unlocked keyring. */
function withKeyring(folder: string): readonly string[] {
  const script = `printf test | XDG_DATA_HOME='${folder}' gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1; exec "$@"`;
  return ["dbus-run-session", "--", "sh", "-c", script, "sh"];
}

describe("pnpm demo on another machine", () => {
  it("keeps the key in the OS keychain when there is one, in a new process for every launch", async () => {
    using keyring = temporaryDirectory();
    const { code, stdout } = await runDemoProcess(["--json"], { before: withKeyring(keyring.path) }).finished;
    expect(code).toBe(0);
    const events = eventsOf(stdout);
    expect(events.find(({ event }) => event === "signed-in")).toMatchObject({ keychain: "os" });
    expect(events.map(({ event }) => event).filter((event) => event !== "note")).toEqual(STORY);
  });

  it("without bubblewrap: one line says so, the worker is a plain child and marked as such", async () => {
    using empty = temporaryDirectory();
    const environment = { PATH: empty.path };
    const { code, stdout } = await runDemoProcess(["--json", "--keychain", "memory"], { environment })
      .finished;
    expect(code).toBe(0);
    const events = eventsOf(stdout);
    expect(events.find(({ event }) => event === "sandbox")).toMatchObject({ sandbox: "none" });
    const notes = events.filter(({ event }) => event === "note").map(({ text }) => text);
    expect(notes.filter((text) => String(text).startsWith("No sandbox ("))).toEqual([
      expect.stringContaining("apt-get install -y --no-install-recommends bubblewrap socat ripgrep"),
    ]);
    expect(events.find(({ event }) => event === "answer")).toBeDefined();
  });
});

describe("pnpm demo with a policy that cannot be used", () => {
  const { inferenceBedrockSsoRoleName: _, ...threeOfFour } = POLICY;
  it.each([
    [
      "three of the four keys",
      JSON.stringify(threeOfFour),
      /^warning: .*policy\.json: .*missing: inferenceBedrockSsoRoleName\)$/,
    ],
    ["a malformed file", '{"inferenceProvider": ', /^error: .*policy\.json: line \d+, column \d+: /],
    [
      "a malformed value",
      JSON.stringify({ ...POLICY, inferenceBedrockSsoAccountId: "x" }),
      /^error: .*policy\.json: inferenceBedrockSsoAccountId: expected/,
    ],
  ])("%s: exit 2 and one line that names it", async (_title, content, line) => {
    using folder = temporaryDirectory();
    const file = join(folder.path, "policy.json");
    writeFileSync(file, content);
    const { code, stderr } = await runDemoProcess(["--policy", file]).finished;
    expect(code).toBe(2);
    expect(stderr.trim().split("\n")).toEqual([expect.stringMatching(line)]);
  });

  it("a folder in place of a file: exit 2, its name and what was expected", async () => {
    using folder = temporaryDirectory();
    const { code, stderr } = await runDemoProcess(["--policy", folder.path]).finished;
    expect({ code, stderr }).toEqual({ code: 2, stderr: `error: ${folder.path}: expected a regular file\n` });
  });

  it("no such file: exit 2 and its name", async () => {
    const { code, stderr } = await runDemoProcess(["--policy", "/does/not/exist.reg"]).finished;
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: "error: /does/not/exist.reg: there is no such file\n",
    });
  });
});

describe("pnpm demo's command line", () => {
  it.each([["--bogus"], ["--keychain", "cloud"], ["--prompt", " "], ["stray"]])(
    "%s %s: usage on standard error, exit 2",
    async (...words) => {
      const { code, stdout, stderr } = await runDemoProcess(words).finished;
      expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
      expect(stderr).toContain("Usage: pnpm demo");
    },
  );

  it("--help: usage on standard output, exit 0", async () => {
    const { code, stdout } = await runDemoProcess(["--help"]).finished;
    expect(code).toBe(0);
    expect(stdout).toContain("Usage: pnpm demo");
  });

  it("--keychain os without a keychain: exit 1 and what to do", async () => {
    const { code, stderr } = await runDemoProcess(["--keychain", "os"]).finished;
    expect(code).toBe(1);
    expect(stderr).toMatch(/^error: OS keychain unavailable: /);
  });
});

describe("pnpm demo --manual", () => {
  it("waits for the person, and Ctrl-C ends it: exit 130, nothing left running or lying about", async () => {
    using temporary = temporaryDirectory();
    const environment = { TMPDIR: temporary.path };
    const demo = runDemoProcess(["--manual", "--keychain", "memory"], { environment });
    await demo.printed("Waiting for your approval");
    expect(readdirSync(temporary.path)).not.toEqual([]);
    demo.interrupt();
    expect(await demo.finished).toMatchObject({ code: 130, stderr: "" });
    await vi.waitFor(() => {
      expect(() => process.kill(-demo.pid, 0), "a process of the demo's group is left").toThrow(/ESRCH/);
    });
    expect(readdirSync(temporary.path)).toEqual([]);
  });

  it("ends the launched process and the keychain's too, when the key is in the OS keychain", async () => {
    using keyring = temporaryDirectory();
    using temporary = temporaryDirectory();
    const demo = runDemoProcess(["--manual", "--keychain", "os"], {
      before: withKeyring(keyring.path),
      environment: { TMPDIR: temporary.path },
    });
    await demo.printed("Waiting for your approval");
    const started = nodesOf(demo);
    expect(started.length).toBeGreaterThan(1);
    // Only the demo's own processes: the bus and the keyring must outlive them.
    for (const pid of started) process.kill(pid, "SIGINT");
    const { code, stderr } = await demo.finished;
    expect(code).toBe(130);
    expect(stderr.split("\n").filter((line) => /Error \[|^\s+at |warning|^error/.test(line))).toEqual([]);
    expect(nodesOf(demo)).toEqual([]);
    expect(readdirSync(temporary.path)).toEqual([]);
  });

  it("ends at once when it is interrupted before it waits", async () => {
    const demo = runDemoProcess(["--keychain", "memory"]);
    await demo.printed("Auth mode");
    demo.interrupt();
    expect(await demo.finished).toMatchObject({ code: 130, stderr: "" });
  });

  it("ends when the reader of its output has gone", async () => {
    const head = ["sh", "-c", '"$@" | head -1', "sh"];
    const { code } = await runDemoProcess(["--json", "--keychain", "memory"], { before: head }).finished;
    expect(code).toBe(0);
  });

  it("goes on when the person approves on the pages", async () => {
    const demo = runDemoProcess(["--manual", "--json", "--keychain", "memory"]);
    await demo.printed("Waiting for your approval");
    const { verificationUri } = eventsOf(demo.stdout()).find(({ event }) => event === "user-code") as {
      verificationUri: string;
    };
    await approveInBrowser({ verificationUri, userName: "ada.lovelace", password: defaultPassword });
    const { code, stdout } = await demo.finished;
    expect(code).toBe(0);
    expect(eventsOf(stdout).at(-1)).toMatchObject({ event: "done" });
  });
});
