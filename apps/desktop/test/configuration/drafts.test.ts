/** A draft of the form, through every question that the window asks about it: what a device would say, and never an error. */
import { decideAuthMode, policyCatalogue, policyFileSource, readPolicy } from "@latchkey/policy-reader";
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { configurationInvokes } from "../../src/shared/configuration-contract.ts";
import type { Draft, ExportRequest } from "../../src/shared/configuration-schema.ts";
import { COMPLETE, configurationRig, TOKEN, WITH_TOKEN } from "../support/configuration-rig.ts";
import type { ConfigurationRig } from "../support/configuration-rig.ts";

const FORMATS = ["mobileconfig", "reg", "json"] as const;
const CATALOGUE_FORMATS = ["reg-removal", "admx", "adml", "manifest"] as const;

const DRAFTS: Readonly<Record<string, Draft>> = {
  "aws-sso": COMPLETE,
  "bearer-token": { ...COMPLETE, ...WITH_TOKEN },
  profile: { ...COMPLETE, inferenceBedrockProfile: "bedrock", inferenceBedrockAwsDir: "~/.aws-bedrock" },
  "credential-helper": {
    inferenceProvider: "bedrock",
    inferenceBedrockRegion: "us-west-2",
    inferenceCredentialHelper: "/opt/acme/credential",
    inferenceCredentialHelperTtlSec: 900,
    disableAutoUpdates: true,
    inferenceModels: [
      { name: "us.anthropic.claude-sonnet-4-20250514-v1:0", labelOverride: "Sonnet", supports1m: true },
    ],
  },
  none: { inferenceProvider: "bedrock", inferenceBedrockRegion: "us-west-2" },
  inactive: { inferenceProvider: "vertex" },
  "config-error": { ...COMPLETE, inferenceModels: [] },
};

const request = (values: Draft, choices: Partial<ExportRequest> = {}): ExportRequest => ({
  values,
  format: "json",
  scope: "machine",
  includeSecrets: true,
  ...choices,
});

async function savedFile(rig: ConfigurationRig, asked: ExportRequest): Promise<string> {
  const saved = await rig.controller.saveExport(asked);
  if (saved.status !== "saved") throw new Error(`expected saved, got ${saved.status}`);
  return join(rig.folder, saved.fileName);
}

/** As an administrator runs it; the modes, file by file. */
function latchkeyPolicyCheck(paths: readonly string[]): readonly string[] {
  const program = join(import.meta.dirname, "../../../../packages/policy-reader/scripts/latchkey-policy.ts");
  // Status 1 says that a policy is not fine, and the output why.
  const { stdout } = spawnSync(process.execPath, [program, "check", "--json", ...paths], {
    encoding: "utf8",
  });
  const { files } = JSON.parse(stdout) as { readonly files: readonly { readonly mode: string }[] };
  return files.map(({ mode }) => mode);
}

const isFilled = (value: Draft[string]): boolean => !Array.isArray(value) || value.length > 0;

describe("a draft that is exported and deployed", () => {
  it.each(Object.entries(DRAFTS))(
    "%s: a device decides what the check said, in every format",
    async (mode, draft) => {
      using rig = configurationRig();
      expect((await rig.controller.check(draft)).mode).toBe(mode);
      const paths: string[] = [];
      for (const format of FORMATS) {
        const path = await savedFile(rig, request(draft, { format, organization: "Acme" }));
        const decision = decideAuthMode(await readPolicy([policyFileSource({ path })]));
        expect(decision.mode, format).toBe(mode);
        paths.push(path);
      }
      expect(latchkeyPolicyCheck(paths)).toEqual([mode, mode, mode]);
    },
  );

  it("comes back as the same values, as this computer's own configuration and as a managed policy", async () => {
    for (const [mode, draft] of Object.entries(DRAFTS)) {
      using rig = configurationRig();
      const { inferenceBedrockBearerToken: token, ...shown } = draft;
      const filled = Object.fromEntries(Object.entries(shown).filter(([, value]) => isFilled(value)));
      rig.writeManaged(draft);
      const state = await rig.controller.state();
      expect(state, mode).toMatchObject({ origin: "managed", report: { mode } });
      expect(state.values, mode).toEqual(filled);
      expect(state.withheld, mode).toEqual(token === undefined ? [] : ["inferenceBedrockBearerToken"]);
    }
  });

  it("under management is the policy in force, secret included, whatever the page sends", async () => {
    using rig = configurationRig();
    rig.writeManaged(WITH_TOKEN);
    const { values } = await rig.controller.state();
    expect((await rig.controller.check({})).mode).toBe("bearer-token");
    const path = await savedFile(rig, request(values, { format: "reg", includeSecrets: false }));
    const text = readFileSync(path, "utf16le");
    // A file that deletes every key that is not set must not delete the token on every device.
    expect(text).not.toContain('"inferenceBedrockBearerToken"=-');
    expect(text).not.toContain(TOKEN);
    const elsewhere = { ...values, inferenceBedrockBaseUrl: "https://evil.example" };
    expect(await rig.controller.egress(elsewhere)).toEqual(await rig.controller.egress(values));
  });
});

