/** The device policies of `docs/admin-guide.md`, its commands, and its hosts, through the real reader and the real tool. */
import { temporaryDirectory } from "@latchkey/test-kit";
import { spawnSync } from "node:child_process";
import { cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readPage } from "./support/markdown-page.ts";
import { readSample, readText, ROOT, SAMPLE, variation } from "./support/sample-policy.ts";

const page = readPage(join(ROOT, "docs/admin-guide.md"));
const codeOf = (language: string): readonly string[] =>
  page.blocks.filter((block) => block.language === language).map(({ code }) => code);
const documents = codeOf("json").map((code) => JSON.parse(code) as Record<string, unknown>);
const sample = await readSample(SAMPLE);

describe("policy files", () => {
  const [registryText = ""] = codeOf("reg");

  it("shows JSON and a registry file that lead to the sample's sign-in, without any finding", async () => {
    const json = documents.filter((document) => "inferenceProvider" in document);
    expect([json.length, codeOf("reg").length]).toEqual([1, 1]);
    const shown = [
      await readText("managed-settings.json", JSON.stringify(json[0])),
      await readText("acme.reg", Buffer.from(`\ufeff${registryText.replaceAll("\n", "\r\n")}`, "utf16le")),
    ];
    for (const { decision, findings } of shown) {
      expect(findings).toEqual([]);
      expect(decision).toEqual(sample.decision);
    }
    expect(sample.decision.mode).toBe("aws-sso");
  });

  it("its commands run in a clone, and write files that lead to the same sign-in", async () => {
    using clone = temporaryDirectory();
    cpSync(join(ROOT, "examples/policies"), join(clone.path, "examples/policies"), { recursive: true });
    const commands = codeOf("sh")
      .flatMap((code) => code.split("\n"))
      .filter((line) => line.startsWith("pnpm exec latchkey-policy "));
    expect(commands.length).toBeGreaterThanOrEqual(10);
    const script = join(ROOT, "packages/policy-reader/scripts/latchkey-policy.ts");
    for (const command of commands) {
      const { status, stderr } = spawnSync(process.execPath, [script, ...command.split(" ").slice(3)], {
        cwd: clone.path,
        encoding: "utf8",
      });
      expect({ command, status, stderr }).toEqual({ command, status: 0, stderr: "" });
    }
    const written = ["managed-settings.json", "acme.mobileconfig", "acme.reg"].map((name) =>
      join(clone.path, name),
    );
    for (const path of written) {
      expect(await readSample(path)).toMatchObject({ findings: [], decision: sample.decision });
    }
    const profile = readFileSync(join(clone.path, "acme.mobileconfig"), "utf8");
    expect(codeOf("xml")).toHaveLength(1);
    expect(profile).toContain(codeOf("xml")[0]);
    const registry = readFileSync(join(clone.path, "acme.reg")).subarray(2).toString("utf16le").split("\r\n");
    const shown = registryText.split("\n").filter((line) => !line.startsWith(";"));
    expect(shown.filter((line) => !registry.includes(line))).toEqual([]);
  });
});

describe("egress", () => {
  it("lists the sample policy's hosts, when they are needed and what for", () => {
    const rows = page.rowsOf("host");
    const expected = sample.egress.hosts.map(({ host, neededFor, purpose }) => [
      `\`${host}\``,
      neededFor.join(", ").replace("session-start", "session start"),
      purpose,
    ]);
    expect(rows).toEqual(expected);
  });

  it.each(page.rowsOf("partition"))(
    "lists the sign-in hosts of %s for %s",
    async (partition, policy, hosts) => {
      const [startUrl, region] = policy?.match(/[^`, ]+/g) ?? [];
      const { egress, decision } = await variation({
        inferenceBedrockSsoStartUrl: startUrl,
        inferenceBedrockSsoRegion: region,
        inferenceBedrockRegion: region,
      });
      expect(decision.mode).toBe("aws-sso");
      expect(`\`${egress.partition}\``).toBe(partition);
      const signIn = egress.hosts.filter(({ neededFor }) => !neededFor.includes("inference"));
      expect(signIn.map(({ host }) => `\`${host}\``).join(" ")).toBe(hosts);
    },
  );

  it("has every other partition whose portals are known", () => {
    expect(page.rowsOf("partition").map(([partition]) => partition)).toEqual([
      "`aws-us-gov`",
      "`aws-cn`",
      "`aws-eusc`",
    ]);
  });
});
