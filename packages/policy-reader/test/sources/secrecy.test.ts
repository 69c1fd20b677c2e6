/** A bearer token planted in each place that is read shows in nothing that a source, a decision or a watch gives out. */
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { lstat, open } from "node:fs/promises";
import { join } from "node:path";
import { inspect } from "node:util";
import { expectSecret, temporaryDirectory } from "@latchkey/test-kit";
import { describe, expect, it } from "vitest";
import {
  decideAuthMode,
  describePolicy,
  readPolicy,
  whatChanged,
  windowsPolicySource,
  type Exec,
  type PolicySource,
} from "../../src/index.ts";
import { trustedFileSource } from "../../src/sources/trusted-file-source.ts";
import { BEDROCK, encode, SIGN_IN, TOKEN, type Settings } from "../support.ts";
import {
  binary,
  expandable,
  fakeNativeRegistry,
  fakeRegExe,
  HKLM_KEY,
  multi,
  sz,
  texts,
} from "./fake-registry.ts";

const BEARER = "inferenceBedrockBearerToken";
const SETTINGS: Settings = { ...BEDROCK, ...SIGN_IN, [BEARER]: TOKEN };

const noModule = (): never => {
  throw new Error(`Cannot find module 'native-reg' ${TOKEN}`);
};
const failing: Exec = async () =>
  Promise.reject(Object.assign(new Error(`reg.exe: ${TOKEN}`), { stdout: TOKEN, stderr: TOKEN }));
const values = (settings: Settings): string =>
  Object.entries(settings)
    .map(([name, value]) => `"${name}"="${value.replaceAll('"', String.raw`\"`)}"`)
    .join("\n");

/** Everything that comes of a source, printed in every way that a log or a report might. */
async function printsOf(source: PolicySource): Promise<readonly string[]> {
  const reading = await source.read();
  const snapshot = await readPolicy([source]);
  const decision = decideAuthMode(snapshot);
  const report = describePolicy(snapshot, decision);
  const before = { startUrl: "a", ssoRegion: "b", accountId: "c", roleName: "d" };
  const all = [source, reading, snapshot, decision, report, whatChanged(before, decision)];
  return all.flatMap((value) => [
    JSON.stringify(value),
    inspect(value, { depth: 20, showHidden: true }),
    inspect(value, { depth: 20, showHidden: true, customInspect: false }),
  ]);
}

async function leaksOf(source: PolicySource): Promise<readonly string[]> {
  return (await printsOf(source)).filter((print) => print.includes(TOKEN));
}

async function expectUsable(source: PolicySource): Promise<void> {
  const decision = decideAuthMode(await readPolicy([source]));
  if (decision.mode !== "bearer-token") throw new Error(decision.reason);
  expectSecret(decision.bearerToken, TOKEN);
}

describe("a bearer token in the registry", () => {
  it("read through native-reg works and stays hidden", async () => {
    const registry = fakeNativeRegistry({ [HKLM_KEY]: texts(SETTINGS) });
    const source = windowsPolicySource({ loadRegistry: () => registry });
    await expectUsable(source);
    expect(await leaksOf(source)).toEqual([]);
  });

  it("exported by reg.exe works and stays hidden", async () => {
    const { exec, calls } = fakeRegExe({ [HKLM_KEY]: values(SETTINGS) });
    await expectUsable(windowsPolicySource({ loadRegistry: noModule, exec }));
    expect(await leaksOf(windowsPolicySource({ loadRegistry: noModule, exec }))).toEqual([]);
    expect(JSON.stringify(calls)).not.toContain(TOKEN);
  });

  it.each([
    ["another type", { [BEARER]: multi(TOKEN) }],
    ["bytes", { [BEARER]: binary(...Buffer.from(TOKEN)) }],
    ["an expandable text", { [BEARER]: expandable(TOKEN) }],
    ["a text with a NUL", { [BEARER]: sz(`${TOKEN}\0${TOKEN}`) }],
    ["the place of a name", { [TOKEN]: sz("x") }],
    ["the default value", { "": sz(TOKEN) }],
    ["a misspelled name", { inferenceBedrockBearerTokn: sz(TOKEN) }],
  ])("stays hidden in %s", async (_, key) => {
    expect(
      await leaksOf(windowsPolicySource({ loadRegistry: () => fakeNativeRegistry({ [HKLM_KEY]: key }) })),
    ).toEqual([]);
  });

  it("stays hidden when a tool fails and prints it", async () => {
    expect(await leaksOf(windowsPolicySource({ loadRegistry: noModule, exec: failing }))).toEqual([]);
  });

  it("stays hidden in a damaged export", async () => {
    const { exec } = fakeRegExe({ [HKLM_KEY]: `"${BEARER}"="${TOKEN}` });
    expect(await leaksOf(windowsPolicySource({ loadRegistry: noModule, exec }))).toEqual([]);
  });
});

describe.skipIf(process.platform === "win32")("a bearer token in a managed file", () => {
  it.each(["json", "xml-plist", "binary-plist"] as const)(
    "of %s works and stays hidden, believed or not",
    async (format) => {
      using directory = temporaryDirectory();
      const root = join(directory.path, "managed");
      mkdirSync(root, { mode: 0o755 });
      const path = join(root, "policy");
      writeFileSync(path, encode(format, SETTINGS), { mode: 0o644 });
      const rules = { owner: process.getuid?.() ?? -1, root, fileSystem: { lstat, open } };
      const options = { path, scope: "machine", format: format === "json" ? "json" : "plist" } as const;
      const source = trustedFileSource(options, rules);
      await expectUsable(source);
      expect(await leaksOf(source)).toEqual([]);
      chmodSync(path, 0o666);
      expect(await source.read()).toMatchObject({ status: "untrusted" });
      expect(await leaksOf(source)).toEqual([]);
      symlinkSync(path, `${path}-link`);
      expect(await leaksOf(trustedFileSource({ ...options, path: `${path}-link` }, rules))).toEqual([]);
      chmodSync(path, 0o644);
      writeFileSync(path, Buffer.concat([encode(format, SETTINGS), Buffer.from(`"${TOKEN}`)]));
      expect(await leaksOf(source)).toEqual([]);
    },
  );
});