describe("a preview", () => {
  it.each(FORMATS)("%s: is the file without its secrets; the size is the saved file's", async (format) => {
    using rig = configurationRig();
    const asked = request(WITH_TOKEN, { format });
    const preview = await rig.controller.previewExport(asked);
    if (preview.status !== "ready") throw new Error("expected ready");
    expect(preview.text).not.toContain(TOKEN);
    expect(preview.text).toContain("us-west-2");
    expect(preview.text).not.toContain("\uFFFD");
    expect(preview.findings).toContainEqual({
      severity: "warning",
      code: "secret-included",
      key: "inferenceBedrockBearerToken",
      message: "a secret, which this file holds in clear text",
    });
    const path = await savedFile(rig, asked);
    expect(statSync(path).size).toBe(preview.bytes);
    expect(rig.asked).toEqual([preview.fileName]);
    const text = readFileSync(path, format === "reg" ? "utf16le" : "utf8");
    expect(text).toContain(TOKEN);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it("without consent: the saved file has no secret either, and others may read it", async () => {
    using rig = configurationRig();
    const path = await savedFile(rig, request(WITH_TOKEN, { includeSecrets: false }));
    expect(readFileSync(path, "utf8")).not.toContain(TOKEN);
    expect(statSync(path).mode & 0o077).not.toBe(0);
  });

  it.each(CATALOGUE_FORMATS)(
    "%s: is the same for every draft, and is ready while the draft is wrong",
    async (format) => {
      using rig = configurationRig();
      const one = await rig.controller.previewExport(request({ inferenceBedrockRegion: "?" }, { format }));
      expect(one).toMatchObject({ status: "ready", findings: [] });
      expect(await rig.controller.previewExport(request(COMPLETE, { format }))).toEqual(one);
    },
  );

  it("says User scope where it is asked for, and who issues it", async () => {
    using rig = configurationRig();
    const asked = request(COMPLETE, { format: "mobileconfig", scope: "user", organization: " Acme & Co " });
    expect(await rig.controller.previewExport(asked)).toMatchObject({
      text: expect.stringMatching(/Acme &amp; Co<[\s\S]*<string>User</),
    });
    expect(
      await rig.controller.previewExport(request(COMPLETE, { format: "reg", scope: "user" })),
    ).toMatchObject({
      text: expect.stringContaining("[HKEY_CURRENT_USER"),
    });
  });

  it("refuses what no device would take, and an issuer that is no name", async () => {
    using rig = configurationRig();
    const bad = { ...COMPLETE, inferenceBedrockSsoAccountId: "12" };
    expect(await rig.controller.previewExport(request(bad))).toMatchObject({
      status: "refused",
      findings: [{ severity: "error", code: "malformed-value", key: "inferenceBedrockSsoAccountId" }],
    });
    expect(await rig.controller.saveExport(request(bad))).toMatchObject({ status: "refused" });
    expect(await rig.controller.previewExport(request(COMPLETE, { organization: "a\u0000b" }))).toMatchObject(
      {
        status: "refused",
        findings: [{ severity: "error", message: "expected organization to be 1 to 255 characters" }],
      },
    );
    expect(rig.asked).toEqual([]);
  });

  it("a person who cancels the dialog gets no file; a full disk is named by its code", async () => {
    using rig = configurationRig({ chooseFile: () => Promise.resolve(undefined) });
    expect(await rig.controller.saveExport(request(COMPLETE))).toEqual({ status: "cancelled" });
    expect(existsSync(join(rig.folder, "managed-settings.json"))).toBe(false);
    using full = configurationRig({ chooseFile: () => Promise.resolve("/dev/null/policy.json") });
    expect(await full.controller.saveExport(request(COMPLETE))).toEqual({
      status: "not-written",
      code: "ENOTDIR",
    });
  });
});

/** As JSON, so that `__proto__` is a key like any other. */
const json = (text: string): Draft => JSON.parse(text) as Draft;
const many = (count: number): Draft =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`key${index}`, "x"]));

