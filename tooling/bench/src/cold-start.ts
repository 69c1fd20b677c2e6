/** Cold process to credentials, beside a bare `fetch` of the same credentials, both bundled; runs take turns. */
import { buildSeed, startMockIdentityCenter } from "@latchkey/mock-identity-center";
import { createDeviceFlow } from "@latchkey/oidc-device-flow";
import type { Secret } from "@latchkey/secret";
import { openTokenVault } from "@latchkey/token-vault";
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Benchmark } from "./benchmark.ts";
import { bundleProgram } from "./bundle.ts";
import { constantKeyStore } from "./constant-key-store.ts";
import { median } from "./statistics.ts";

const POLICY = fileURLToPath(new URL("../../../examples/policies/acme.json", import.meta.url));
const START_URL = "https://acme.awsapps.com/start";
const REGION = "us-east-1";
const ROUNDS = 30;

export const coldStart: Benchmark = {
  name: "cold-start",
  about: "cold process to role credentials, beside a bare fetch; about ten seconds",
  async run(print) {
    const { roadMs, fetchMs } = await measureColdStart();
    const peer = { name: "bare fetch", value: fetchMs };
    print({ what: "cold process to credentials", ours: roadMs, unit: "ms", peer, budget: "1.35 ×" });
  },
};

async function measureColdStart(): Promise<{ readonly roadMs: number; readonly fetchMs: number }> {
  const directory = mkdtempSync(join(tmpdir(), "latchkey-bench-"));
  const key = randomBytes(32).toString("hex");
  const seed = buildSeed({
    startUrl: START_URL,
    region: REGION,
    accountId: "111122223333",
    roleName: "BedrockInference",
    bedrockModels: ["anthropic.claude-3-haiku-20240307-v1:0"],
  });
  await using mock = await startMockIdentityCenter({ seed });
  try {
    const tokens = await signIn(mock.oidcUrl, (userCode) => mock.approve(userCode, "ada.lovelace"));
    const vaultFolder = join(directory, "vault");
    const vault = await openTokenVault({ directory: vaultFolder, keyStore: constantKeyStore(key) });
    await vault.put(
      { kind: "sign-in", startUrl: START_URL, region: REGION },
      { secrets: tokens, metadata: {} },
    );
    const road = [await bundleProgram("cold-road", directory), mock.portalUrl, POLICY, vaultFolder, key];
    // The mock's tokens are test data, so they may stand on a command line.
    const bare = [await bundleProgram("cold-fetch", directory), mock.portalUrl, tokens.accessToken.reveal()];
    const times = { road: [] as number[], bare: [] as number[] };
    for (let round = -2; round < ROUNDS; round += 1) {
      const [roadMs, bareMs] = [await timeProcess(road), await timeProcess(bare)];
      if (round < 0) continue;
      times.road.push(roadMs);
      times.bare.push(bareMs);
    }
    return { roadMs: median(times.road), fetchMs: median(times.bare) };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

async function signIn(
  oidcUrl: string,
  approve: (userCode: string) => void,
): Promise<{ accessToken: Secret }> {
  const flow = createDeviceFlow({ region: REGION, endpoint: new URL(oidcUrl) });
  const registration = await flow.registerClient({ clientName: "bench" });
  const started = await flow.startDeviceAuthorization({ registration, startUrl: START_URL });
  if (started.status !== "started") throw new Error(started.status);
  approve(started.authorization.userCode);
  const result = await flow.pollForToken({ registration, authorization: started.authorization });
  if (result.status !== "authorized") throw new Error(result.status);
  return { accessToken: result.tokens.accessToken };
}

function timeProcess([script = "", ...words]: readonly string[]): Promise<number> {
  const started = performance.now();
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, ...words], {
      stdio: "inherit",
    });
    child.on("exit", (code) => {
      if (code === 0) resolve(performance.now() - started);
      else reject(new Error(`${script} ended with exit code ${code}`));
    });
  });
}
