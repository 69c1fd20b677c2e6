import type { ProfileDecision } from "@latchkey/policy-reader";
import { expectNoLeak, expectSecret, manualClock, temporaryDirectory } from "@latchkey/test-kit";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it, vi } from "vitest";
import { credentialSource } from "../src/main/session/credentials/credential-source.ts";
import type {
  CredentialParts,
  CredentialResult,
} from "../src/main/session/credentials/session-credentials.ts";
import { plantProgram } from "./support/planted-program.ts";

/** Debian's; a test that needs it fails with the line that installs it. */
const AWS_CLI = "/usr/bin/aws";

const folder = temporaryDirectory();
afterAll(() => folder[Symbol.dispose]());

function issue(
  changes: Partial<ProfileDecision>,
  parts: Partial<CredentialParts> = {},
  signal?: AbortSignal,
): Promise<CredentialResult> {
  const decision = { mode: "profile", profile: "bedrock", ...changes } as ProfileDecision;
  const environment = { PATH: "/usr/bin:/bin", HOME: folder.path };
  return credentialSource(decision, { environment, now: Date.now, ...parts }).issue(signal);
}

function awsCredentials(result: CredentialResult) {
  if (result.status !== "issued" || result.credentials.kind !== "aws") {
    throw new Error(`expected AWS credentials, got ${JSON.stringify(result)}`);
  }
  return result.credentials;
}

describe("a named profile through the AWS CLI of Debian", () => {
  const directory = join(folder.path, "company aws");
  mkdirSync(directory);
  const exporter = plantProgram(
    folder.path,
    "exporter",
    `echo '{"Version":1,"AccessKeyId":"ASIAPROCESS","SecretAccessKey":"planted-secret","SessionToken":"planted-session","Expiration":"2030-01-02T03:04:05Z"}'`,
  );
  writeFileSync(
    join(directory, "config"),
    `[profile keys]\nregion = us-west-2\n[profile --odd]\nregion = us-west-2\n[profile process]\ncredential_process = ${exporter}\n` +
      "[profile bare]\nregion = us-west-2\n" +
      "[profile sso]\nsso_session = company\nsso_account_id = 111122223333\nsso_role_name = Bedrock\n" +
      "[sso-session company]\nsso_region = us-east-1\nsso_start_url = https://acme.awsapps.com/start\n",
  );
  writeFileSync(
    join(directory, "credentials"),
    "[keys]\naws_access_key_id = AKIAKEYS\naws_secret_access_key = planted-long-term\n" +
      "[--odd]\naws_access_key_id = AKIAODD\naws_secret_access_key = planted-odd\n",
  );
  const real = (profile: string, parts: Partial<CredentialParts> = {}): Promise<CredentialResult> => {
    expect(existsSync(AWS_CLI), "run as root: apt-get install -y awscli").toBe(true);
    return issue({ profile, awsCliPath: AWS_CLI, awsConfigDirectory: directory }, parts);
  };

  it("gives long-term keys without a session token and without an end", async () => {
    const credentials = awsCredentials(await real("keys"));
    expect(Object.keys(credentials)).toEqual(["kind", "accessKeyId", "secretAccessKey"]);
    expect(credentials.accessKeyId).toBe("AKIAKEYS");
    expectSecret(credentials.secretAccessKey, "planted-long-term");
    expectNoLeak(credentials, "planted-long-term");
  });

  it("gives what a process of the profile prints, with its end", async () => {
    const credentials = awsCredentials(await real("process"));
    expect(credentials).toMatchObject({
      accessKeyId: "ASIAPROCESS",
      expiration: new Date("2030-01-02T03:04:05Z"),
    });
    if (credentials.sessionToken === undefined) throw new Error("no session token");
    expectSecret(credentials.sessionToken, "planted-session");
  });

  it("takes a profile's name for a name, whatever it looks like", async () => {
    expect(awsCredentials(await real("--odd")).accessKeyId).toBe("AKIAODD");
  });

  it("is not moved by a hostile environment", async () => {
    const environment = {
      PATH: "/usr/bin:/bin",
      HOME: folder.path,
      AWS_CONFIG_FILE: "/nowhere",
      AWS_SHARED_CREDENTIALS_FILE: "/nowhere",
      AWS_ACCESS_KEY_ID: "AKIAHOSTILE",
      AWS_SECRET_ACCESS_KEY: "hostile",
      AWS_PROFILE: "hostile",
      AWS_ENDPOINT_URL: "http://127.0.0.1:9",
      PYTHONPATH: "/nowhere",
      PYTHONHOME: "/nowhere",
      LD_PRELOAD: "/nowhere.so",
    };
    expect(awsCredentials(await real("keys", { environment })).accessKeyId).toBe("AKIAKEYS");
  });

  it.each([
    ["nobody", "profile-missing", "no AWS profile nobody"],
    ["sso", "login-needed", "aws sso login --profile sso"],
    ["bare", "profile-failed", "exit code 253"],
  ])("says of profile %s: %s", async (profile, code, words) => {
    expect(await real(profile)).toEqual({
      status: "credentials-unavailable",
      code,
      message: expect.stringContaining(words),
    });
  });
});

