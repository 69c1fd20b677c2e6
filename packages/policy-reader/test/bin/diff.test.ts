import { temporaryDirectory } from "@latchkey/test-kit";
import { describe, expect, it } from "vitest";
import { BEDROCK, FORMATS, SIGN_IN, TOKEN, type Settings } from "../support.ts";
import { policyFile, run, type BinResult } from "./support.ts";

const FINE = { ...BEDROCK, ...SIGN_IN };

async function diff(before: Settings, after: Settings, ...options: readonly string[]): Promise<BinResult> {
  using directory = temporaryDirectory();
  const a = policyFile(directory.path, before, "json", "before");
  const b = policyFile(directory.path, after, "json", "after");
  return await run(["diff", ...options, a, b]);
}

describe("diff", () => {
  it("is silent about the same policy, in any two formats", async () => {
    using directory = temporaryDirectory();
    const files = FORMATS.map((format) => policyFile(directory.path, FINE, format, format));
    for (const file of files)
      expect(await run(["diff", files[0] ?? "", file])).toMatchObject({ exitStatus: 0, out: "", err: "" });
  });

  it("is silent about another spelling of the same value", async () => {
    const other = { ...FINE, inferenceBedrockSsoStartUrl: "https://ACME.awsapps.com/start/#/" };
    expect(await diff(FINE, other)).toMatchObject({ exitStatus: 0, out: "" });
  });

  it("shows added, removed and changed keys, and the mode before and after", async () => {
    const { inferenceBedrockSsoRoleName: _, ...partial } = FINE;
    const after = {
      ...partial,
      inferenceBedrockRegion: "eu-west-1",
      inferenceCredentialHelper: "/opt/helper",
    };
    const { exitStatus, out } = await diff(FINE, after);
    expect(exitStatus).toBe(1);
    expect(out.split("\n").slice(0, 4)).toEqual([
      "~ inferenceBedrockRegion       us-west-2 → eu-west-1",
      "- inferenceBedrockSsoRoleName  BedrockInference",
      "+ inferenceCredentialHelper    /opt/helper",
      "Mode: aws-sso → credential-helper. The policy names a credential helper, and nothing stronger is configured.",
    ]);
  });

  it("tells blank from missing, because on Windows a blank value hides the user's policy", async () => {
    const { exitStatus, out } = await diff(FINE, { ...FINE, inferenceBedrockProfile: "" });
    expect(exitStatus).toBe(1);
    expect(out).toContain("+ inferenceBedrockProfile  (blank)\nMode: aws-sso.");
  });

  it("says of a secret only that it changed", async () => {
    const one = { ...BEDROCK, inferenceBedrockBearerToken: TOKEN };
    const two = { ...BEDROCK, inferenceBedrockBearerToken: `${TOKEN}x` };
    expect(await diff(one, one)).toMatchObject({ exitStatus: 0 });
    const { exitStatus, out } = await diff(one, two);
    expect(exitStatus).toBe(1);
    expect(out).toContain("~ inferenceBedrockBearerToken  (changed)\nMode: bearer-token.");
  });

  it.each([
    ["unchanged", { inferenceBedrockRegion: "eu-west-1" }],
    ["drop-role-credentials", { inferenceBedrockSsoRoleName: "Other" }],
    ["clear-sign-in", { inferenceBedrockSsoStartUrl: "https://other.awsapps.com/start" }],
    ["clear-sign-in", { inferenceBedrockProfile: "work" }],
    ["keep", { inferenceModels: "[]" }],
  ])("says what happens to a stored sign-in: %s", async (action, change) => {
    const { out } = await diff(FINE, { ...FINE, ...change });
    expect(out).toMatch(new RegExp(`^Stored sign-in: ${action}\\. [A-Z].*\\.$`, "m"));
    const { out: json } = await diff(FINE, { ...FINE, ...change }, "--json");
    expect(JSON.parse(json)).toMatchObject({ signIn: { action } });
  });

  it("says nothing about a sign-in that the first policy does not have", async () => {
    expect((await diff(BEDROCK, FINE)).out).not.toContain("Stored sign-in");
  });

  it("--json says the same to a program", async () => {
    const { exitStatus, out } = await diff(FINE, { ...FINE, inferenceBedrockProfile: "work" }, "--json");
    expect(exitStatus).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      before: { mode: "aws-sso" },
      after: { mode: "profile" },
      keys: [{ key: "inferenceBedrockProfile", change: "added", after: "work" }],
    });
  });

  it("2 when a file cannot be read or understood", async () => {
    using directory = temporaryDirectory();
    const fine = policyFile(directory.path, FINE);
    expect((await run(["diff", fine, `${fine}x`])).exitStatus).toBe(2);
    const broken = await run(["diff", fine, "-"], { input: "{" });
    expect(broken).toMatchObject({ exitStatus: 2, out: "" });
    expect(broken.err).toMatch(/^error: \(standard input\): /);
  });
});
