import { describe, expect, it } from "vitest";
import { answeringSource, BEDROCK, encode, memorySource, SIGN_IN } from "../support.ts";
import { run } from "./support.ts";

const policy = JSON.stringify({ ...BEDROCK, ...SIGN_IN });

describe("explain", () => {
  it("explains this device, and names the value that hides the user's policy", async () => {
    const device = [
      memorySource(encode("reg", { inferenceBedrockProfile: "" }), "HKLM\\SOFTWARE\\Policies\\Latchkey"),
      memorySource(encode("reg", { ...BEDROCK, ...SIGN_IN }), "HKCU\\SOFTWARE\\Policies\\Latchkey", "user"),
    ];
    const { exitStatus, out } = await run(["explain"], { device });
    expect(exitStatus).toBe(0);
    expect(out).toContain("Mode         inactive\n");
    expect(out).toMatch(/inferenceBedrockSsoRegion +ignored-source +us-east-1\n/);
    expect(out).toContain(
      "why: ignored, because HKLM\\SOFTWARE\\Policies\\Latchkey holds inferenceBedrockProfile\n",
    );
  });

  it("explains a device whose policy cannot be read: that is an answer too", async () => {
    const device = [answeringSource({ status: "unreadable", diagnostics: [] }, "HKLM")];
    const { exitStatus, out } = await run(["explain"], { device });
    expect(exitStatus).toBe(0);
    expect(out).toContain("Mode         unknown\nReason       The policy could not be read.\n");
  });

  it("--source explains a file instead", async () => {
    const { exitStatus, out } = await run(["explain", "--source", "-"], { input: policy });
    expect(exitStatus).toBe(0);
    expect(out).toContain("Mode         aws-sso\n");
    expect((await run(["explain", "--source", "/missing/file"])).exitStatus).toBe(2);
  });

  it("--all adds what could be set", async () => {
    const { out } = await run(["explain", "--source", "-", "--all"], { input: policy });
    expect(out).toContain("\nNot set\n  inferenceBedrockBearerToken\n      AWS bearer token; secret; ");
    expect(out).not.toMatch(/Not set[^]*inferenceBedrockSsoRegion\n/);
    expect((await run(["explain", "--source", "-"], { input: policy })).out).not.toContain("Not set");
  });

  it("--json writes the report", async () => {
    const { out } = await run(["explain", "--source", "-", "--json"], { input: policy });
    expect(JSON.parse(out)).toMatchObject({
      mode: "aws-sso",
      sources: [{ name: "(standard input)", format: "json" }],
    });
  });

  it("fits the terminal, and 120 characters in a wide one", async () => {
    const long = JSON.stringify({
      ...BEDROCK,
      inferenceModels: JSON.stringify(Array.from({ length: 30 }, (_, i) => `model-${i}`)),
    });
    for (const [width, most] of [
      [80, 80],
      [500, 120],
    ] as const) {
      const { out } = await run(["explain", "--source", "-"], { input: long, terminal: { width } });
      const longest = Math.max(...out.split("\n").map((line) => line.length));
      expect(longest).toBeLessThanOrEqual(most);
      expect(longest).toBeGreaterThan(most - 30);
    }
  });
});
