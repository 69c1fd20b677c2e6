/** What the configuration window is told: the form, the values in force, and the inspector's table; never a secret. */
import { policyCatalogue } from "@latchkey/policy-reader";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { configurationHandlers } from "../../src/main/shell/configuration-handlers.ts";
import { configurationInvokes, configurationPushes } from "../../src/shared/configuration-contract.ts";
import { COMPLETE, configurationRig, TOKEN, WITH_TOKEN } from "../support/configuration-rig.ts";

describe("the form", () => {
  it("has a field for each key that the product uses, in the product document's order and places", async () => {
    using rig = configurationRig();
    const { fields } = await rig.controller.state();
    const inSection = (section: string): string[] =>
      fields.filter((field) => field.section === section).map(({ label }) => label);
    expect(inSection("connection")).toEqual([
      "Inference provider",
      "AWS region",
      "AWS bearer token",
      "Bedrock base URL",
      "AWS profile name",
      "AWS config directory",
      "AWS CLI path",
      "AWS SSO start URL",
      "AWS SSO region",
      "AWS SSO account ID",
      "AWS SSO role name",
      "Bedrock service tier",
      "Helper script",
      "Helper script TTL",
      "Helper script timeout",
    ]);
    expect(inSection("models")).toEqual(["Model list"]);
    const used = policyCatalogue.filter(({ use }) => use !== "not-used").map(({ key }) => key);
    expect(fields.map(({ key }) => key)).toEqual(used);
    expect(fields.find(({ key }) => key === "inferenceCredentialHelperTtlSec")).toMatchObject({
      type: "integer",
      range: [0, 86_400],
      default: "3600",
    });
  });

  it.each([
    ["darwin", "mobileconfig"],
    ["win32", "reg"],
    ["linux", "json"],
  ] as const)("exports for %s as %s unless told otherwise", async (platform, ownFormat) => {
    using rig = configurationRig({ platform });
    expect((await rig.controller.state()).ownFormat).toBe(ownFormat);
  });

  it("begins with the values in force, as a policy file has them", async () => {
    using rig = configurationRig();
    const inferenceModels = [
      {
        name: "us.anthropic.claude-sonnet-4-20250514-v1:0",
        labelOverride: "Sonnet",
        supports1m: true,
        odd: [1],
      },
      "us.anthropic.claude-opus-4-20250514-v1:0",
    ];
    rig.writeManaged({
      ...COMPLETE,
      inferenceModels,
      inferenceCredentialHelperTtlSec: "900",
      disableAutoUpdates: "true",
    });
    expect((await rig.controller.state()).values).toEqual({
      ...COMPLETE,
      inferenceModels,
      inferenceCredentialHelperTtlSec: 900,
      disableAutoUpdates: true,
    });
  });

  it("shows values that do not fit together, so that they can be corrected", async () => {
    using rig = configurationRig();
    const values = { ...COMPLETE, inferenceBedrockSsoRegion: "cn-north-1" };
    rig.writeLocal(values);
    expect(await rig.controller.state()).toMatchObject({
      origin: "local",
      values,
      report: { mode: "config-error" },
    });
  });

  it("is pushed after a reload, with what has changed on the disk", async () => {
    using rig = configurationRig();
    expect((await rig.controller.state()).origin).toBe("none");
    rig.writeManaged(COMPLETE);
    await rig.controller.reload();
    expect(rig.states.map(({ origin }) => origin)).toEqual(["managed"]);
    configurationPushes["configuration:state"].parse(rig.states[0]);
  });
});

