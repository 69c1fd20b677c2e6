import type { CredentialHelperDecision } from "@latchkey/policy-reader";
import { expectNoLeak, expectSecret, manualClock, temporaryDirectory } from "@latchkey/test-kit";
import type { ManualClock } from "@latchkey/test-kit";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, it, vi } from "vitest";
import { credentialSource } from "../src/main/session/credentials/credential-source.ts";
import type {
  CredentialResult,
  CredentialSource,
} from "../src/main/session/credentials/session-credentials.ts";
import { plantProgram } from "./support/planted-program.ts";
import { isRunning, processesWith } from "./support/processes.ts";

const folder = temporaryDirectory();
afterAll(() => folder[Symbol.dispose]());

let clock: ManualClock;
beforeEach(() => void (clock = manualClock()));

const ENVIRONMENT = {
  PATH: "/usr/bin:/bin",
  HOME: "/home/person",
  DBUS_SESSION_BUS_ADDRESS: "unix:path=/run/bus",
  NODE_OPTIONS: "--hostile",
  LD_PRELOAD: "/hostile.so",
  BASH_ENV: "/hostile.sh",
  AWS_PROFILE: "hostile",
};

function helper(path: string, changes: Partial<CredentialHelperDecision> = {}): CredentialSource {
  const decision = { mode: "credential-helper", path, ttlSeconds: 3600, timeoutSeconds: 60, ...changes };
  return credentialSource(decision as CredentialHelperDecision, {
    environment: ENVIRONMENT,
    now: () => clock.now(),
    sleep: (ms, signal) => clock.sleep(ms, signal),
  });
}

/** A helper that prints how often it has run. */
function countingHelper(name: string): { path: string; runs: () => number } {
  const count = join(folder.path, `${name}.count`);
  const path = plantProgram(folder.path, name, `echo >> '${count}'; echo "token-$(wc -l < '${count}')"`);
  return { path, runs: () => (existsSync(count) ? readFileSync(count, "utf8").length : 0) };
}

function tokenOf(result: CredentialResult): string {
  if (result.status !== "issued" || result.credentials.kind !== "bearer-token") {
    throw new Error(`expected a token, got ${JSON.stringify(result)}`);
  }
  return result.credentials.token.reveal();
}

