#!/usr/bin/env node
/** `mock-identity-center`: one mock until a signal ends it. */

import { parseCliArguments, usage } from "./cli-arguments.ts";
import type { CliArguments } from "./cli-arguments.ts";
import { MockIdentityCenterError } from "./mock-error.ts";
import { startMockIdentityCenter } from "./mock-identity-center.ts";
import type { MockIdentityCenter } from "./mock-identity-center.ts";
import { loadSeed } from "./seed/load-seed.ts";

type Run = Extract<CliArguments, { status: "run" }>;

process.exitCode = await main(parseCliArguments(process.argv.slice(2)));

async function main(args: CliArguments): Promise<number> {
  if (args.status === "help") {
    process.stdout.write(usage);
    return 0;
  }
  if (args.status === "wrong") {
    process.stderr.write(`${args.reason}\n\n${usage}`);
    return 2;
  }
  try {
    return await run(args);
  } catch (error) {
    if (!(error instanceof MockIdentityCenterError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return error.code === "ADDRESS_UNAVAILABLE" ? 1 : 2;
  }
}

async function run({ port, seedFile, stateFile }: Run): Promise<number> {
  const seed = seedFile === undefined ? undefined : await loadSeed(seedFile);
  await using mock = await startMockIdentityCenter({
    port,
    seed,
    stateFile,
    onWarning: (message) => process.stderr.write(`${message}\n`),
  });
  const ended = nextSignal();
  process.stdout.write(`${announce(mock)}\n`);
  await ended;
  return 0;
}

function announce(mock: MockIdentityCenter): string {
  const { oidcUrl, portalUrl, stsUrl, bedrockUrl, startUrl, region, accountId, roleName } = mock;
  const addresses = { oidcUrl, portalUrl, stsUrl, bedrockUrl };
  return JSON.stringify({ event: "listening", ...addresses, startUrl, region, accountId, roleName });
}

function nextSignal(): Promise<void> {
  return new Promise((resolve) => {
    process.once("SIGINT", () => resolve());
    process.once("SIGTERM", () => resolve());
  });
}
