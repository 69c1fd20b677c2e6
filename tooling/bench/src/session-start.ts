/**
 * A session start in a running app, as far as the sandbox, beside the HTTP request in it. The app runs in a process of
 * its own, because nothing imports its core.
 */
import { buildSeed, startMockIdentityCenter } from "@latchkey/mock-identity-center";
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Benchmark } from "./benchmark.ts";
import { median } from "./statistics.ts";

interface Figures {
  /** Milliseconds of each start, and of each request that took turns with them. */
  readonly session: readonly number[];
  readonly bare: readonly number[];
}

interface Policy {
  readonly inferenceBedrockSsoStartUrl: string;
  readonly inferenceBedrockSsoRegion: string;
  readonly inferenceBedrockSsoAccountId: string;
  readonly inferenceBedrockSsoRoleName: string;
  readonly inferenceModels: readonly string[];
}

const fromRoot = (path: string): string => fileURLToPath(new URL(`../../../${path}`, import.meta.url));
const POLICY = fromRoot("examples/policies/acme.json");
const PROGRAM = fromRoot("apps/desktop/scripts/session-start-figures.ts");
const ROUNDS = 500;

export const sessionStart: Benchmark = {
  name: "session-start",
  about: "a session start in a running app, beside the bare HTTP request; about five seconds",
  async run(print) {
    const { session, bare } = await figures();
    const peer = { name: "bare HTTP request", value: median(bare) };
    const ours = median(session);
    const added = { what: "what it adds to the request", unit: "ms", peer: undefined };
    print({ what: "warm session start, as far as the sandbox", ours, unit: "ms", peer, budget: "+ 3 ms" });
    print({ ...added, ours: ours - peer.value, budget: "3 ms" });
  },
};

async function figures(): Promise<Figures> {
  const policy = JSON.parse(readFileSync(POLICY, "utf8")) as Policy;
  await using mock = await startMockIdentityCenter({
    seed: buildSeed({
      startUrl: policy.inferenceBedrockSsoStartUrl,
      region: policy.inferenceBedrockSsoRegion,
      accountId: policy.inferenceBedrockSsoAccountId,
      roleName: policy.inferenceBedrockSsoRoleName,
      bedrockModels: policy.inferenceModels,
    }),
  });
  const words = [PROGRAM, mock.url, mock.controlUrl, POLICY, String(ROUNDS)];
  const { stdout } = await promisify(execFile)(process.execPath, words);
  return JSON.parse(stdout) as Figures;
}
