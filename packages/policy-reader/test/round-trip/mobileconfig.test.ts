/** Our profiles against two independent property-list readers: libplist's `plistutil` and Python's `plistlib`. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryDirectory } from "@latchkey/test-kit";
import { describe, expect, it } from "vitest";
import { parseBinaryPlist } from "../../src/decode/plist-binary.ts";
import { parseXmlPlist } from "../../src/decode/plist-xml.ts";
import { toPlain } from "../../src/decode/raw-value.ts";
import { plistDictionary, plistXml } from "../../src/encode/plist-xml.ts";
import { runTool, type Tool } from "../support/run-tool.ts";
import { HOSTILE_TEXTS, POLICIES } from "./corpus.ts";
import { exported, expectPolicy } from "./expect-policy.ts";

/** Prints each file as one line of JSON. */
const PLISTLIB = `
import json, plistlib, sys
for path in sys.stdin.read().splitlines():
    with open(path, "rb") as file:
        print(json.dumps(plistlib.load(file)))
`;

const PYTHON: Tool = { command: "python3", packages: "python3" };
const PLISTUTIL: Tool = { command: "plistutil", packages: "libplist-utils" };

async function readWithPython(paths: readonly string[]): Promise<readonly unknown[]> {
  const { code, output } = await runTool(PYTHON, ["-c", PLISTLIB], paths.join("\n"));
  expect(code, output).toBe(0);
  return output
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as unknown);
}

/** `plistutil` ends with 0 even when it fails, so the file decides. */
async function toBinary(path: string): Promise<Buffer> {
  const binary = `${path}.binary`;
  const { output } = await runTool(PLISTUTIL, ["-i", path, "-o", binary, "-f", "bin"]);
  const bytes = readFileSync(binary);
  expect(bytes.subarray(0, 8).toString("latin1"), output).toBe("bplist00");
  return bytes;
}

describe("a profile", { timeout: 30_000 }, () => {
  it("is read as it was given, in XML and as plistutil's binary, by us and by plistlib", async () => {
    using folder = temporaryDirectory();
    const paths = POLICIES.map((policy, index) => {
      const path = join(folder.path, `${index}.mobileconfig`);
      writeFileSync(path, exported("mobileconfig", policy, { includeSecrets: true }));
      return path;
    });
    for (const [index, path] of paths.entries()) {
      const binary = await toBinary(path);
      await expectPolicy(readFileSync(path), POLICIES[index] ?? {});
      await expectPolicy(binary, POLICIES[index] ?? {});
      expect(toPlain(parseBinaryPlist(binary))).toEqual(toPlain(parseXmlPlist(readFileSync(path, "utf8"))));
    }
    const read = await readWithPython([...paths, ...paths.map((path) => `${path}.binary`)]);
    expect(read).toHaveLength(2 * paths.length);
    for (const [index, value] of read.entries()) {
      const path = paths[index % paths.length] ?? "";
      expect(value).toEqual(toPlain(parseXmlPlist(readFileSync(path, "utf8"))));
    }
  });

  it("holds every setting as text", async () => {
    using folder = temporaryDirectory();
    const path = join(folder.path, "policy.mobileconfig");
    const values = {
      disableAutoUpdates: false,
      autoUpdaterEnforcementHours: 72,
      inferenceModels: ["a", "b"],
    };
    writeFileSync(path, exported("mobileconfig", values));
    expect(await readWithPython([path])).toMatchObject([
      {
        PayloadContent: [
          { disableAutoUpdates: "false", autoUpdaterEnforcementHours: "72", inferenceModels: '["a","b"]' },
        ],
      },
    ]);
  });
});

describe("the property-list writer", { timeout: 30_000 }, () => {
  it("carries hostile texts as keys and values", async () => {
    using folder = temporaryDirectory();
    const path = join(folder.path, "hostile.plist");
    const pairs = HOSTILE_TEXTS.map(
      (text, index) => [`${Array.from(text).slice(0, 20).join("")}${index}`, text] as const,
    );
    const expected = Object.fromEntries(pairs);
    writeFileSync(path, plistXml(plistDictionary(pairs)));
    expect(toPlain(parseXmlPlist(readFileSync(path, "utf8")))).toEqual(expected);
    expect(toPlain(parseBinaryPlist(await toBinary(path)))).toEqual(expected);
    expect(await readWithPython([path, `${path}.binary`])).toEqual([expected, expected]);
  });
});
