/**
 * An app that refreshes its sign-in and mints role credentials over and over, beside another process on the same folder.
 * Reads its instruction from standard input, then lines "run NAME ROUNDS"; answers "done NAME" or "signed-out NAME".
 */
import { createDeviceFlow } from "@latchkey/oidc-device-flow";
import { policyFileSource } from "@latchkey/policy-reader";
import { createAccessPortal } from "@latchkey/role-credentials";
import { createInterface } from "node:readline";
import { systemClock } from "../../../src/main/clock.ts";
import { composeSso } from "../../../src/main/compose.ts";
import type { SsoServices } from "../../../src/main/compose.ts";
import { createLog } from "../../../src/main/log.ts";
import { mintCredentials } from "../../../src/main/session/mint-credentials.ts";
import { createSignInKeeper } from "../../../src/main/sign-in/sign-in-keeper.ts";
import { startUp } from "../../../src/main/start-up.ts";
import { fileKeyStore } from "../file-key-store.ts";
import type { MintInstruction } from "./minting-process.ts";

/** Real time: a stall holds the lock so long. */
const REQUEST_TIMEOUT_MS = 500;
/** Faults spoil some rounds, and never so many. */
const MOST_TRIES_OF_A_ROUND = 40;

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const services = await start(JSON.parse(String((await lines.next()).value)) as MintInstruction);
for (let line = await lines.next(); line.done !== true; line = await lines.next()) {
  const [, name = "", rounds = ""] = line.value.split(" ");
  const isSignedIn = await mintFor(Number(rounds));
  process.stdout.write(`${isSignedIn ? "done" : "signed-out"} ${name}\n`);
}

async function start({ dataFolder, policy, keys, url }: MintInstruction): Promise<SsoServices> {
  const clock = systemClock();
  const settings = {
    policySources: [policyFileSource({ path: policy })],
    dataFolder,
    keyStore: fileKeyStore(keys),
    clock,
    log: createLog({ level: "debug", destination: process.stderr }),
    environment: {},
    isPackaged: false,
    endpoints: { oidc: url, portal: url, bedrock: url, verificationOrigins: [] },
    openExternal: () => Promise.resolve(),
    openSandbox: () => Promise.resolve({ status: "unavailable" as const, message: "none here" }),
    worker: { program: process.execPath, script: "unused" },
  };
  const { decision, vault } = await startUp(settings);
  if (decision.mode !== "aws-sso") throw new Error(`expected aws-sso, got ${decision.mode}`);
  const composed = composeSso(settings, decision, vault);
  const { store, serverClock } = composed;
  const options = {
    region: decision.ssoRegion,
    endpoint: new URL(url),
    requestTimeoutMs: REQUEST_TIMEOUT_MS,
  };
  const flow = createDeviceFlow(options);
  const portal = createAccessPortal(options);
  const keeper = createSignInKeeper({ flow, portal, store, clock, serverClock, log: settings.log });
  return { ...composed, flow, portal, keeper };
}

/** @returns false as soon as there is no sign-in any more. */
async function mintFor(rounds: number): Promise<boolean> {
  for (let round = 0; round < rounds; round += 1) {
    let outcome = await playRound();
    for (let tries = 1; outcome === "unavailable"; tries += 1) {
      if (tries === MOST_TRIES_OF_A_ROUND) throw new Error(`round ${round} comes to no end`);
      outcome = await playRound();
    }
    if (outcome === "sign-in-needed") return false;
  }
  return true;
}

async function playRound(): Promise<"issued" | "unavailable" | "sign-in-needed"> {
  const token = await services.keeper.accessToken({ force: true });
  const { status } = token.status === "usable" ? await mintCredentials(services) : token;
  if (status === "issued" || status === "unavailable" || status === "sign-in-needed") return status;
  throw new Error(`a round ended as ${status}`);
}
