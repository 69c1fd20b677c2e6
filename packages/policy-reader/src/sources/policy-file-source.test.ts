import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryDirectory } from "@latchkey/test-kit";
import { describe, expect, it } from "vitest";
import { BEDROCK, encode, FORMATS, text } from "../../test/support.ts";
import { PolicyReaderError } from "../policy-reader-error.ts";
import { policyFileSource } from "./policy-file-source.ts";
import type { PolicyFormat, PolicyReading } from "../policy-types.ts";

async function read(content: string | Uint8Array, name = "policy"): Promise<PolicyReading> {
  using directory = temporaryDirectory();
  const path = join(directory.path, name);
  writeFileSync(path, content);
  return await policyFileSource({ path }).read();
}

const fill = (size: number): string => `{}${" ".repeat(size - 2)}`;

describe("a policy file", () => {
  it.each(FORMATS)("is recognised by its content: %s", async (format) => {
    const reading = await read(encode(format, BEDROCK), "policy.bin");
    expect(reading).toMatchObject({ status: "read" });
  });

  it("that does not exist is absent", async () => {
    using directory = temporaryDirectory();
    expect(await policyFileSource({ path: join(directory.path, "none.json") }).read()).toEqual({
      status: "absent",
    });
  });

  it("whose folder is a file is unreadable, which is not the same as absent", async () => {
    using directory = temporaryDirectory();
    writeFileSync(join(directory.path, "file"), "");
    const reading = await policyFileSource({ path: join(directory.path, "file", "policy.json") }).read();
    expect(reading).toMatchObject({ status: "unreadable", diagnostics: [{ code: "file-unreadable" }] });
  });

  it("that is a folder is malformed", async () => {
    using directory = temporaryDirectory();
    const path = join(directory.path, "policy.json");
    mkdirSync(path);
    expect(await policyFileSource({ path }).read()).toMatchObject({
      status: "malformed",
      diagnostics: [{ code: "not-a-regular-file", source: path }],
    });
  });

  it.skipIf(process.platform === "win32")(
    "that is a named pipe is malformed, and reading it does not wait",
    async () => {
      using directory = temporaryDirectory();
      const path = join(directory.path, "pipe");
      execFileSync("mkfifo", [path]);
      expect(await policyFileSource({ path }).read()).toMatchObject({ status: "malformed" });
    },
  );

  it("of exactly 1 MiB is read, and one byte more is not", async () => {
    expect(await read(fill(1024 * 1024))).toMatchObject({ status: "read" });
    expect(await read(fill(1024 * 1024 + 1))).toMatchObject({
      status: "malformed",
      diagnostics: [{ code: "file-too-large" }],
    });
  });

  it.each([
    ["", "policy.json", "expected a JSON value"],
    ["[]", "policy.json", "expected one JSON object"],
    ["", "policy.mobileconfig", "expected a property-list tag"],
    ["hello", "policy.reg", "first line"],
    ["hello", "policy.txt", "expected a .mobileconfig, a property list, a .reg file or a JSON object"],
  ])("with content %j called %s gets a message that fits", async (content, name, reason) => {
    const reading = await read(content, name);
    if (reading.status !== "malformed") throw new Error("expected malformed");
    expect(reading.diagnostics[0]?.message).toContain(reason);
    expect(reading.diagnostics[0]?.message).toContain(name);
  });

  it("is decoded as the given format and no other", async () => {
    using directory = temporaryDirectory();
    const path = join(directory.path, "policy");
    writeFileSync(path, text("{}"));
    expect(await policyFileSource({ path, format: "reg" }).read()).toMatchObject({ status: "malformed" });
  });

  it("refuses options that cannot be meant", () => {
    expect(() => policyFileSource({ path: "" })).toThrow(PolicyReaderError);
    expect(() => policyFileSource({ path: "x", domain: "" })).toThrow(PolicyReaderError);
    expect(() => policyFileSource({ path: "x", format: "yaml" as PolicyFormat })).toThrow(PolicyReaderError);
  });

  it("stops with the caller's own reason", async () => {
    const reason = new Error("closing");
    const source = policyFileSource({ path: "policy.json" });
    await expect(source.read({ signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });
});
