/** The story that `pnpm demo` tells: one policy file, seven steps, the mock of Identity Center embedded. */
import { buildSeed, startMockIdentityCenter } from "@latchkey/mock-identity-center";
import { decideAuthMode, policyFileSource, readPolicy } from "@latchkey/policy-reader";
import { openTokenVault } from "@latchkey/token-vault";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { SsoDecision } from "../main/start-up.ts";
import { chooseKeychain } from "./keychain.ts";
import type { KeychainChoice } from "./keychain.ts";
import type { DemoOptions } from "./options.ts";
import type { Reporter } from "./reporter.ts";
import { DemoFailure, PERSON, Story } from "./story.ts";

export interface DemoParts {
  readonly reporter: Reporter;
  readonly signal: AbortSignal;
  /** Starts the mock; a test keeps the handle. */
  readonly startMock?: typeof startMockIdentityCenter;
}

export type ExitCode = 0 | 1 | 2;

export async function runDemo(options: DemoOptions, parts: DemoParts): Promise<ExitCode> {
  const { reporter } = parts;
  const decision = await readThePolicy(options.policy, reporter);
  if (decision === undefined) return 2;
  using folder = dataFolder(options.keep);
  const keychain = await chooseKeychain(options.keychain, folder.path);
  if (keychain.status === "unusable") {
    reporter.problem("error", keychain.message);
    return 1;
  }
  reporter.note(keychain.line);
  const seed = buildSeed({
    startUrl: decision.startUrl,
    region: decision.ssoRegion,
    accountId: decision.accountId,
    roleName: decision.roleName,
    bedrockModels: decision.bedrock.models.map((model) => model.id),
    bedrockRegion: decision.bedrock.region,
    ...PERSON,
  });
  await using mock = await (parts.startMock ?? startMockIdentityCenter)({ seed, signatureClock: "mock" });
  try {
    const { launcher, kind } = keychain;
    const story = new Story({ options, ...parts, launcher, keychain: kind, mock, dataFolder: folder.path });
    await story.signIn();
    await story.session();
    story.showEvent();
    await story.launchAgain();
    await story.launchWithExpiredToken();
    await story.launchAfterRevocation();
    reporter.step("done", {}, "Done.");
    return 0;
  } catch (error) {
    if (!(error instanceof DemoFailure)) throw error;
    if (!parts.signal.aborted) reporter.problem("error", error.message);
    return 1;
  } finally {
    if (options.keep === undefined) await forget(keychain, folder.path);
    await keychain.keyStore.close?.();
  }
}

async function readThePolicy(file: string, reporter: Reporter): Promise<SsoDecision | undefined> {
  const snapshot = await readPolicy([policyFileSource({ path: file })]);
  const [source] = snapshot.sources;
  const keys = snapshot.entries.map((entry) => entry.key);
  reporter.step(
    "policy",
    { file, status: source?.status, keys },
    `Policy ${file}: ${keys.length} keys (${source?.status}).`,
  );
  const decision = decideAuthMode(snapshot);
  reporter.step(
    "auth-mode",
    { mode: decision.mode, reason: decision.reason },
    `Auth mode ${decision.mode}: ${decision.reason}`,
  );
  if (source?.status === "absent") reporter.problem("error", `${file}: there is no such file`);
  const diagnostics = [...snapshot.diagnostics, ...decision.diagnostics];
  const told = new Set<string>();
  for (const { severity, message } of diagnostics) {
    if (severity !== "info" && !told.has(message)) reporter.problem(severity, message);
    told.add(message);
  }
  if (decision.mode === "aws-sso") return decision;
  reporter.note("This demo shows AWS sign-in; it needs a policy whose auth mode is aws-sso.");
  return undefined;
}

function dataFolder(keep: string | undefined): Disposable & { readonly path: string } {
  if (keep !== undefined) {
    mkdirSync(keep, { recursive: true, mode: 0o700 });
    return { path: keep, [Symbol.dispose]: () => undefined };
  }
  const path = mkdtempSync(join(tmpdir(), "latchkey-demo-"));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}

/** Leaves nothing of the demo in the keychain. */
async function forget({ keyStore }: KeychainChoice & { status: "chosen" }, folder: string): Promise<void> {
  const vault = await openTokenVault({ directory: join(folder, "vault"), keyStore });
  await vault.clear();
}