const HOSTILE: Readonly<Record<string, { readonly draft: Draft; readonly code: string }>> = {
  "__proto__ as a key": { draft: json('{"__proto__":"x"}'), code: "unknown-key" },
  "__proto__ in a model": {
    draft: json('{"inferenceModels":[{"name":"a b","__proto__":{"id":"x"}}]}'),
    code: "malformed-value",
  },
  "constructor and other names of objects": {
    draft: json('{"constructor":"x","toString":"y","hasOwnProperty":"z"}'),
    code: "unknown-key",
  },
  "more than 1 MiB": {
    draft: Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`key${index}`, "x".repeat(60_000)])),
    code: "file-too-large",
  },
  "too many keys": { draft: many(1001), code: "too-many-keys" },
  "an unknown key": { draft: { inferenceBedrockRegoin: "us-west-2" }, code: "unknown-key" },
  "a control character": { draft: { inferenceBedrockRegion: "us-west-2\u0000" }, code: "control-characters" },
  "an invisible character": {
    draft: { inferenceBedrockRegion: "us-\u200Bwest-2" },
    code: "invisible-characters",
  },
  "half of a character": { draft: { inferenceBedrockProfile: "a\uD800" }, code: "malformed-value" },
  "a region that leads elsewhere": {
    draft: { inferenceBedrockRegion: "us-east-1.evil.example/" },
    code: "malformed-value",
  },
  "a list where text belongs": { draft: { inferenceProvider: ["bedrock"] }, code: "wrong-type" },
  "an object where a secret belongs": {
    draft: { inferenceBedrockBearerToken: { a: "b" } },
    code: "wrong-type",
  },
  "a fraction": { draft: { inferenceCredentialHelperTtlSec: 1.5 }, code: "wrong-type" },
  "text where a number belongs": {
    draft: { inferenceCredentialHelperTtlSec: "soon" },
    code: "malformed-value",
  },
  "a token in another field": {
    draft: { ...COMPLETE, inferenceBedrockProfile: TOKEN },
    code: "misplaced-secret",
  },
  "a key that looks like a token": { draft: { [TOKEN]: "x" }, code: "unknown-key" },
};

describe("a hostile draft", () => {
  it.each(Object.entries(HOSTILE))("%s: findings, and never an error", async (_, { draft, code }) => {
    using rig = configurationRig();
    const { controller } = rig;
    const checked = await controller.check(draft);
    expect(checked.findings.map((finding) => finding.code)).toContain(code);
    const answers = {
      "configuration:check": checked,
      "configuration:egress": await controller.egress(draft),
      "configuration:test-connection": await controller.testConnection(draft),
      "configuration:apply": await controller.apply(draft, true),
      "configuration:preview-export": await controller.previewExport(request(draft)),
      "configuration:save-export": await controller.saveExport(request(draft)),
    } as const;
    // Whatever it is, it crosses: no answer breaks the contract, and none repeats a value.
    for (const [channel, answer] of Object.entries(answers))
      expect(configurationInvokes[channel as keyof typeof answers].out.parse(answer), channel).toEqual(
        answer,
      );
    expect(JSON.stringify(answers)).not.toContain(TOKEN);
    expect(rig.log.join("")).not.toContain(TOKEN);
    expect(({} as { id?: unknown }).id).toBeUndefined();
  });

  it("of every key at once, each with a value of the wrong kind: an error for each", async () => {
    using rig = configurationRig();
    const draft = Object.fromEntries(
      policyCatalogue.map(({ key, type }) => [key, type === "boolean" ? [1 as never] : true]),
    );
    const { findings } = await rig.controller.check(draft);
    const wrong = findings.filter(({ severity }) => severity === "error").map(({ key }) => key);
    expect(new Set(wrong)).toEqual(new Set(policyCatalogue.map(({ key }) => key)));
  });
});

describe("what a check says", () => {
  it("is the reason alone, by key: the field says the rest", async () => {
    using rig = configurationRig();
    const { findings } = await rig.controller.check({ ...COMPLETE, inferenceBedrockSsoRegion: "cn-north-1" });
    expect(findings).toContainEqual({
      severity: "error",
      code: "partition-mismatch",
      key: "inferenceBedrockSsoRegion",
      message: "in another AWS partition than inferenceBedrockSsoStartUrl",
    });
  });

  it("says each thing once", async () => {
    using rig = configurationRig();
    const { findings } = await rig.controller.check({ ...COMPLETE, inferenceBedrockSsoAccountId: "12" });
    expect(new Set(findings.map((finding) => JSON.stringify(finding))).size).toBe(findings.length);
  });
});