const cli = (name: string, body: string): string => plantProgram(folder.path, name, body);

describe("a named profile through a stand-in for the AWS CLI", () => {
  it("is found on PATH, in absolute folders only, and called without a shell", async () => {
    const bin = join(folder.path, "bin");
    mkdirSync(bin);
    plantProgram(
      bin,
      "aws",
      `echo "{\\"Version\\":1,\\"AccessKeyId\\":\\"$(printf '%s|' "$@")\\",\\"SecretAccessKey\\":\\"planted\\"}"`,
    );
    const environment = { PATH: `.:bin:${bin}`, HOME: folder.path };
    const { accessKeyId } = awsCredentials(await issue({ profile: "a b; $(id)" }, { environment }));
    expect(accessKeyId).toBe("configure|export-credentials|--profile=a b; $(id)|--format|process|");
  });

  it.each([
    ["on PATH", {}],
    ["at the configured path", { awsCliPath: "/nowhere/aws" }],
  ])("that is missing %s is told with the line that installs it", async (where, changes) => {
    const result = await issue(changes, { environment: { PATH: folder.path } });
    expect(result).toEqual({
      status: "credentials-unavailable",
      code: "cli-missing",
      message: expect.stringContaining("apt-get install -y awscli"),
    });
    expect((result as { message: string }).message).toContain(
      where === "on PATH" ? "on PATH" : "/nowhere/aws",
    );
  });

  it.each([
    [
      "is too old",
      'echo "aws: error: argument operation: Invalid choice, valid choices are: planted" >&2; exit 252',
      "cli-too-old",
      "2.9",
    ],
    [
      "has an expired sign-in",
      "echo 'Error when retrieving token from sso: Token has expired and refresh failed planted' >&2; exit 255",
      "login-needed",
      "aws sso login",
    ],
    ["fails", "echo planted; echo planted >&2; exit 1", "profile-failed", "exit code 1"],
    ["prints junk", "echo planted", "profile-failed", "version 1"],
    [
      "prints another version",
      `echo '{"Version":2,"AccessKeyId":"planted","SecretAccessKey":"planted"}'`,
      "profile-failed",
      "version 1",
    ],
    ["prints half of it", `echo '{"Version":1,"AccessKeyId":"planted"}'`, "profile-failed", "version 1"],
    [
      "prints no date",
      `echo '{"Version":1,"AccessKeyId":"planted","SecretAccessKey":"planted","Expiration":"soon"}'`,
      "profile-failed",
      "version 1",
    ],
    ["floods", "yes planted", "output-too-big", "more than"],
  ])("that %s is told, and never quoted", async (name, body, code, words) => {
    const result = await issue({ awsCliPath: cli(name, body) });
    expect(result).toEqual({
      status: "credentials-unavailable",
      code,
      message: expect.stringContaining(words),
    });
    expectNoLeak(result, "planted");
  });

  it("that is slow is ended", async () => {
    const clock = manualClock();
    const started = join(folder.path, "started");
    const awsCliPath = cli("slow", `touch '${started}'; while :; do sleep 1; done`);
    const issuing = issue(
      { awsCliPath },
      { now: () => clock.now(), sleep: (ms, signal) => clock.sleep(ms, signal) },
    );
    await vi.waitFor(() => expect(existsSync(started)).toBe(true), { timeout: 10_000 });
    await clock.advance(60_000);
    expect(await issuing).toMatchObject({
      code: "timed-out",
      message: expect.stringContaining("60 seconds"),
    });
    expect(clock.pending).toBe(0);
  });
});
