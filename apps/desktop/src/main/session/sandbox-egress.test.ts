import { describe, expect, it } from "vitest";
import { sandboxEgress } from "./sandbox-egress.ts";

const BEDROCK = new URL("https://bedrock-runtime.us-west-2.amazonaws.com");

describe("sandboxEgress", () => {
  it("is the Bedrock host with its port, and what the policy allows", () => {
    expect(sandboxEgress(BEDROCK, ["*.Corp.example.com", "pypi.org:443", "pypi.org:443"])).toEqual({
      egress: ["bedrock-runtime.us-west-2.amazonaws.com:443", "*.corp.example.com", "pypi.org:443"],
      refused: [],
    });
    expect(sandboxEgress(new URL("http://127.0.0.1:8080")).egress).toEqual(["127.0.0.1:8080"]);
    expect(sandboxEgress(new URL("http://vpce.example")).egress).toEqual(["vpce.example:80"]);
  });

  it.each([
    "*",
    "*.com",
    "*.",
    "api.*.example.com",
    "https://example.com",
    "example.com/path",
    "example.com:0",
    "example.com:65536",
    "localhost",
    "api.localhost:80",
    "127.0.0.1:22",
    "169.254.169.254",
    "2130706433",
    "[::1]:80",
    "::1",
    "example..com",
    "user@example.com",
    "",
    "localhost",
  ])("refuses %j and says why", (entry) => {
    const { egress, refused } = sandboxEgress(BEDROCK, [entry]);
    expect(egress).toHaveLength(1);
    expect(refused).toEqual([{ entry, reason: expect.stringMatching(/.{10}/) }]);
  });
});
