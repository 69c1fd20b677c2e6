/** The profile manifest as Python's `plistlib` and our own reader see it. */
import { describe, expect, it } from "vitest";
import { policyCatalogue } from "../../src/catalogue.ts";
import { parseXmlPlist } from "../../src/decode/plist-xml.ts";
import { toPlain } from "../../src/decode/raw-value.ts";
import { readPolicy } from "../../src/read-policy.ts";
import { memorySource, plistXml, text } from "../support.ts";
import { runTool } from "../support/run-tool.ts";
import { exported } from "./expect-policy.ts";

interface Subkey {
  readonly pfm_name: string;
  readonly pfm_title: string;
  readonly pfm_description: string;
  readonly pfm_type: string;
  readonly pfm_require?: string;
  readonly pfm_default?: string | number;
  readonly pfm_format?: string;
  readonly pfm_range_list?: readonly string[];
  readonly pfm_sensitive?: boolean;
  readonly pfm_value_placeholder?: string;
}

interface Manifest {
  readonly pfm_domain: string;
  readonly pfm_subkeys: readonly Subkey[];
}

const PLISTLIB =
  "import json, plistlib, sys; print(json.dumps(plistlib.loads(sys.stdin.buffer.read()), default=str))";

async function readManifest(bytes: Uint8Array): Promise<Manifest> {
  const tool = { command: "python3", packages: "python3" };
  const { code, output } = await runTool(tool, ["-c", PLISTLIB], new TextDecoder().decode(bytes));
  expect(code, output).toBe(0);
  return JSON.parse(output) as Manifest;
}

const settingsOf = ({ pfm_subkeys }: Manifest): readonly Subkey[] =>
  pfm_subkeys.filter(({ pfm_name }) => !pfm_name.startsWith("Payload"));

describe("the profile manifest", { timeout: 30_000 }, () => {
  it("is the same to plistlib and to us, but for dates", async () => {
    const bytes = exported("manifest");
    const ours = toPlain(parseXmlPlist(new TextDecoder().decode(bytes)));
    const manifest = await readManifest(bytes);
    expect(manifest).toEqual({ ...(ours as object), pfm_last_modified: "2026-11-24 00:00:00" });
  });

  it("has what every manifest needs, and the keys of every payload", async () => {
    const manifest = await readManifest(
      exported("manifest", {}, { domain: "com.acme.desk", productName: "Acme" }),
    );
    expect(manifest).toMatchObject({
      pfm_description: "Acme settings",
      pfm_domain: "com.acme.desk",
      pfm_format_version: 1,
      pfm_platforms: ["macOS"],
      pfm_targets: ["system", "user"],
      pfm_title: "Acme",
      pfm_unique: true,
      pfm_version: 1,
    });
    const required = manifest.pfm_subkeys.filter(({ pfm_require }) => pfm_require === "always");
    expect(required.map(({ pfm_name, pfm_default }) => [pfm_name, pfm_default])).toEqual([
      ["PayloadDisplayName", "Acme"],
      ["PayloadIdentifier", "com.acme.desk"],
      ["PayloadType", "com.acme.desk"],
      ["PayloadUUID", ""],
      ["PayloadVersion", 1],
    ]);
  });

  it("has every key of the catalogue once, as a string, and marks the secrets", async () => {
    const settings = settingsOf(await readManifest(exported("manifest")));
    expect(settings.map(({ pfm_name }) => pfm_name)).toEqual(policyCatalogue.map(({ key }) => key));
    expect(settings.map(({ pfm_title }) => pfm_title)).toEqual(policyCatalogue.map(({ label }) => label));
    for (const { pfm_type, pfm_description } of settings) {
      expect(pfm_type).toBe("string");
      expect(pfm_description).not.toBe("");
    }
    expect(settings.filter(({ pfm_sensitive }) => pfm_sensitive).map(({ pfm_name }) => pfm_name)).toEqual([
      "inferenceBedrockBearerToken",
      "inferenceCustomHeaders",
    ]);
  });

  it("leads an editor to a payload that the reader takes without a complaint", async () => {
    const settings = settingsOf(await readManifest(exported("manifest")));
    const values = settings.flatMap(
      ({ pfm_name, pfm_format = "", pfm_range_list, pfm_value_placeholder: value }) => {
        if (value === undefined) return [];
        expect(value).toMatch(new RegExp(pfm_format));
        expect(pfm_range_list ?? [value]).toContain(value);
        return [`<key>${pfm_name}</key><string>${value}</string>`];
      },
    );
    const snapshot = await readPolicy([memorySource(text(plistXml(`<dict>${values.join("")}</dict>`)))]);
    expect(snapshot.diagnostics).toEqual([]);
    expect(snapshot.entries).toHaveLength(values.length);
  });
});
