/** Our `.reg` files and our Windows source against the registry and the `reg.exe` of Wine. */
import { secret } from "@latchkey/secret";
import { expectSecret } from "@latchkey/test-kit";
import { beforeAll, describe, expect, it } from "vitest";
import { decideAuthMode } from "../../src/decide/decide-auth-mode.ts";
import { decodePolicy } from "../../src/decode/decode-policy.ts";
import { regFile, regLine } from "../../src/encode/reg.ts";
import type { PolicySnapshot } from "../../src/policy-types.ts";
import { readPolicy, type ReadPolicyOptions } from "../../src/read-policy.ts";
import { windowsPolicySource } from "../../src/sources/windows-policy-source.ts";
import { BEDROCK, SIGN_IN, TOKEN } from "../support.ts";
import { openWine, type Wine } from "../support/wine.ts";
import { HOSTILE_TEXTS, POLICIES } from "./corpus.ts";
import { exported, expectPolicy } from "./expect-policy.ts";

const CORPUS = String.raw`SOFTWARE\Policies\LatchkeyCorpus`;
const corpusKey = (index: number): string => `${CORPUS}\\Policy${index}`;

const SIGN_IN_POLICY = {
  ...BEDROCK,
  inferenceModels: ["us.anthropic.claude-sonnet-4-20250514-v1:0"],
  ...SIGN_IN,
};

let wine: Wine;

beforeAll(async () => {
  wine = await openWine();
  return async () => wine.close();
}, 60_000);

/** The sections of several `.reg` files in one, because every call of Wine takes its time. */
function joined(files: readonly Uint8Array[]): Uint8Array {
  const sections = files.map((bytes) =>
    Buffer.from(bytes).subarray(2).toString("utf16le").split("\r\n").slice(2),
  );
  return regFile(sections.flat());
}

/** A name for a value: a name with many digits would be taken for a token and hidden. */
function nameOf(index: number): string {
  return `value_${Array.from(String(index), (digit) => "abcdefghij"[Number(digit)]).join("")}`;
}

async function readDevice(options?: ReadPolicyOptions): Promise<PolicySnapshot> {
  const common = { exec: wine.exec, temporaryDirectory: wine.folder };
  const sources = (["machine", "user"] as const).map((scope) => windowsPolicySource({ ...common, scope }));
  return readPolicy(sources, options);
}

async function deviceMode(): Promise<string> {
  return decideAuthMode(await readDevice()).mode;
}

describe("an exported .reg", { timeout: 30_000 }, () => {
  it("brings every policy of the corpus through the registry unchanged", async () => {
    const files = POLICIES.map((policy, index) =>
      exported("reg", policy, { includeSecrets: true, registryKey: corpusKey(index) }),
    );
    await wine.importFile(joined(files));
    const stored = await wine.exportKey(`HKLM\\${CORPUS}`);
    expect(stored.length).toBeGreaterThan(100_000);
    for (const [index, policy] of POLICIES.entries()) {
      await expectPolicy(stored, policy, {
        registryKey: corpusKey(index),
        exported: true,
      });
    }
  });

  it("brings hostile texts through the registry unchanged", async () => {
    const key = `${CORPUS}\\Hostile`;
    const lines = HOSTILE_TEXTS.map((text, index) => regLine(nameOf(index), text));
    await wine.importFile(regFile([`[HKEY_LOCAL_MACHINE\\${key}]`, ...lines]));
    const stored = await wine.exportKey(`HKLM\\${key}`);
    const decoded = decodePolicy(stored, {
      name: "stored",
      registryKey: key,
      exported: true,
    });
    if (decoded.status !== "read") throw new Error(decoded.diagnostics[0]?.message);
    const values = new Map(decoded.entries.map((entry) => [entry.key, entry.value]));
    expect(values.size).toBe(HOSTILE_TEXTS.length);
    for (const [index, text] of HOSTILE_TEXTS.entries()) {
      const value = values.get(nameOf(index));
      expect(value?.type).toBe("sealed");
      if (value?.type === "sealed") expectSecret(value.text, text);
    }
  });
});

describe("on a device", { timeout: 30_000 }, () => {
  it("sign-in replaces an older bearer token, and a removal leaves nothing", async () => {
    const older = {
      ...SIGN_IN_POLICY,
      inferenceBedrockBearerToken: secret(TOKEN),
      inferenceBedrockProfile: "old",
    };
    await wine.importFile(exported("reg", older, { includeSecrets: true }));
    expect(await deviceMode()).toBe("bearer-token");
    const signIn = exported("reg", SIGN_IN_POLICY);
    await wine.importFile(signIn);
    expect(await deviceMode()).toBe("aws-sso");
    await wine.importFile(exported("reg-removal"));
    const removed = await readDevice();
    expect(removed.status).toBe("absent");
    expect(decideAuthMode(removed).mode).toBe("inactive");
  });

  it("an export without its secret leaves the device's own in place", async () => {
    const policy = { ...BEDROCK, inferenceModels: ["m"], inferenceBedrockBearerToken: secret(TOKEN) };
    await wine.importFile(exported("reg", policy, { includeSecrets: true }));
    await wine.importFile(exported("reg", { ...policy, inferenceBedrockRegion: "eu-central-1" }));
    const decision = decideAuthMode(await readDevice());
    expect(decision).toMatchObject({ mode: "bearer-token", bedrock: { region: "eu-central-1" } });
    await wine.importFile(exported("reg-removal"));
  });

  it("the machine's hive hides the user's, and the user's counts when the machine's is gone", async () => {
    const ofUser = {
      ...SIGN_IN_POLICY,
      inferenceBedrockRegion: "eu-central-1",
      egressProxyUrl: "http://user",
    };
    await wine.importFile(
      joined([exported("reg", SIGN_IN_POLICY), exported("reg", ofUser, { scope: "user" })]),
    );
    const exclusive = await readDevice();
    expect(decideAuthMode(exclusive)).toMatchObject({ mode: "aws-sso", bedrock: { region: "us-west-2" } });
    expect(exclusive.entries.filter(({ scope }) => scope === "user").map(({ status }) => status)).toEqual(
      Object.keys(ofUser).map(() => "ignored-source"),
    );
    const merged = await readDevice({ precedence: "machine-over-user" });
    expect(decideAuthMode(merged)).toMatchObject({ bedrock: { region: "us-west-2" } });
    expect(merged.entries.find(({ key }) => key === "egressProxyUrl")).toMatchObject({
      scope: "user",
      status: "ok",
      value: "http://user",
    });
    await wine.importFile(exported("reg-removal"));
    expect(decideAuthMode(await readDevice())).toMatchObject({ bedrock: { region: "eu-central-1" } });
    await wine.importFile(exported("reg-removal", {}, { scope: "user" }));
    expect((await readDevice()).status).toBe("absent");
  });
});
