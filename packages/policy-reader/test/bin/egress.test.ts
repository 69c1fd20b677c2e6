import { describe, expect, it } from "vitest";
import { answeringSource, BEDROCK, encode, memorySource, SIGN_IN } from "../support.ts";
import { run } from "./support.ts";

const policy = JSON.stringify({ ...BEDROCK, ...SIGN_IN });

describe("egress", () => {
  it("lists the hosts of a file in groups", async () => {
    const { exitStatus, out } = await run(["egress", "-"], { input: policy });
    expect(exitStatus).toBe(0);
    expect(out).toContain(
      "Sign-in and refresh\n  oidc.us-east-1.amazonaws.com        IAM Identity Center OIDC",
    );
    expect(out).toContain("Inference\n  bedrock-runtime.us-west-2.amazonaws.com  Amazon Bedrock runtime\n");
  });

  it("--hosts gives each host once, for a firewall's import", async () => {
    const { out } = await run(["egress", "--hosts", "-"], { input: policy });
    expect(out).toBe(
      [
        "acme.awsapps.com",
        "*.awsapps.com",
        "device.sso.us-east-1.amazonaws.com",
        "oidc.us-east-1.amazonaws.com",
        "portal.sso.us-east-1.amazonaws.com",
        "bedrock-runtime.us-west-2.amazonaws.com",
        "",
      ].join("\n"),
    );
  });

  it("fits a terminal", async () => {
    const { out } = await run(["egress", "-"], { input: policy, terminal: { width: 80 } });
    expect(out.split("\n").filter((line) => line.length > 80 && !line.includes("https://"))).toEqual([]);
    expect(out).toMatch(/ https:\/\/docs\.aws\.amazon\.com\/\S+\/enable-identity-center\.html\n/);
  });

  it("--json gives the requirements", async () => {
    const { out } = await run(["egress", "--json", "-"], { input: policy });
    expect(JSON.parse(out)).toMatchObject({ partition: "aws", sandboxHosts: [] });
  });

  it("without a file, is about this device", async () => {
    const device = [memorySource(encode("json", { ...BEDROCK, inferenceBedrockProfile: "work" }))];
    expect((await run(["egress"], { device })).out).toContain("as the named profile says");
  });

  it("with errors, lists what is sure and says that hosts may be missing", async () => {
    const settings = { ...BEDROCK, ...SIGN_IN, inferenceBedrockSsoStartUrl: "https://acme.example/start" };
    const { exitStatus, out, err } = await run(["egress", "--hosts", "-"], {
      input: JSON.stringify(settings),
    });
    expect(exitStatus).toBe(1);
    expect(out).toContain("bedrock-runtime.us-west-2.amazonaws.com\n");
    expect(err).toMatch(/^error: \(standard input\): inferenceBedrockSsoStartUrl: /);
  });

  it("an absent policy needs nothing; one that cannot be understood is no empty list", async () => {
    const absent = await run(["egress"], { device: [answeringSource({ status: "absent" })] });
    expect(absent).toMatchObject({ exitStatus: 0, err: "" });
    const broken = await run(["egress", "-"], { input: "{" });
    expect(broken.exitStatus).toBe(1);
    expect(broken.out).toContain("Nothing can be listed.");
    expect(broken.err).toMatch(/^error: \(standard input\): /);
    expect((await run(["egress", "/missing/file"])).exitStatus).toBe(2);
  });
});
