/**
 * Cold process to credentials, beside a bare `fetch` of the same credentials, both bundled, and beside what others do
 * with a sign-in that they keep in plain text; runs take turns.
 */
import { buildSeed, startMockIdentityCenter } from "@latchkey/mock-identity-center";
import type { MockIdentityCenter } from "@latchkey/mock-identity-center";
import { createDeviceFlow } from "@latchkey/oidc-device-flow";
import type { ClientRegistration, TokenSet } from "@latchkey/oidc-device-flow";
import { openTokenVault } from "@latchkey/token-vault";
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Benchmark } from "./benchmark.ts";
import { bundleProgram } from "./bundle.ts";
import { awsCli, INSTALL_CLI, writeClientHome } from "./cold-clients.ts";
import type { Road } from "./cold-clients.ts";
import { constantKeyStore } from "./constant-key-store.ts";
import { median } from "./statistics.ts";

const POLICY = fileURLToPath(new URL("../../../examples/policies/acme.json", import.meta.url));
const START_URL = "https://acme.awsapps.com/start";
const REGION = "us-east-1";
const ROUNDS = 30;
const OURS = "cold process to credentials";

export const coldStart: Benchmark = {
  name: "cold-start",
  about: "cold process to role credentials, fromSSO and the AWS CLI beside it; about half a minute",
  async run(print) {
    const times = await measureColdStart();
    const peer = { name: "bare fetch", value: median(times.get("bare fetch") ?? []) };
    for (const [what, values] of times) {
      if (what === peer.name) continue;
      const budget = what === OURS ? "1.35 ×" : "none, a peer";
      print({ what, ours: median(values), unit: "ms", peer, budget });
    }
  },
};

async function measureColdStart(): Promise<ReadonlyMap<string, readonly number[]>> {
  const directory = mkdtempSync(join(tmpdir(), "latchkey-bench-"));
  const seed = buildSeed({
    startUrl: START_URL,
    region: REGION,
    accountId: "111122223333",
    roleName: "BedrockInference",
    bedrockModels: ["anthropic.claude-3-haiku-20240307-v1:0"],
  });
  await using mock = await startMockIdentityCenter({ seed });
  try {
    const roads = await prepareRoads(mock, directory);
    const times = new Map(roads.map(({ what }): [string, number[]] => [what, []]));
    for (let round = -2; round < ROUNDS; round += 1) {
      for (const road of roads) {
        road.forget?.();
        const ms = await timeProcess(road);
        if (round >= 0) times.get(road.what)?.push(ms);
      }
    }
    return times;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Everybody's cached sign-in on disk, in the form that each of them needs. */
async function prepareRoads(mock: MockIdentityCenter, directory: string): Promise<readonly Road[]> {
  const { portalUrl } = mock;
  const { tokens, registration } = await signIn(mock);
  const accessToken = tokens.accessToken.reveal();
  const key = randomBytes(32).toString("hex");
  const vaultFolder = join(directory, "vault");
  const vault = await openTokenVault({ directory: vaultFolder, keyStore: constantKeyStore(key) });
  await vault.put(
    { kind: "sign-in", startUrl: START_URL, region: REGION },
    { secrets: { accessToken: tokens.accessToken }, metadata: {} },
  );
  const home = writeClientHome(join(directory, "home"), mock, {
    accessToken,
    expiresAt: tokens.expiresAt,
    clientId: registration.clientId,
    clientSecret: registration.clientSecret.reveal(),
    registrationExpiresAt: registration.expiresAt,
  });
  const node = async (script: string): Promise<readonly string[]> => [
    process.execPath,
    await bundleProgram(script, directory),
  ];
  const cli = await awsCli(home);
  if (cli === undefined) process.stderr.write(`  the AWS CLI is left out: ${INSTALL_CLI}\n`);
  // The mock's tokens are test data, so they may stand on a command line.
  return [
    { what: OURS, words: [...(await node("cold-road")), portalUrl, POLICY, vaultFolder, key] },
    { what: "bare fetch", words: [...(await node("cold-fetch")), portalUrl, accessToken] },
    { what: "fromSSO of the AWS SDK for JavaScript", words: await node("cold-from-sso"), env: home.sdk },
    ...(cli === undefined ? [] : [cli]),
  ];
}

async function signIn(mock: MockIdentityCenter): Promise<{
  readonly tokens: TokenSet;
  readonly registration: ClientRegistration;
}> {
  const flow = createDeviceFlow({ region: REGION, endpoint: new URL(mock.oidcUrl) });
  const registration = await flow.registerClient({ clientName: "bench" });
  const started = await flow.startDeviceAuthorization({ registration, startUrl: START_URL });
  if (started.status !== "started") throw new Error(started.status);
  mock.approve(started.authorization.userCode, "ada.lovelace");
  const result = await flow.pollForToken({ registration, authorization: started.authorization });
  if (result.status !== "authorized") throw new Error(result.status);
  return { tokens: result.tokens, registration };
}

function timeProcess({ what, words: [program = "", ...words], env = process.env }: Road): Promise<number> {
  const started = performance.now();
  return new Promise((resolve, reject) => {
    const child = spawn(program, words, { stdio: ["ignore", "ignore", "inherit"], env });
    child.on("error", reject);
    child.on("exit", (code) => {
      if (code === 0) resolve(performance.now() - started);
      else reject(new Error(`${what} ended with exit code ${code}`));
    });
  });
}