describe("the inspector", () => {
  it("says of each key its value, source, status and why, and of the mode its reason", async () => {
    using rig = configurationRig();
    rig.writeManaged({ ...COMPLETE, ...WITH_TOKEN, inferenceBedrockRegoin: "x" });
    const { report } = await rig.controller.state();
    expect(report).toMatchObject({
      mode: "bearer-token",
      reason: expect.stringContaining("wins over every other credential"),
      sources: [
        { name: rig.managedPath, status: "read", format: "json", inForce: true },
        { name: rig.localPath, status: "absent", inForce: false },
      ],
    });
    const setting = (key: string) => report.settings.find((one) => one.key === key);
    expect(setting("inferenceBedrockBearerToken")).toMatchObject({
      value: expect.stringMatching(/^set, \d+ characters, sha256:/),
      status: "ok",
    });
    expect(setting("inferenceBedrockSsoStartUrl")).toMatchObject({
      value: COMPLETE.inferenceBedrockSsoStartUrl,
      status: "ineffective",
      why: expect.stringContaining("not used: The policy sets a shared bearer token"),
    });
    expect(setting("inferenceBedrockRegoin")).toMatchObject({
      status: "unknown-key",
      why: expect.stringContaining("did you mean inferenceBedrockRegion?"),
    });
    expect(report.unset.map(({ key }) => key)).toContain("inferenceBedrockProfile");
  });

  it("copies the report as text", async () => {
    using rig = configurationRig();
    rig.writeManaged(WITH_TOKEN);
    await rig.controller.copyReport();
    expect(rig.clipboard).toHaveLength(1);
    expect(rig.clipboard[0]).toMatch(/^Mode {9}bearer-token\n/);
    expect(rig.clipboard[0]).toContain("Not set");
    expect(rig.clipboard[0]).not.toContain(TOKEN);
  });
});

describe("the egress list", () => {
  it("has the sign-in's hosts when all four keys are set; copied and saved it is the same text", async () => {
    using rig = configurationRig();
    const { hosts } = await rig.controller.egress(COMPLETE);
    expect(hosts.map(({ host }) => host)).toEqual([
      "acme.awsapps.com",
      "*.awsapps.com",
      "device.sso.us-east-1.amazonaws.com",
      "oidc.us-east-1.amazonaws.com",
      "portal.sso.us-east-1.amazonaws.com",
      "bedrock-runtime.us-west-2.amazonaws.com",
    ]);
    await rig.controller.copyEgress(COMPLETE);
    expect(await rig.controller.saveEgress(COMPLETE)).toEqual({
      status: "saved",
      fileName: "latchkey-egress.txt",
    });
    expect(readFileSync(join(rig.folder, "latchkey-egress.txt"), "utf8")).toBe(rig.clipboard[0]);
    expect(rig.clipboard[0]).toContain("oidc.us-east-1.amazonaws.com");
  });
});

it("no answer, push, line of the log or copied text has a secret, in force or typed", async () => {
  for (const origin of ["managed", "local", "typed"] as const) {
    using rig = configurationRig({ fetch: () => Promise.reject(new TypeError(`the token is ${TOKEN}`)) });
    const secrets = { ...WITH_TOKEN, inferenceCustomHeaders: { Authorization: "planted-header-value" } };
    if (origin === "managed") rig.writeManaged(secrets);
    if (origin === "local") rig.writeLocal(secrets);
    const values = origin === "typed" ? secrets : (await rig.controller.state()).values;
    const handlers = configurationHandlers(rig.controller);
    const draft = { values };
    const inputs = {
      "configuration:get-state": {},
      "configuration:reload": {},
      "configuration:check": draft,
      "configuration:preview-export": { values, format: "json", scope: "machine", includeSecrets: true },
      "configuration:save-export": { values, format: "json", scope: "machine", includeSecrets: false },
      "configuration:egress": draft,
      "configuration:copy-egress": draft,
      "configuration:save-egress": draft,
      "configuration:test-reachability": draft,
      "configuration:stop-reachability": {},
      "configuration:test-connection": draft,
      "configuration:copy-report": {},
      "configuration:apply": { values, includeSecrets: true },
      "configuration:remove-local": {},
    } as const;
    const answers: unknown[] = [];
    for (const [channel, schemas] of Object.entries(configurationInvokes)) {
      const input = schemas.in.parse(inputs[channel as keyof typeof inputs]);
      const answer: unknown = await handlers[channel as keyof typeof inputs](input as never);
      answers.push(schemas.out.parse(answer));
    }
    const everything = JSON.stringify([answers, rig.states, rig.results, rig.log, rig.clipboard]);
    expect(everything, origin).toContain("bearer-token");
    for (const text of [TOKEN, "planted-header-value"]) expect(everything.includes(text), origin).toBe(false);
    expect(readFileSync(join(rig.folder, "managed-settings.json"), "utf8").includes(TOKEN)).toBe(false);
  }
});
