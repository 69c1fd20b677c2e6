import { execFileSync } from "node:child_process";
import {
  chmodSync,
  closeSync,
  constants,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { temporaryDirectory } from "@latchkey/test-kit";
import { describe, expect, it } from "vitest";
import { decodePolicy } from "../../src/decode/decode-policy.ts";
import { BEDROCK, encode, FORMATS, SIGN_IN, TOKEN } from "../support.ts";
import { policyFile, run } from "./support.ts";

const FINE = { ...BEDROCK, ...SIGN_IN };
const VALUE_FORMATS = ["mobileconfig", "reg", "json"] as const;

describe("export", () => {
  it.each(FORMATS.flatMap((from) => VALUE_FORMATS.map((to) => [from, to] as const)))(
    "%s to %s keeps the policy: diff finds nothing",
    async (from, to) => {
      using directory = temporaryDirectory();
      const source = policyFile(directory.path, FINE, from);
      const out = join(directory.path, `exported.${to}`);
      expect(await run(["export", "--format", to, "--out", out, source])).toMatchObject({
        exitStatus: 0,
        out: "",
      });
      expect(await run(["diff", source, out])).toMatchObject({ exitStatus: 0, out: "", err: "" });
    },
  );

  it("writes to standard output as bytes", async () => {
    const { exitStatus, bytes } = await run(["export", "--format", "reg", "-"], {
      input: encode("json", FINE),
    });
    expect(exitStatus).toBe(0);
    expect([...bytes.subarray(0, 2)]).toEqual([0xff, 0xfe]);
    expect(decodePolicy(bytes, { name: "out" })).toMatchObject({ status: "read", format: "reg" });
  });

  it("does not upset a terminal with UTF-16", async () => {
    const terminal = { interactive: true };
    const refused = await run(["export", "--format", "reg", "-"], { input: encode("json", FINE), terminal });
    expect(refused).toMatchObject({ exitStatus: 2, out: "" });
    expect(refused.err).toContain("Write it with --out PATH.");
    expect(
      (await run(["export", "--format", "json", "-"], { input: encode("json", FINE), terminal })).exitStatus,
    ).toBe(0);
  });

  it.each([
    ["admx", "<policyDefinitions"],
    ["adml", "<policyDefinitionResources"],
    ["manifest", "<plist"],
  ])("%s comes from the catalogue alone", async (format, start) => {
    const { exitStatus, out } = await run(["export", "--format", format]);
    expect(exitStatus).toBe(0);
    expect(out).toContain(start);
  });

  it("reg-removal takes the whole policy key away, of any product", async () => {
    const args = ["export", "--format", "reg-removal", "--registry-key", "SOFTWARE\\Policies\\Other"];
    const { bytes } = await run(args);
    expect(Buffer.from(bytes).toString("utf16le")).toContain(
      "[-HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Other]",
    );
  });

  it("leaves secrets out and says so, unless they are asked for", async () => {
    using directory = temporaryDirectory();
    const settings = { ...BEDROCK, inferenceBedrockBearerToken: TOKEN };
    const source = policyFile(directory.path, settings);
    for (const format of VALUE_FORMATS) {
      const plain = await run(["export", "--format", format, source]);
      expect(plain.exitStatus).toBe(0);
      expect(plain.err).toContain("inferenceBedrockBearerToken: left out");
      const out = join(directory.path, `with-secret.${format}`);
      const included = await run(["export", "--format", format, "--include-secrets", "--out", out, source]);
      expect(included.exitStatus).toBe(0);
      expect(included.err).not.toContain(TOKEN);
      expect((await run(["diff", source, out])).exitStatus).toBe(0);
      // Windows has no such bits, and says 0o666 of every file.
      expect(statSync(out).mode & 0o777).toBe(process.platform === "win32" ? 0o666 : 0o600);
    }
  });

  it("--scope user writes for the user alone", async () => {
    const input = JSON.stringify(FINE);
    const registry = await run(["export", "--format", "reg", "--scope", "user", "-"], { input });
    expect(Buffer.from(registry.bytes).toString("utf16le")).toContain("[HKEY_CURRENT_USER\\SOFTWARE\\");
    const profile = await run(["export", "--format", "mobileconfig", "--scope", "user", "-"], { input });
    expect(profile.out).toContain("<key>PayloadScope</key>\n\t<string>User</string>");
  });

  it("refuses a policy with errors, and writes nothing", async () => {
    using directory = temporaryDirectory();
    const out = join(directory.path, "out.json");
    const source = policyFile(directory.path, { ...FINE, inferenceBedrockRegion: "nowhere" });
    const { exitStatus, err } = await run(["export", "--format", "json", "--out", out, source]);
    expect(exitStatus).toBe(1);
    expect(err).toContain("error: ");
    expect(err).toContain("Nothing is written. Repair the policy, and export again.\n");
    expect(statSync(out, { throwIfNoEntry: false })).toBeUndefined();
  });

  it("names the keys that mean nothing here, and drops them", async () => {
    const { exitStatus, out, err } = await run(["export", "--format", "json", "-"], {
      input: JSON.stringify({ ...FINE, inferenceBedrockRegoin: "x", inferenceVertexRegion: "y" }),
    });
    expect(exitStatus).toBe(0);
    expect(Object.keys(JSON.parse(out) as object)).toEqual(
      expect.not.arrayContaining(["inferenceBedrockRegoin", "inferenceVertexRegion"]),
    );
    expect(err).toContain("inferenceBedrockRegoin: unknown key");
    expect(err).toContain("inferenceVertexRegion: belongs to another inference provider");
  });

  it("--organization names who issues the profile", async () => {
    const args = ["export", "--format", "mobileconfig", "--organization", "Acme & Co", "-"];
    const { out } = await run(args, { input: JSON.stringify(FINE) });
    expect(out).toContain("<key>PayloadOrganization</key>\n\t<string>Acme &amp; Co</string>");
  });

  it("2 when the file cannot be read or written, with the next step", async () => {
    using directory = temporaryDirectory();
    const source = policyFile(directory.path, FINE);
    expect((await run(["export", "--format", "json", `${source}x`])).exitStatus).toBe(2);
    const folder = join(directory.path, "folder");
    mkdirSync(folder);
    const { exitStatus, err } = await run(["export", "--format", "json", "--out", folder, source]);
    expect(exitStatus).toBe(2);
    expect(err).toBe(`${folder}: cannot be written (EISDIR). Name another path with --out.\n`);
    expect(readFileSync(source, "utf8")).not.toBe("");
  });
});

describe.skipIf(process.platform === "win32")("what is at --out already", () => {
  const input = JSON.stringify({ ...BEDROCK, inferenceBedrockBearerToken: TOKEN });
  const exportTo = async (out: string, ...options: readonly string[]) =>
    run(["export", "--format", "json", "--out", out, ...options, "-"], { input });

  it("a file is replaced as a whole and keeps its mode", async () => {
    using directory = temporaryDirectory();
    const out = join(directory.path, "out.json");
    writeFileSync(out, "x".repeat(10_000), {});
    chmodSync(out, 0o666);
    expect((await exportTo(out)).exitStatus).toBe(0);
    expect(JSON.parse(readFileSync(out, "utf8"))).toMatchObject({ inferenceProvider: "bedrock" });
    expect(statSync(out).mode & 0o777).toBe(0o666);
    expect(readdirSync(directory.path)).toEqual(["out.json"]);
  });

  it("a file that others can read becomes its owner's alone when it gets secrets", async () => {
    using directory = temporaryDirectory();
    const out = join(directory.path, "out.json");
    writeFileSync(out, "{}", { mode: 0o644 });
    const reader = openSync(out, "r");
    expect((await exportTo(out, "--include-secrets")).exitStatus).toBe(0);
    expect(statSync(out).mode & 0o777).toBe(0o600);
    expect(readFileSync(out, "utf8")).toContain(TOKEN);
    expect(readFileSync(reader, "utf8")).toBe("{}");
    closeSync(reader);
  });

  it("a link is followed, but not with secrets", async () => {
    using directory = temporaryDirectory();
    const [out, target] = [join(directory.path, "link"), join(directory.path, "target")];
    writeFileSync(target, "");
    symlinkSync(target, out);
    const refused = await exportTo(out, "--include-secrets");
    expect(refused.exitStatus).toBe(2);
    expect(refused.err).toContain(
      `${out}: cannot be written (a symbolic link). Name another path with --out.\n`,
    );
    expect(readFileSync(target, "utf8")).toBe("");
    expect((await exportTo(out)).exitStatus).toBe(0);
    expect(JSON.parse(readFileSync(target, "utf8"))).toMatchObject({ inferenceProvider: "bedrock" });
    expect(lstatSync(out).isSymbolicLink()).toBe(true);
  });

  it("a pipe takes the bytes, and stays", async () => {
    using directory = temporaryDirectory();
    const out = join(directory.path, "pipe");
    execFileSync("mkfifo", [out]);
    const reader = openSync(out, constants.O_RDONLY | constants.O_NONBLOCK);
    expect((await exportTo(out, "--include-secrets")).exitStatus).toBe(0);
    expect(readFileSync(reader, "utf8")).toContain(TOKEN);
    expect(lstatSync(out).isFIFO()).toBe(true);
    closeSync(reader);
  });

  it("a folder that is missing leaves nothing behind", async () => {
    using directory = temporaryDirectory();
    expect((await exportTo(join(directory.path, "none", "out.json"))).err).toContain("(ENOENT)");
    expect((await exportTo(`${directory.path}/none/`)).exitStatus).toBe(2);
    expect(readdirSync(directory.path)).toEqual([]);
  });
});