describe("a credential helper", () => {
  it("is run without arguments, and its trimmed output is the token", async () => {
    const path = plantProgram(folder.path, "with arguments", 'echo "  $#-arguments-planted  "');
    const result = await helper(path).issue();
    if (result.status !== "issued" || result.credentials.kind !== "bearer-token") throw new Error("no token");
    expectSecret(result.credentials.token, "0-arguments-planted");
    expectNoLeak(result, "0-arguments-planted");
    expect(result.credentials).not.toHaveProperty("expiration");
  });

  it("may print JSON", async () => {
    const path = plantProgram(folder.path, "json", `echo '{"token":"planted-token"}'`);
    expect(tokenOf(await helper(path).issue())).toBe("planted-token");
  });

  it("sees the allow-listed part of the environment, with the person's keyring and without code hooks", async () => {
    const path = plantProgram(folder.path, "environment", "env | cut -d= -f1 | sort | tr '\\n' '.'");
    const names = tokenOf(await helper(path).issue())
      .split(".")
      .filter((name) => name !== "");
    // The last three are the shell's own.
    expect(names.filter((name) => !["PWD", "OLDPWD", "_"].includes(name))).toEqual([
      "DBUS_SESSION_BUS_ADDRESS",
      "HOME",
      "PATH",
    ]);
  });

  it("is kept for its time to live, counted from the start of its run", async () => {
    const { path, runs } = countingHelper("kept");
    const source = helper(path, { ttlSeconds: 100 });
    expect(tokenOf(await source.issue())).toBe("token-1");
    await clock.advance(99_999);
    expect(tokenOf(await source.issue())).toBe("token-1");
    await clock.advance(1);
    expect(tokenOf(await source.issue())).toBe("token-2");
    clock.jump(-1);
    expect(tokenOf(await source.issue())).toBe("token-3");
    expect(runs()).toBe(3);
    expect(clock.pending).toBe(0);
  });

  it("is run every time when its time to live is 0", async () => {
    const { path } = countingHelper("never-kept");
    const source = helper(path, { ttlSeconds: 0 });
    expect(tokenOf(await source.issue())).toBe("token-1");
    expect(tokenOf(await source.issue())).toBe("token-2");
  });

  it("is run once for sessions that start at the same time", async () => {
    const { path, runs } = countingHelper("shared");
    const source = helper(path, { ttlSeconds: 0 });
    const results = await Promise.all([source.issue(), source.issue(), source.issue()]);
    expect(results.map(tokenOf)).toEqual(["token-1", "token-1", "token-1"]);
    expect(runs()).toBe(1);
  });

  it("is run again after a failure", async () => {
    const path = plantProgram(
      folder.path,
      "once",
      `[ -e '${folder.path}/ran' ] || { touch '${folder.path}/ran'; exit 3; }; echo token`,
    );
    const source = helper(path);
    expect(await source.issue()).toMatchObject({ code: "helper-failed" });
    expect(tokenOf(await source.issue())).toBe("token");
  });

  it("is ended with everything it started when it is slow", async () => {
    const marker = join(folder.path, "slow-marker");
    const path = plantProgram(
      folder.path,
      "slow",
      `sh -c 'echo planted-token; while :; do sleep 1; done' '${marker}'`,
    );
    const issuing = helper(path, { timeoutSeconds: 7 }).issue();
    await vi.waitFor(() => expect(processesWith(marker)).not.toEqual([]), { timeout: 10_000 });
    await clock.advance(6999);
    expect(processesWith(marker)).not.toEqual([]);
    await clock.advance(1);
    const result = await issuing;
    expect(result).toEqual({
      status: "credentials-unavailable",
      code: "timed-out",
      message: expect.stringContaining(`${path} did not end within 7 seconds`),
    });
    await vi.waitFor(() => expect(processesWith(marker)).toEqual([]), { timeout: 10_000 });
  });

  it("is ended when nobody waits for it any more", async () => {
    const pid = join(folder.path, "abandoned.pid");
    const path = plantProgram(
      folder.path,
      "abandoned",
      `echo $$ > '${pid}.new'; mv '${pid}.new' '${pid}'; while :; do sleep 1; done`,
    );
    const controller = new AbortController();
    const issuing = helper(path).issue(controller.signal);
    await vi.waitFor(() => expect(existsSync(pid)).toBe(true), { timeout: 10_000 });
    const reason = new Error("the person pressed cancel");
    controller.abort(reason);
    await expect(issuing).rejects.toBe(reason);
    await vi.waitFor(() => expect(isRunning(Number(readFileSync(pid, "utf8")))).toBe(false), {
      timeout: 10_000,
    });
    expect(clock.pending).toBe(0);
  });

  it.each([
    ["fails", "echo planted-token; echo planted-token >&2; exit 3", "helper-failed", "exit code 3"],
    ["is killed", "echo planted-token; kill -9 $$", "helper-failed", "signal"],
    ["prints junk", "echo planted-token and more", "helper-output", "one word"],
    ["prints nothing", "true", "helper-output", "no token"],
    [
      "prints headers",
      `echo '{"token":"planted-token","headers":{"x":"planted-token"}}'`,
      "helper-output",
      "headers",
    ],
    ["floods", "yes planted-token", "output-too-big", "longer|more than"],
    ["floods its errors", "yes planted-token >&2", "output-too-big", "more than"],
  ])("that %s is named with what to do, and never quoted", async (name, body, code, words) => {
    const path = plantProgram(folder.path, name, body);
    const result = await helper(path).issue();
    expect(result).toEqual({
      status: "credentials-unavailable",
      code,
      message: expect.stringMatching(new RegExp(words)),
    });
    expect((result as { message: string }).message).toContain(path);
    expectNoLeak(result, "planted-token");
    expect(clock.pending).toBe(0);
  });

  it.each([
    ["is not there", () => join(folder.path, "nowhere"), "helper-missing"],
    ["is a folder", () => folder.path, "helper-not-executable"],
    ["is no program", () => plantProgram(folder.path, "plain", "echo token", 0o644), "helper-not-executable"],
  ])("that %s is named with what to do", async (_, path, code) => {
    expect(await helper(path()).issue()).toEqual({
      status: "credentials-unavailable",
      code,
      message: expect.stringContaining(path()),
    });
  });
});
