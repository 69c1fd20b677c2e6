import { randomInt } from "node:crypto";
import { join } from "node:path";
import type { Fault, RequestLogEntry } from "@latchkey/mock-identity-center";
import { expect, it } from "vitest";
import { startMinting } from "./support/fault-schedule/minting-process.ts";
import type { MintingProcess } from "./support/fault-schedule/minting-process.ts";
import { randomFault } from "./support/fault-schedule/random-fault.ts";
import type { FaultyOperation } from "./support/fault-schedule/random-fault.ts";
import { seededChoices } from "./support/fault-schedule/seeded-choices.ts";
import type { Choices } from "./support/fault-schedule/seeded-choices.ts";
import { fileKeyStore } from "./support/file-key-store.ts";
import { rehearse, USER } from "./support/rehearsal.ts";
import type { Rehearsal } from "./support/rehearsal.ts";

/** Replays a schedule: the seed that a failure named. How the processes take turns is not in it. */
const SEED = Number(process.env["LATCHKEY_FAULT_SEED"] ?? randomInt(2 ** 32));
/** Of each process: one refresh and one mint each. */
const ROUNDS = 200;
const FAULTS = 120;
const LOST_ANSWERS = 4;

interface Stage extends AsyncDisposable {
  readonly app: Rehearsal;
  readonly signIn: () => Promise<void>;
  readonly processes: readonly MintingProcess[];
}

async function openStage(): Promise<Stage> {
  const app = await rehearse();
  const { dataFolder } = app.settings;
  const policy = join(dataFolder, "../managed-settings.json");
  const keys = `${dataFolder}-keys`;
  const settings = { keyStore: fileKeyStore(keys) };
  const signIn = async (): Promise<void> => {
    const attempt = app.signIn(await app.services(settings), (state) => {
      if (state.state === "code") app.mock.approve(state.userCode, USER);
    });
    expect((await attempt.run()).state).toBe("success");
  };
  await signIn();
  const instruction = { dataFolder, policy, keys, url: app.mock.url };
  const processes = [startMinting(instruction), startMinting(instruction)];
  return {
    app,
    signIn,
    processes,
    async [Symbol.asyncDispose]() {
      for (const one of processes) one[Symbol.dispose]();
      await app[Symbol.asyncDispose]();
    },
  };
}

function runBoth({ processes }: Stage, name: string, rounds: number): Promise<readonly string[]> {
  return Promise.all(processes.map((one) => one.run(name, rounds)));
}

/** Anywhere among the requests of all rounds, and never after the request was carried out. */
function faultBeforeTheOperation(choices: Choices, trap: string): Fault {
  const operation = choices.pick<FaultyOperation>(["CreateToken", "GetRoleCredentials"]);
  const fault = randomFault(choices, operation, trap);
  const nth = choices.integer(1, 2 * ROUNDS);
  return "executed" in fault ? { ...fault, nth, executed: false } : { ...fault, nth };
}

function lostAnswer({ pick, integer }: Choices): Fault {
  const effect = pick<Fault>([
    { kind: "reset", executed: true },
    { kind: "stall", executed: true },
    { kind: "truncate", bytes: integer(0, 80), executed: true },
  ]);
  return { ...effect, operation: "CreateToken", nth: integer(2, 12) };
}

/** Refresh tokens that were refused because they had been used before. */
function presentedTwice(requests: readonly RequestLogEntry[]): readonly RequestLogEntry[] {
  return requests.filter(({ error, fault }) => error === "InvalidGrantException" && fault === undefined);
}

async function naming<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (cause) {
    throw new Error(`LATCHKEY_FAULT_SEED=${SEED}: ${String(cause)}`, { cause });
  }
}

it(`two processes refresh and mint ${ROUNDS} times each under random faults: no token is presented twice, and both stay signed in`, async () => {
  await using stage = await openStage();
  const { mock } = stage.app;
  await naming(async () => {
    const choices = seededChoices(SEED);
    const trap = `${mock.url}/redirected-here`;
    const since = mock.lastRequest;
    for (let count = 0; count < FAULTS; count += 1) mock.faults.add(faultBeforeTheOperation(choices, trap));
    expect(await runBoth(stage, "rounds", ROUNDS)).toEqual(["done", "done"]);
    const spoilt = mock.faults.list().reduce((total, { used }) => total + used, 0);
    mock.faults.clear();
    expect(await runBoth(stage, "afterwards", 5)).toEqual(["done", "done"]);
    expect(spoilt).toBeGreaterThan(FAULTS / 2);
    expect(presentedTwice(mock.requests({ since }))).toEqual([]);
    expect(mock.requests({ since, operation: "Unknown" })).toEqual([]);
    expect(mock.sessions()).toHaveLength(1);
  });
}, 120_000);

it(`an answer to a refresh that is lost ends the sign-in for both processes, honestly and once; ${LOST_ANSWERS} times`, async () => {
  await using stage = await openStage();
  const { mock } = stage.app;
  await naming(async () => {
    const choices = seededChoices(SEED);
    for (let count = 0; count < LOST_ANSWERS; count += 1) {
      const since = mock.lastRequest;
      mock.faults.add(lostAnswer(choices));
      expect(await runBoth(stage, `lost-${count}`, ROUNDS)).toEqual(["signed-out", "signed-out"]);
      expect(presentedTwice(mock.requests({ since }))).toHaveLength(1);
      mock.faults.clear();
      await stage.signIn();
      expect(await runBoth(stage, `again-${count}`, 3)).toEqual(["done", "done"]);
    }
  });
}, 120_000);
